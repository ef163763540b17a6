"""What is new since Insights was last looked at, and the quiet count of it in the navigation.

Counting reads some months of the diary, so it is done once after a change of it and once a day: pages in between pay
nothing.
"""

import datetime
from collections.abc import Collection, Iterable

from tracker.analysis.flags import Level, Levels
from tracker.analysis.keeping import remembered
from tracker.insights.resting import rests_of
from tracker.models import Person, Spot
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
    aside = archived_spots(state.person) | rests_of(state.person, state.today).keys()
    return [keys for spot, keys in found.items() if spot not in aside]


def archived_spots(person: Person) -> set[str]:
    away = Spot.objects.for_user(person).filter(archived_on__isnull=False)
    return {str(key) for key in away.values_list("public_id", flat=True)}


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
