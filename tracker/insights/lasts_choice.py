"""What the page of what lasts is asked for: one spot or all, kinds of treatment or tools; and what it rests on."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from tracker.analysis.keeping import kept
from tracker.analysis.records import Diary
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.rules import Rules
from tracker.insights.lasts import LastsPage, page_of
from tracker.models import Person
from tracker.records import stored_spots
from tracker.recurrence import read
from tracker.spot_names import display_names

# The days that the head of the page counts.
SPAN = 90
TOOL = "tool"


@dataclass(frozen=True, slots=True)
class LastsChoice:
    """`spot`: the key of the one to look at, empty for all. `names` of all spots by key, by number."""

    today: datetime.date
    diary: Diary
    rules: Rules
    found: Mapping[str, SpotRecurrence]
    names: Mapping[str, str]
    spot: str
    by_tool: bool

    def page(self) -> LastsPage:
        return _page(self.found, tuple(self.names.items()), self.spot, self.rules, self.by_tool)

    @property
    def spots(self) -> list[tuple[str, str, bool]]:
        return [(key, name, key == self.spot) for key, name in self.names.items()]

    @property
    def _last_day(self) -> int:
        """Today, or yesterday while today is not logged: there is still time for it."""
        today, check_ins = self.today.toordinal(), self.diary.check_ins
        return today if check_ins and check_ins[-1].day == today else today - 1

    @property
    def _days_begun(self) -> int:
        """Since the first one logged; 0 for an empty diary."""
        check_ins = self.diary.check_ins
        return self._last_day - check_ins[0].day + 1 if check_ins else 0

    @property
    def logged(self) -> str:
        """As in: 84 of 90 days logged. Empty for an empty diary."""
        days, last = min(SPAN, self._days_begun), self._last_day
        logged = sum(1 for each in self.diary.check_ins if last - days < each.day <= last)
        return f"{logged} of {days} days logged" if days > 0 else ""

    @property
    def unlogged(self) -> int:
        """Days since the first one of which nothing is known."""
        return max(0, self._days_begun - len(self.diary.check_ins))


@kept(most=4)
def _page(
    found: Mapping[str, SpotRecurrence],
    named: tuple[tuple[str, str], ...],
    spot: str,
    general: Rules,
    by_tool: bool,
) -> LastsPage:
    """The comparisons of a long diary take longer than the page around them: kept as long as the diary is."""
    names = dict(named)
    asked = [spot] if spot else names
    shown = [found[key] for key in asked if key in found]
    rules = shown[0].rules if spot and shown else general
    return page_of(shown, names, rules, by_tool=by_tool)


def read_choice(person: Person, asked: Mapping[str, str], today: datetime.date) -> LastsChoice:
    """404 for a spot that is not theirs."""
    spots = stored_spots(person)
    shown = display_names(spots)
    names = {str(spot.public_id): shown[spot.pk] for spot in spots}
    spot = asked.get("spot", "")
    if spot and spot not in names:
        raise Http404
    diary, rules, found = read(person, today)
    return LastsChoice(today, diary, rules, found, names, spot, by_tool=asked.get("by") == TOOL)
