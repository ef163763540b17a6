"""What is new since Insights was last looked at, and the quiet count of it in the navigation.

Counting reads some months of the diary, so it is done once after a change of it and once a day, and kept with the
person: pages in between pay nothing.
"""

import datetime
from collections.abc import Collection, Iterable

from tracker.analysis.flags import Level, Levels
from tracker.insights.resting import rests_of
from tracker.models import Person, Spot
from tracker.recurrence import levels_today

FLAGS = ("return", "persistence", "spread")


def keys_of(spot: str, levels: Levels) -> tuple[str, ...]:
    """The set flags of a spot as "spot flag level"."""
    return tuple(f"{spot} {flag} {level:d}" for flag, level in zip(FLAGS, levels, strict=True) if level)


def is_new(key: str, seen: Collection[str]) -> bool:
    """Not if the same flag of the spot was shown at this level or at a higher one."""
    flag, _, level = key.rpartition(" ")
    return not any(f"{flag} {higher:d}" in seen for higher in Level if higher >= int(level))


def new_flags(person: Person, today: datetime.date) -> int:
    """Spots with a flag not shown yet, those at rest aside; as counted for this diary and day, or else counted now."""
    state = f"{person.revision} {today}"
    if person.counted_for != state or person.new_flags is None:
        # Not where another page has counted, or shown them, since this person was loaded.
        _keep(person, _counted(person, today), state, counted_for=person.counted_for)
    return person.new_flags or 0


def _counted(person: Person, today: datetime.date) -> int:
    fresh = {
        spot
        for spot, levels in levels_today(person, today).items()
        if any(is_new(key, person.seen_flags) for key in keys_of(spot, levels))
    }
    return len(fresh - archived_spots(person) - rests_of(person, today).keys()) if fresh else 0


def archived_spots(person: Person) -> set[str]:
    away = Spot.objects.for_user(person).filter(archived_on__isnull=False)
    return {str(key) for key in away.values_list("public_id", flat=True)}


def note_shown(person: Person, today: datetime.date, flagged: Iterable[str]) -> None:
    """Insights was looked at: these flags are no news any more. Changes nothing of the diary."""
    shown = sorted(flagged)
    if shown != person.seen_flags:
        person.seen_flags = shown
        Person.objects.filter(pk=person.pk).update(seen_flags=shown)
    state = f"{person.revision} {today}"
    if (person.new_flags, person.counted_for) != (0, state):
        _keep(person, 0, state)


def _keep(person: Person, number: int, state: str, **only_where: str) -> None:
    person.new_flags, person.counted_for = number, state
    Person.objects.filter(pk=person.pk, **only_where).update(new_flags=number, counted_for=state)


def mark_seen(person: Person, spot: str) -> None:
    """Whatever is flagged of the spot was known: shown again after a rest, it is no news."""
    known = [f"{spot} {flag} {Level.ASSESS:d}" for flag in FLAGS]
    person.seen_flags = sorted({*person.seen_flags, *known})
    Person.objects.filter(pk=person.pk).update(seen_flags=person.seen_flags)
