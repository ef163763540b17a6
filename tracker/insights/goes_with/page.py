"""The page: four lists in one order, and what the whole of it is worth."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.analysis.drivers.findings import Finding, Obstacle, Reason, Status
from tracker.insights.goes_with.choice import Choice, read_choice
from tracker.insights.goes_with.lines import Around, Line, Told, line_of, told
from tracker.insights.goes_with.looking import View, view_of
from tracker.insights.goes_with.pictures import Reach, reach_of
from tracker.insights.goes_with.subjects import Subject, subjects_of
from tracker.insights.goes_with.words import Scale
from tracker.insights.words import counted
from tracker.models import Person

NEEDED = 60
# Lines without a clear link before the rest is folded.
OPEN = 8
# What stands in the way of the whole page rather than of one line.
_OF_THE_OUTCOME = {Reason.FEW_LOGGED_DAYS, Reason.FEW_EVENTS, Reason.OUTCOME_NEVER_VARIES}


@dataclass(frozen=True, slots=True)
class Lists:
    worse: list[Line]
    better: list[Line]
    together: list[Line]
    rest: list[Line]

    @property
    def any_listed(self) -> bool:
        return bool(self.worse or self.better or self.together)


@dataclass(frozen=True)
class GoesWithPage:
    choice: Choice
    view: View
    subjects: Mapping[str, Subject]
    today: datetime.date

    @property
    def scale(self) -> Scale:
        return Scale(self.choice.place.pain, self.choice.is_onset)

    @property
    def obstacle(self) -> Obstacle | None:
        """What stands in the way of everything."""
        if self.view.looked is None:
            return Obstacle(Reason.FEW_LOGGED_DAYS, NEEDED)
        found = [each.obstacle for each in self.view.looked.findings.findings]
        first = found[0] if found else None
        return first if first is not None and first.reason in _OF_THE_OUTCOME else None

    @property
    def known(self) -> int:
        """Days of the outcome so far."""
        return self.view.looked.known if self.view.looked else 0

    @property
    def is_waiting_for_days(self) -> bool:
        return self.obstacle is not None and self.obstacle.reason is Reason.FEW_LOGGED_DAYS

    @property
    def is_waiting_for_events(self) -> bool:
        return self.obstacle is not None and self.obstacle.reason is Reason.FEW_EVENTS

    @property
    def missing_days(self) -> int:
        return self.obstacle.missing or 0 if self.obstacle else 0

    @property
    def known_share(self) -> int:
        return min(100, round(100 * self.known / NEEDED))

    @property
    def looked_on(self) -> datetime.date | None:
        return datetime.date.fromordinal(self.view.looked.day) if self.view.looked else None

    @cached_property
    def told(self) -> list[Told]:
        """The clearest first, then what is not testable; what came into use since the look last."""
        if self.view.looked is None:
            return []
        looked = self.view.looked
        found = [each for each in looked.findings.of(*Status) if each.factor in self.subjects]
        seen = {each.factor for each in found}
        fresh = [
            Finding(self.choice.kept, key, Status.NOT_TESTABLE) for key in self.subjects if key not in seen
        ]
        return [told(self.subjects[each.factor], each, looked.tracks) for each in [*found, *fresh]]

    @cached_property
    def reach(self) -> Reach:
        return reach_of((each.contrast for each in self.told if each.contrast), self.scale)

    @cached_property
    def lists(self) -> Lists:
        worse = [each for each in self.told if each.is_listed and each.direction > 0]
        better = [each for each in self.told if each.is_listed and each.direction < 0]
        together = [each for each in self.told if each.is_seen_otherwise and not each.is_listed]
        rest = [each for each in self.told if not each.is_listed and not each.is_seen_otherwise]
        return Lists(*([self.line(each) for each in group] for group in (worse, better, together, rest)))

    def line(self, each: Told) -> Line:
        return line_of(each, self.around)

    @cached_property
    def around(self) -> Around:
        tested = self.view.looked.findings.tested if self.view.looked else 0
        return Around(self.subjects, self.scale, self.reach, tested, self.today.toordinal())

    @property
    def rest(self) -> tuple[list[Line], list[Line]]:
        """Those shown, and those folded."""
        return self.lists.rest[:OPEN], self.lists.rest[OPEN:]

    @property
    def foot(self) -> str:
        """As in: 12 things were checked. Of those listed above about 1 in 10 may be chance."""
        if self.view.looked is None:
            return ""
        tested = self.view.looked.findings.tested
        if not tested:
            return "Nothing could be checked yet."
        checked = f"{counted(tested, 'thing')} {'was' if tested == 1 else 'were'} checked."
        if not self.lists.any_listed:
            return f"{checked} None stands out from chance so far."
        return f"{checked} Of those listed above about 1 in 10 may be chance."


def page_of(person: Person, asked: Mapping[str, str], today: datetime.date) -> GoesWithPage:
    """404 for a place that is not theirs."""
    choice, subjects = read_choice(person, asked), subjects_of(person)
    return GoesWithPage(choice, view_of(person, choice, subjects, today), subjects, today)
