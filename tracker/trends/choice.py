"""What a person chose to see: read from the address, checked, with what was left out filled in."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404

from tracker.analysis.period import Period
from tracker.forms.trends import DATES, EVERYTHING, RangeForm
from tracker.http import PersonRequest, today_of
from tracker.models import Person
from tracker.trends.measures import WORST, DiaryReader, first_day_of

Date = datetime.date
# With more spots than this a first look shows those that hurt on most days.
SPOTS_AT_FIRST = 4
# The second measure of a pair that is to stand alone.
NOTHING = "none"


@dataclass
class TrendChoice:
    """A valid choice has a period; with errors in the form only the form is of use.

    `asked_spots`, `asked_pair`: as the address said, empty where it left them out.
    """

    person: Person
    form: RangeForm
    asked_spots: tuple[str, ...]
    asked_pair: tuple[str, ...]

    @cached_property
    def reader(self) -> DiaryReader:
        return DiaryReader(self.person, self.period, self.form.today)

    @cached_property
    def period(self) -> Period:
        since = self.form.everything_since
        earliest = first_day_of(self.person, since) if self.form.chosen == EVERYTHING else None
        first, last = self.form.days(earliest)
        return Period(first.toordinal(), last.toordinal())

    @cached_property
    def left_out(self) -> Date | None:
        """Where the diary begins, if that is too long ago for "everything" to show."""
        first = first_day_of(self.person) if self.form.chosen == EVERYTHING else None
        return first if first and first < self.form.everything_since else None

    def demand_own(self) -> None:
        """404 where the address names a spot or a measure that is not in this diary."""
        own_spots = all(key in self.reader.spots for key in self.asked_spots)
        if not (own_spots and all(self.reader.knows(key) for key in self.asked_pair)):
            raise Http404

    @cached_property
    def spots(self) -> list[str]:
        """The chosen spots by number; else the active ones, and of many those that hurt on most days."""
        known = self.reader.spots
        if self.asked_spots:
            return [key for key in known if key in self.asked_spots]
        active = [key for key, label in known.items() if not label.archived]
        if len(active) <= SPOTS_AT_FIRST:
            return active
        pain = self.reader.pain
        painful = {key: len(pain[key]) - list(pain[key].values()).count(0) for key in active}
        kept = sorted(active, key=lambda key: -painful[key])[:SPOTS_AT_FIRST]
        return [key for key in active if key in kept]

    @cached_property
    def pair(self) -> list[str]:
        """One or two measures. Left out: worst pain and the first factor in use, or stress."""
        if self.asked_pair:
            return list(self.asked_pair)
        factors = self.reader.factors_in_use
        return [WORST, f"factor:{factors[0]}" if factors else "stress"]

    def query(self, chart: str) -> str:
        """The choice as the address of one chart says it: the range, and what only that chart asks for."""
        pairs = [("range", self.form.chosen)]
        if self.form.chosen == DATES:
            first, last = self.form.days(None)
            pairs += [("start", first.isoformat()), ("end", last.isoformat())]
        if chart == "pain":
            pairs += [("spot", key) for key in self.spots]
        if chart == "pair":
            pairs += list(zip(("first", "second"), self.pair, strict=False))
        return urlencode(pairs)


def read_choice(request: PersonRequest) -> TrendChoice:
    """404 for what is not theirs; what is wrong with the dates is in the form."""
    form = RangeForm(request.GET, today_of(request.user))
    pair = tuple(key for key in map(request.GET.get, ("first", "second")) if key and key != NOTHING)
    choice = TrendChoice(request.user, form, tuple(request.GET.getlist("spot")), pair)
    if not form.errors:
        choice.demand_own()
    return choice
