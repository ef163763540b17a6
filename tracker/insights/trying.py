"""The page of the rule: its numbers, and what they would flag before they are kept."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.analysis.flags import Level
from tracker.analysis.recurrence import SpotRecurrence
from tracker.forms.recurrence import RulesForm
from tracker.insights.cards import Named
from tracker.insights.coming_back import named_spots
from tracker.models import Person, RecurrenceRules
from tracker.recurrence import as_rules, read, recurrence_for


@dataclass(frozen=True, slots=True)
class Tried:
    """Names of the spots in use that a rule makes a candidate or worth watching."""

    candidates: tuple[str, ...]
    watched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """`now`: by the rule that is kept. `tried`: by the numbers in the form; None where they do not fit."""

    spots: tuple[Named, ...]
    now: Tried
    tried: Tried | None
    has_own: bool


def stored_rules(person: Person) -> RecurrenceRules:
    """The person's rules; the defaults, not stored, for somebody who has none."""
    return RecurrenceRules.objects.for_user(person).first() or RecurrenceRules(person=person)


def rules_page(person: Person, today: datetime.date, form: RulesForm) -> RulesPage:
    diary, _, found = read(person, today)
    in_use = [each for each in named_spots(person, found) if each.in_use]
    now = _tried(in_use, found)
    tried: Tried | None = now
    if form.is_bound:
        sent = as_rules(form.instance) if form.is_valid() else None
        tried = _tried(in_use, recurrence_for(person, today, sent, diary)) if sent else None
    return RulesPage(tuple(in_use), now, tried, has_own=stored_rules(person).pk is not None)


def _tried(in_use: list[Named], found: Mapping[str, SpotRecurrence]) -> Tried:
    levels = {each.name: found[each.key].flags.level for each in in_use}
    return Tried(
        candidates=tuple(name for name, level in levels.items() if level is Level.ASSESS),
        watched=tuple(name for name, level in levels.items() if level is Level.WATCH),
    )
