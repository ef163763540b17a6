"""The recurrence of a stored diary, by the rules of the person whose it is."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from tracker import whole_diary
from tracker.analysis import keeping
from tracker.analysis.flags import Levels
from tracker.analysis.lately import Lately, least_before, levels_of, reach
from tracker.analysis.records import Diary
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of, together
from tracker.analysis.rules import Rules
from tracker.body.catalogue import catalogue
from tracker.models import Person, Rating, RecurrenceRules, Spot, TreatedSpot
from tracker.records import check_ins_of, pain_diary_of, ratings_of, spot_record, treated_spots_of

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

# Days ahead of those that matter in which every spot is looked for a quiet day; after the last one all is read.
_MARGINS = (30, 150)
# Where a person as loaded for one request keeps what was read for it.
_ALREADY = "_unknot_read"


class Reading(NamedTuple):
    """A whole pain diary up to a day, and what the person's own rules find in it, by the spot's public id."""

    diary: Diary
    rules: Rules
    found: Mapping[str, SpotRecurrence]


@dataclass(frozen=True)
class _State:
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
    state = _state(person, today)
    reading = _read(state)
    setattr(person, _ALREADY, (state, reading))
    return reading


def _state(person: Person, today: datetime.date) -> _State:
    return _State(person.pk, person.date_joined, person.revision, today, person)


@lru_cache(maxsize=4)
def _read(state: _State) -> Reading:
    rules = rules_of(state.person)
    own = rules_by_spot(state.person, rules)
    diary, every = whole_diary.whole_diary_of(
        state.person, state.today, lambda spot: own.get(spot.key, rules)
    )
    return Reading(diary, rules, together(every, synergists()))


def levels_today(person: Person, today: datetime.date) -> dict[str, Levels]:
    """The levels of the flags of every spot, as `read` has them, from the last months alone where these settle it.

    A page that has read the whole diary for this person has them already.
    """
    state, reading = getattr(person, _ALREADY, (None, None))
    if reading is not None and state == _state(person, today):
        return _levels(reading)
    rules = rules_of(person)
    for margin in _MARGINS:
        days = reach(rules) + max(margin, least_before(rules))
        lately, own = _lately(person, today - datetime.timedelta(days=days), today, rules)
        if lately is None:
            break
        found = levels_of(lately, own, synergists())
        if found is not None:
            return found
    return _levels(read(person, today))


def _levels(reading: Reading) -> dict[str, Levels]:
    return {key: each.flags.levels for key, each in reading.found.items()}


def _lately(
    person: Person, start: datetime.date, today: datetime.date, rules: Rules
) -> tuple[Lately | None, dict[str, Rules]]:
    """The days from `start` on, and the rules of each spot; no days where nothing was rated before them."""
    spots = list(_spots_with_their_past(person, start, rules).order_by("number"))
    own = {str(spot.public_id): narrowed(rules, spot.active_min, spot.quiet_max) for spot in spots}
    if not any(spot.rated_before for spot in spots):
        return None, own
    keys = {spot.pk: str(spot.public_id) for spot in spots}
    diary = Diary(
        spots=tuple(spot_record(spot) for spot in spots),
        check_ins=check_ins_of(person, start, today),
        ratings=ratings_of(person, start, today, keys),
        treatments=treated_spots_of(person, start, today, keys),
    )
    active = {keys[spot.pk] for spot in spots if spot.active_before}
    return Lately(diary, start.toordinal(), today.toordinal(), active), own


def _spots_with_their_past(person: Person, start: datetime.date, rules: Rules) -> QuerySet[Any]:
    """Every spot with `rated_before` and `active_before` that day."""
    least = Coalesce(OuterRef("active_min"), Value(int(rules.active_min)))
    of_the_spot = {"spot": OuterRef("pk"), "person": person}
    rated = Rating.objects.for_user(person).filter(**of_the_spot, date__lt=start)
    treated = TreatedSpot.objects.for_user(person).filter(
        **of_the_spot, treatment__date__lt=start, treatment__whole_body=False, pain_before__gte=least
    )
    return Spot.objects.for_user(person).annotate(
        rated_before=Exists(rated.filter(pain__isnull=False)),
        active_before=Q(Exists(rated.filter(pain__gte=least))) | Q(Exists(treated)),
    )


def forget() -> None:
    """Drops what this process kept of diaries: for what is deleted for good, and for tests that write rows by hand.

    No other process is told, and none has to be: a change that counts up the revision is noticed by all.
    """
    _read.cache_clear()
    keeping.forget()
    whole_diary.forget()


def recurrence_for(
    person: Person, today: datetime.date, rules: Rules | None = None, diary: Diary | None = None
) -> dict[str, SpotRecurrence]:
    """Every spot by its public id, by number, up to `today`.

    `rules`: other ones to try out than the person's. `diary`: the whole pain diary, if the caller has it already.
    """
    known = pain_diary_of(person, end=today) if diary is None else diary
    general = rules_of(person) if rules is None else rules
    return recurrence_of(known, today.toordinal(), general, synergists(), rules_by_spot(person, general))


def rules_of(person: Person) -> Rules:
    stored = RecurrenceRules.objects.for_user(person).first()
    return Rules() if stored is None else as_rules(stored)


def as_rules(stored: RecurrenceRules) -> Rules:
    named = {name: getattr(stored, name) for name in _SAME_NAME}
    return Rules(**named, assess_share=stored.assess_percent / 100)


def rules_by_spot(person: Person, general: Rules) -> dict[str, Rules]:
    """The rules of the spots that have thresholds of their own."""
    own = Spot.objects.for_user(person).filter(active_min__isnull=False)
    thresholds = own.values_list("public_id", "active_min", "quiet_max")
    return {str(key): narrowed(general, active_min, quiet_max) for key, active_min, quiet_max in thresholds}


def narrowed(general: Rules, active_min: int | None, quiet_max: int | None) -> Rules:
    """The rules of a spot with these thresholds of its own; None for both: it has none."""
    if active_min is None or quiet_max is None:
        return general
    return replace(general, active_min=active_min, quiet_max=quiet_max)


@cache
def synergists() -> Mapping[str, tuple[str, ...]]:
    """Muscle -> the muscles that work with it, of the body's catalogue."""
    return {slug: muscle.synergists for slug, muscle in catalogue().muscles.items()}
