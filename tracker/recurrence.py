"""The recurrence of a stored diary, by the rules of the person whose it is."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tracker import last_months, whole_diary
from tracker.analysis import keeping
from tracker.analysis.flags import Levels
from tracker.analysis.keeping import remembered
from tracker.analysis.records import Diary
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of, together
from tracker.analysis.rules import Rules
from tracker.body.catalogue import catalogue
from tracker.models import Person, RecurrenceRules, Spot
from tracker.pain_days import Stretch, untouched
from tracker.prepared import Prepared
from tracker.records import pain_diary_of

_SAME_NAME = (
    "active_min",
    "quiet_max",
    "max_gap",
    "rapid_days",
    "lookback",
    "watch_rapid",
    "assess_rapid",
    "persist_sessions",
    "persist_days",
)

# Where a person as loaded for one request keeps the levels that were read for it. No more: a person is kept in turn.
_ALREADY = "_unknot_levels"


class Reading(NamedTuple):
    """A whole pain diary up to a day, and what the person's own rules find in it, by the spot's public id."""

    diary: Diary
    rules: Rules
    found: Mapping[str, SpotRecurrence]


@dataclass(frozen=True)
class State:
    """A diary as it stands on a day: the same as long as nobody changes it."""

    person_id: int
    joined: datetime.datetime
    revision: int
    today: datetime.date
    person: Person = field(compare=False)


def read(person: Person, today: datetime.date) -> Reading:
    """Read once and kept for the next page until the diary or its rules change, or the day does.

    `person` as loaded for this request: what is found rests on no older revision than theirs.
    """
    state = state_of(person, today)
    reading = _read(state)
    setattr(person, _ALREADY, (_told_by(state), _levels(reading)))
    return reading


def state_of(person: Person, today: datetime.date) -> State:
    return State(person.pk, person.date_joined, person.revision, today, person)


def _told_by(state: State) -> tuple[int, datetime.datetime, int, datetime.date]:
    """The state without the person, who would otherwise hold themselves and never be let go by count."""
    return state.person_id, state.joined, state.revision, state.today


@remembered(4)
def _read(state: State) -> Reading:
    rules = rules_of(state.person)
    diary, every = whole_diary.whole_diary_of(state.person, state.today, _ruled(rules))
    return Reading(diary, rules, together(every, synergists()))


def levels_today(person: Person, today: datetime.date) -> dict[str, Levels]:
    """The levels of the flags of every spot, as `read` has them, from the last months alone where these settle it.

    A page that has read the whole diary for this person has them already.
    """
    told_by, levels = getattr(person, _ALREADY, (None, None))
    if levels is not None and told_by == _told_by(state_of(person, today)):
        return dict(levels)
    rules = rules_of(person)
    found = last_months.levels_by_last_months(person, today, rules, _ruled(rules), synergists())
    return _levels(read(person, today)) if found is None else found


def _levels(reading: Reading) -> dict[str, Levels]:
    return {key: each.flags.levels for key, each in reading.found.items()}


def forget() -> None:
    """Drops what this process kept of diaries: for what is deleted for good, and for tests that write rows by hand.

    No other process is told, and none has to be: a change that counts up the revision is noticed by all.
    """
    keeping.forget()


def recurrence_for(
    person: Person, today: datetime.date, rules: Rules | None = None, diary: Diary | None = None
) -> dict[str, SpotRecurrence]:
    """Every spot by its public id, by number, up to `today`.

    `rules`: other ones to try out than the person's. `diary`: the whole pain diary, if the caller has it already.
    """
    known = pain_diary_of(person, end=today) if diary is None else diary
    general = rules_of(person) if rules is None else rules
    return recurrence_of(known, today.toordinal(), general, synergists(), rules_by_spot(person, general))


@Prepared
def _stored_rules(person: Person) -> QuerySet[Any, Any]:
    return RecurrenceRules.objects.for_user(person).values_list(*_SAME_NAME, "assess_percent")


def rules_of(person: Person) -> Rules:
    """No change of a day changes them, and any other one takes the line away."""
    stretch = untouched(person, {}, datetime.date.min, datetime.date.max)
    return _read_rules(person) if stretch is None else _kept_rules(stretch)


@remembered(256)
def _kept_rules(stretch: Stretch) -> Rules:
    return _read_rules(stretch.person)


def _read_rules(person: Person) -> Rules:
    for *named, assess_percent in _stored_rules(person):
        return Rules(**dict(zip(_SAME_NAME, named, strict=True)), assess_share=assess_percent / 100)
    return Rules()


def as_rules(stored: RecurrenceRules) -> Rules:
    named = {name: getattr(stored, name) for name in _SAME_NAME}
    return Rules(**named, assess_share=stored.assess_percent / 100)


def rules_by_spot(person: Person, general: Rules) -> dict[str, Rules]:
    """The rules of the spots that have thresholds of their own."""
    own = Spot.objects.for_user(person).filter(active_min__isnull=False)
    thresholds = own.values_list("public_id", "active_min", "quiet_max")
    return {str(key): narrowed(general, active_min, quiet_max) for key, active_min, quiet_max in thresholds}


def _ruled(general: Rules) -> Callable[[Spot], Rules]:
    return lambda spot: narrowed(general, spot.active_min, spot.quiet_max)


def narrowed(general: Rules, active_min: int | None, quiet_max: int | None) -> Rules:
    """The rules of a spot with these thresholds of its own; None for both: it has none."""
    if active_min is None or quiet_max is None:
        return general
    return replace(general, active_min=active_min, quiet_max=quiet_max)


@cache
def synergists() -> Mapping[str, tuple[str, ...]]:
    """Muscle -> the muscles that work with it, of the body's catalogue."""
    return {slug: muscle.synergists for slug, muscle in catalogue().muscles.items()}
