"""What is new since Insights was last looked at, and the quiet count of it in the navigation.

Counting reads some months of the diary, so it is done once after a change of it and once a day: pages in between pay
nothing.
"""

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from tracker.analysis.flags import Level, Levels
from tracker.analysis.keeping import remembered
from tracker.columns import KeyText
from tracker.models import FlagRest, Person, Spot
from tracker.prepared import Prepared
from tracker.recurrence import State, levels_today, state_of

FLAGS = ("return", "persistence", "spread")


def keys_of(spot: str, levels: Levels) -> tuple[str, ...]:
    """The set flags of a spot as "spot flag level"."""
    return tuple(f"{spot} {flag} {level:d}" for flag, level in zip(FLAGS, levels, strict=True) if level)


def is_new(key: str, seen: Collection[str]) -> bool:
    """Not if the same flag of the spot was shown at this level or at a higher one."""
    flag, _, level = key.rpartition(" ")
    return not any(f"{flag} {higher:d}" in seen for higher in Level if higher >= int(level))


def new_flags(person: Person, today: datetime.date) -> int:
    """Spots with a flag not shown yet, those at rest and those put away aside."""
    flagged = _flagged(state_of(person, today))
    return sum(any(is_new(key, person.seen_flags) for key in keys) for keys in flagged)


@remembered(256)
def _flagged(state: State) -> list[tuple[str, ...]]:
    """The set flags of each spot that has any."""
    levels = levels_today(state.person, state.today)
    found = {spot: keys for spot, each in levels.items() if (keys := keys_of(spot, each))}
    if not found:
        return []
    aside = {spot for (spot,) in _aside(state.person, state.today)}
    return [keys for spot, keys in found.items() if spot not in aside]


@Prepared
def _aside(person: Person, today: datetime.date) -> QuerySet[Any, Any]:
    """Public ids of the spots that were put away, and of those that rest (see `resting.rests_of`)."""
    resting = FlagRest.objects.for_user(person).filter(Q(until=None) | Q(until__gt=today)).values("spot")
    spots = Spot.objects.for_user(person).filter(Q(archived_on__isnull=False) | Q(pk__in=resting))
    return spots.order_by().values_list(KeyText("public_id"))


def note_shown(person: Person, flagged: Iterable[str]) -> None:
    """Insights was looked at: these flags are no news any more. Changes nothing of the diary."""
    shown = sorted(flagged)
    if shown != person.seen_flags:
        person.seen_flags = shown
        Person.objects.filter(pk=person.pk).update(seen_flags=shown)


def mark_seen(person: Person, spot: str) -> None:
    """Whatever is flagged of the spot was known: shown again after a rest, it is no news."""
    known = [f"{spot} {flag} {Level.ASSESS:d}" for flag in FLAGS]
    person.seen_flags = sorted({*person.seen_flags, *known})
    Person.objects.filter(pk=person.pk).update(seen_flags=person.seen_flags)
