"""The recurrence of a stored diary, by the rules of the person whose it is."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from tracker.analysis.records import Diary
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of
from tracker.analysis.rules import Rules
from tracker.body.catalogue import catalogue
from tracker.models import Person, RecurrenceRules, Spot
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
    return {
        str(key): replace(general, active_min=active_min, quiet_max=quiet_max)
        for key, active_min, quiet_max in own.values_list("public_id", "active_min", "quiet_max")
        if active_min is not None and quiet_max is not None
    }


@cache
def synergists() -> Mapping[str, tuple[str, ...]]:
    """Muscle -> the muscles that work with it, of the body's catalogue."""
    return {slug: muscle.synergists for slug, muscle in catalogue().muscles.items()}
