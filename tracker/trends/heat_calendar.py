"""The calendar of the trends: month by month with a link for each day, or a strip of days for each year."""

import calendar
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.dateformat import format as format_date

from tracker.analysis.heat import DayHeat
from tracker.calendars.cells import Cell, css_of, date_of, summary_of
from tracker.forms.trends import DATES
from tracker.trends.plots import Layer

# Up to here the calendar shows months; beyond it years.
LONGEST_IN_MONTHS = 400


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks`: Monday to Sunday, None where a day lies outside the month or the range."""

    name: str
    label: str
    weeks: list[list[Cell | None]]


@dataclass(frozen=True, slots=True)
class RangeLink:
    """To the trends of one month."""

    href: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Year:
    """A strip of weeks, one column each and 7 high, and a link for each month of the range."""

    label: str
    summary: str
    layers: list[Layer]
    months: list[RangeLink | None]


def months_of(days: Sequence[DayHeat]) -> list[Month]:
    return [
        Month(*_names(date_of(found[0])), _weeks(found))
        for _, found in _grouped(days, lambda date: (date.year, date.month))
    ]


def years_of(days: Sequence[DayHeat]) -> list[Year]:
    """The latest year first."""
    years = [_year(found) for _, found in _grouped(days, lambda date: (date.year, 0))]
    return years[::-1]


def _names(first: datetime.date) -> tuple[str, str]:
    return format_date(first, "F"), format_date(first, "F Y")


def _weeks(days: Sequence[DayHeat]) -> list[list[Cell | None]]:
    first = date_of(days[0])
    cells = {(date := date_of(day)): Cell(date, day.state, day.worst) for day in days}
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    rows = [[cells.get(date) for date in week] for week in weeks]
    return [row for row in rows if any(row)]


def _year(days: Sequence[DayHeat]) -> Year:
    year = date_of(days[0]).year
    first_monday = datetime.date(year, 1, 1).toordinal() - datetime.date(year, 1, 1).weekday()
    shapes: dict[str, list[str]] = {}
    for day in days:
        week, weekday = divmod(day.day - first_monday, 7)
        shapes.setdefault(css_of(day.state, day.worst), []).append(f"M{week} {weekday}h.86v.86h-.86z")
    by_month = {key[1]: found for key, found in _grouped(days, lambda date: (date.year, date.month))}
    return Year(
        label=str(year),
        summary=summary_of(days),
        layers=[Layer(f"heat {css}", "".join(found)) for css, found in sorted(shapes.items())],
        months=[_range_link(by_month[month]) if month in by_month else None for month in range(1, 13)],
    )


def _range_link(days: Sequence[DayHeat]) -> RangeLink:
    first, last = date_of(days[0]), date_of(days[-1])
    query = {"range": DATES, "start": first.isoformat(), "end": last.isoformat()}
    return RangeLink(
        href=f"{reverse('trends')}?{urlencode(query)}",
        name=format_date(first, "M"),
        label=f"{format_date(first, 'F Y')}: {summary_of(days)}",
    )


def _grouped(
    days: Sequence[DayHeat], key: Callable[[datetime.date], tuple[int, int]]
) -> list[tuple[tuple[int, int], list[DayHeat]]]:
    return [(found, list(group)) for found, group in groupby(days, key=lambda day: key(date_of(day)))]
