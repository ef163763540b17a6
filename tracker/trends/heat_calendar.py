"""The calendar of the trends: month by month with a link for each day, or a strip of days for each year."""

import calendar
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.dateformat import format as format_date

from tracker.analysis.heat import DayHeat, DayState
from tracker.calendars.words import count_days
from tracker.forms.trends import DATES
from tracker.trends.plots import Layer

# Up to here the calendar shows months; beyond it years.
LONGEST_IN_MONTHS = 400
STATE_WORDS = {
    DayState.NOT_LOGGED: "not logged",
    DayState.OPEN: "logged, pain not recorded",
    DayState.QUIET: "quiet, pain 0",
}


@dataclass(frozen=True, slots=True)
class Cell:
    href: str
    label: str
    css: str
    text: str


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks`: Monday to Sunday, None where a day lies outside the month or the range."""

    label: str
    weeks: list[list[Cell | None]]


@dataclass(frozen=True, slots=True)
class MonthLink:
    href: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Year:
    """A strip of weeks, one column each and 7 high, and a link for each month of the range."""

    label: str
    summary: str
    layers: list[Layer]
    months: list[MonthLink | None]


def months_of(days: Sequence[DayHeat]) -> list[Month]:
    return [
        Month(format_date(_date(found[0]), "F Y"), _weeks(found))
        for _, found in _grouped(days, lambda date: (date.year, date.month))
    ]


def years_of(days: Sequence[DayHeat]) -> list[Year]:
    """The latest year first."""
    years = [_year(found) for _, found in _grouped(days, lambda date: (date.year, 0))]
    return years[::-1]


def summary_of(days: Sequence[DayHeat]) -> str:
    """As in: 84 of 91 days logged: 30 quiet, 50 with pain, worst 7; 4 without pain recorded."""
    count = {state: sum(1 for day in days if day.state is state) for state in DayState}
    logged = len(days) - count[DayState.NOT_LOGGED]
    worst = max((day.worst for day in days if day.worst), default=0)
    parts = [
        f"{count[DayState.QUIET]} quiet" if count[DayState.QUIET] else "",
        f"{count[DayState.PAIN]} with pain, worst {worst}" if count[DayState.PAIN] else "",
        f"{count[DayState.OPEN]} without pain recorded" if count[DayState.OPEN] else "",
    ]
    said = ", ".join(filter(None, parts))
    return f"{logged} of {count_days(len(days))} logged{': ' if said else ''}{said}."


def _weeks(days: Sequence[DayHeat]) -> list[list[Cell | None]]:
    first = _date(days[0])
    address, month = reverse("day", args=[first.isoformat()]), format_date(first, "F")
    cells: dict[datetime.date, Cell] = {}
    for day in days:
        date = _date(day)
        href = address.replace(first.isoformat(), date.isoformat())
        cells[date] = _cell(day, href, f"{date.day} {month}")
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    rows = [[cells.get(date) for date in week] for week in weeks]
    return [row for row in rows if any(row)]


def _cell(day: DayHeat, href: str, date_words: str) -> Cell:
    said = STATE_WORDS.get(day.state) or f"worst pain {day.worst}"
    return Cell(
        href=href,
        label=f"{date_words}: {said}",
        css=_css(day),
        text="" if day.worst is None else str(day.worst),
    )


def _css(day: DayHeat) -> str:
    return f"heat--{day.state}" if day.worst is None else f"pain-{day.worst}"


def _year(days: Sequence[DayHeat]) -> Year:
    year = _date(days[0]).year
    first_monday = datetime.date(year, 1, 1).toordinal() - datetime.date(year, 1, 1).weekday()
    shapes: dict[str, list[str]] = {}
    for day in days:
        week, weekday = divmod(day.day - first_monday, 7)
        shapes.setdefault(_css(day), []).append(f"M{week} {weekday}h.86v.86h-.86z")
    by_month = {key[1]: found for key, found in _grouped(days, lambda date: (date.year, date.month))}
    return Year(
        label=str(year),
        summary=summary_of(days),
        layers=[Layer(f"heat {css}", "".join(found)) for css, found in sorted(shapes.items())],
        months=[_month_link(by_month[month]) if month in by_month else None for month in range(1, 13)],
    )


def _month_link(days: Sequence[DayHeat]) -> MonthLink:
    first, last = _date(days[0]), _date(days[-1])
    query = {"range": DATES, "start": first.isoformat(), "end": last.isoformat()}
    return MonthLink(
        href=f"{reverse('trends')}?{urlencode(query)}",
        name=format_date(first, "M"),
        label=f"{format_date(first, 'F Y')}: {summary_of(days)}",
    )


def _grouped(
    days: Sequence[DayHeat], key: Callable[[datetime.date], tuple[int, int]]
) -> list[tuple[tuple[int, int], list[DayHeat]]]:
    return [(found, list(group)) for found, group in groupby(days, key=lambda day: key(_date(day)))]


def _date(day: DayHeat) -> datetime.date:
    return datetime.date.fromordinal(day.day)
