"""Which strips a range of days is drawn in: two weeks, a month, a quarter or a year a strip."""

import datetime
from dataclasses import dataclass

from tracker.analysis.period import Period, monday_of
from tracker.analysis.records import Day

Date = datetime.date
# Ranges by the word that stands in the address: what the link says, and days back. Everything has no length.
RANGES: dict[str, tuple[str, int | None]] = {
    "6-weeks": ("6 weeks", 42),
    "3-months": ("3 months", 91),
    "year": ("1 year", 365),
    "everything": ("All", None),
}
DEFAULT_RANGE = "3-months"
WEEK, FORTNIGHT, MONTH, QUARTER, YEAR = 7, 14, 31, 92, 366
# Up to so many days are drawn two weeks, a month or a quarter a strip; beyond that a year.
_LONGEST = ((42, FORTNIGHT), (125, MONTH), (740, QUARTER))
# A single strip of so many days has its weeks written over it.
_LONGEST_BY_WEEKS = 35
_MONTHS_IN = {MONTH: 1, QUARTER: 3, YEAR: 12}


@dataclass(frozen=True, slots=True)
class Row:
    """One strip. `slots`: as many days as fit its width, the same for each strip of a picture; the last may be empty.

    `left`: the day at its left edge; what lies before `first` is left blank. `ticks`: days and what is written at them.
    """

    left: Day
    first: Day
    last: Day
    slots: int
    title: str
    ticks: tuple[tuple[Day, str], ...]

    @property
    def is_weekly(self) -> bool:
        """Whether a column stands for a week: single days could not be told apart."""
        return self.slots > QUARTER

    def x(self, day: float) -> float:
        """Where a day begins, in per cent of the width."""
        return round((day - self.left) / self.slots * 100, 2)

    def width(self, days: float) -> float:
        return round(days / self.slots * 100, 2)


def choices_for(first: Day, today: Day) -> dict[str, str]:
    """The ranges that show something different of a story that began on `first`, and what their links say."""
    story = today - first + 1
    shorter = {word: label for word, (label, days) in RANGES.items() if days is not None and days < story}
    return {**shorter, "everything": RANGES["everything"][0]} if shorter else {}


def chosen_range(word: str, choices: dict[str, str]) -> str:
    if word in choices:
        return word
    return DEFAULT_RANGE if DEFAULT_RANGE in choices else "everything"


def period_of(word: str, first: Day, today: Day) -> Period:
    """`word`: of RANGES. Never begins before the story, which began on `first`."""
    days = RANGES[word][1]
    return Period(first if days is None else max(first, today - days + 1), today)


def rows_of(period: Period) -> list[Row]:
    """The newest strip last. Strips begin where weeks, months, quarters or years do, so each has a plain name.

    Nothing before the period is shown: the first strip is blank up to there.
    """
    slots = next((slots for longest, slots in _LONGEST if period.days <= longest), YEAR)
    if slots == FORTNIGHT:
        return _fortnights(period)
    rows: list[Row] = []
    start = Date.fromordinal(period.first)
    months = _MONTHS_IN[slots]
    start = Date(start.year, (start.month - 1) // months * months + 1, 1)
    while start.toordinal() <= period.last:
        following = _months_later(start, months)
        rows.append(_calendar_row(start, following, slots, period, rows))
        start = following
    return rows


def one_row(period: Period) -> Row:
    """The whole period as a single strip, with the months that begin in it; with its Mondays if it is short."""
    days = range(period.first, period.last + 1)
    if period.days <= _LONGEST_BY_WEEKS:
        # The last days of a strip leave no room for a date.
        ticks = tuple((day, _day(day)) for day in days[:-2] if monday_of(day) == day)
    else:
        dates = map(Date.fromordinal, days)
        ticks = tuple((date.toordinal(), _month(date)) for date in dates if date.day == 1)
    return Row(period.first, period.first, period.last, period.days, "", ticks)


def _fortnights(period: Period) -> list[Row]:
    """Monday to Sunday twice; the last strip ends with the week of the last day."""
    end = monday_of(period.last) + 6
    strips = -(-(end - monday_of(period.first) + 1) // FORTNIGHT)
    rows = []
    for start in range(end - strips * FORTNIGHT + 1, end, FORTNIGHT):
        mondays = (start, start + 7)
        ticks = tuple((monday, _day(monday)) for monday in mondays)
        first, last = max(start, period.first), min(start + FORTNIGHT - 1, period.last)
        if first <= last:
            rows.append(Row(start, first, last, FORTNIGHT, "", ticks))
    return rows


def _calendar_row(start: Date, following: Date, slots: int, period: Period, above: list[Row]) -> Row:
    """A quarter has the year as its title only where that is not said above."""
    left, last = start.toordinal(), min(following.toordinal() - 1, period.last)
    first = max(left, period.first)
    if slots == MONTH:
        ticks = tuple(
            (left + day - 1, str(day)) for day in (8, 15, 22, 29) if left + day <= following.toordinal()
        )
        return Row(left, first, last, slots, f"{_month(start)} {start.year}", ticks)
    months = [_months_later(start, number) for number in range(_MONTHS_IN[slots])]
    ticks = tuple((month.toordinal(), _month(month)) for month in months)
    said = bool(above) and Date.fromordinal(above[-1].first).year == start.year
    return Row(left, first, last, slots, "" if said else str(start.year), ticks)


def _months_later(start: Date, months: int) -> Date:
    year, month = divmod(start.month - 1 + months, 12)
    return Date(start.year + year, month + 1, 1)


def _month(date: Date) -> str:
    return f"{date:%b}"


def _day(day: Day) -> str:
    return f"{Date.fromordinal(day):%-d %b}"
