"""The days behind one line, as they are: two kinds of days as dots, and the newest as links. No line is fitted."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import Http404

from tracker.analysis.drivers.shown_days import ShownDay, shown_days
from tracker.calendars.words import number
from tracker.insights.goes_with.lines import Line, Told
from tracker.insights.goes_with.looking import outcome_and_factor
from tracker.insights.goes_with.page import GoesWithPage, page_of
from tracker.insights.goes_with.pictures import DotColumn, dot_column
from tracker.insights.goes_with.reading import reading_of
from tracker.insights.goes_with.words import as_title, kinds
from tracker.models import Person

# Links to each kind of days: the newest.
NEWEST = 12


@dataclass(frozen=True, slots=True)
class DayRow:
    """`date`: the day on which the value was written down; `then`: the one whose pain is shown."""

    date: datetime.date
    value: str
    then: datetime.date
    outcome: str


@dataclass(frozen=True, slots=True)
class DaysPage:
    """`between`: days of neither kind. `lag`: how much later the pain is, in words."""

    page: GoesWithPage
    line: Line
    columns: tuple[DotColumn, DotColumn]
    rows: tuple[list[DayRow], list[DayRow]]
    between: int
    lag: str
    until: datetime.date

    @property
    def kinds(self) -> list[tuple[DotColumn, list[DayRow]]]:
        return list(zip(self.columns, self.rows, strict=True))


def days_page_of(person: Person, asked: Mapping[str, str], today: datetime.date) -> DaysPage:
    """404 for what is not theirs, and for a line without days to show."""
    page = page_of(person, asked, today)
    told = next((each for each in page.told if each.subject.key == asked.get("about")), None)
    if told is None or told.asked is None or told.contrast is None or told.finding.best is None:
        raise Http404
    days = _days(person, page, told, today)
    order = (False, True) if told.asked.is_turned else (True, False)
    first, other = ([each for each in days if each.is_first is kind] for kind in order)
    titles = kinds(told.subject, told.asked, told.contrast)
    is_onset = page.choice.is_onset
    return DaysPage(
        page=page,
        line=page.line(told),
        columns=(
            dot_column(as_title(titles[0]), [each.outcome for each in first], is_onset=is_onset),
            dot_column(as_title(titles[1]), [each.outcome for each in other], is_onset=is_onset),
        ),
        rows=(_rows(told, first, is_onset=is_onset), _rows(told, other, is_onset=is_onset)),
        between=len(days) - len(first) - len(other),
        lag=_lag(told),
        until=datetime.date.fromordinal(page.view.looked.day) if page.view.looked else today,
    )


def _days(person: Person, page: GoesWithPage, told: Told, today: datetime.date) -> list[ShownDay]:
    """Up to the look that the line is of; of one that held up, the new days alone."""
    best, looked, reading = told.finding.best, page.view.looked, reading_of(person, today)
    period = reading.period(today)
    if best is None or told.asked is None or told.contrast is None or looked is None or period is None:
        return []
    outcome, factor = outcome_and_factor(person, page.choice, told.subject, looked.cuts, reading, period.last)
    asked = told.asked
    test = replace(best, shape=asked.shape, horizon=asked.horizon, cut=asked.cut)
    days = shown_days(outcome, factor, test, told.contrast, period)
    since = told.track.since if told.track and told.has_held_up else 0
    return [each for each in days if since < each.day and each.day + asked.horizon < looked.day]


def _lag(told: Told) -> str:
    """A night lies before the morning on which it was written down."""
    horizon = told.asked.horizon if told.asked else 1
    later = horizon - 1 if told.subject.night_before else horizon
    return ("on the same day", "on the next day", "two days later", "three days later")[later]


def _rows(told: Told, days: list[ShownDay], *, is_onset: bool) -> list[DayRow]:
    """The newest first."""
    horizon = told.asked.horizon if told.asked else 1
    written = 1 if told.subject.night_before else 0
    return [
        DayRow(
            date=datetime.date.fromordinal(each.day + written),
            value=told.subject.value(each.value),
            then=datetime.date.fromordinal(each.day + horizon),
            outcome=("began" if each.outcome else "none") if is_onset else number(each.outcome),
        )
        for each in days[::-1][:NEWEST]
    ]
