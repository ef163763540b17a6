"""One month of the diary as a calendar, and the year around it. Dates in, cells out: no queries here."""

import calendar
import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.analysis.heat import DayHeat, DayState, calendar_of
from tracker.analysis.period import Period
from tracker.analysis.records import Day, Diary
from tracker.analysis.series import pain_by_spot, worst_series
from tracker.calendars.cells import Cell, date_of, logged_words, summary_of
from tracker.models.diary import EARLIEST_DAY

_MONTH = re.compile(r"(\d{4})-(\d{2})")
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month of the year at hand: how many of its `days` (up to today) were logged.

    `begun`: the diary had begun by its end; before that there is nothing to count.
    """

    first: datetime.date
    logged: int
    days: int
    is_open: bool
    begun: bool


@dataclass(frozen=True, slots=True)
class Month:
    """`end`: its last day that has come. `weeks`: Monday to Sunday, None where a day is of another month.

    `summary` is empty where nothing was logged.
    """

    first: datetime.date
    end: datetime.date
    weeks: list[list[Cell | None]]
    logged: str
    summary: str
    missing: int
    previous: datetime.date | None
    next: datetime.date | None


def read_month(text: str, today: datetime.date) -> datetime.date:
    """The first day of the month meant by "2026-11"; of this month where nothing is said.

    Raises ValueError for anything else, the future and the time before 1900 included.
    """
    if not text:
        return today.replace(day=1)
    match = _MONTH.fullmatch(text)
    if match is None:
        raise ValueError(f"not a month: {text!r}")
    first = datetime.date(int(match[1]), int(match[2]), 1)
    if not EARLIEST_DAY <= first <= today:
        raise ValueError(f"{text} is out of range")
    return first


def last_of(first: datetime.date) -> datetime.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def month_of(diary: Diary, first: datetime.date, today: datetime.date, oldest: datetime.date | None) -> Month:
    """The calendar of the month that begins on `first`; the diary holds that month's rows.

    Missing are days that are over and came after `oldest`, the day on which the diary begins.
    """
    end = min(last_of(first), today)
    logged = {check_in.day for check_in in diary.check_ins}
    worst = worst_series(pain_by_spot(diary).values())
    days = calendar_of(worst, Period(first.toordinal(), end.toordinal()), logged)
    cells = {date_of(day): day for day in days}
    completed = {check_in.day for check_in in diary.check_ins if check_in.completed}
    treated = {treatment.day for treatment in diary.treatments}
    weeks = [
        [
            _cell(date, cells.get(date), completed, treated, today) if _same_month(date, first) else None
            for date in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    begin = today if oldest is None else oldest
    missing = sum(
        1
        for day in days
        if day.state is DayState.NOT_LOGGED and begin.toordinal() < day.day < today.toordinal()
    )
    return Month(
        first=first,
        end=end,
        weeks=weeks,
        logged=logged_words(days),
        summary=summary_of(days) if logged else "",
        missing=missing,
        previous=(first - ONE_DAY).replace(day=1) if first > EARLIEST_DAY else None,
        next=last_of(first) + ONE_DAY if last_of(first) < today else None,
    )


def year_of(
    logged: Iterable[datetime.date], year: int, today: datetime.date, oldest: datetime.date | None
) -> list[MonthLink]:
    """The twelve months of `year`; those that have not come are not open."""
    count = Counter(date.month for date in logged)
    return [_month_link(datetime.date(year, month, 1), count[month], today, oldest) for month in range(1, 13)]


def _month_link(
    first: datetime.date, logged: int, today: datetime.date, oldest: datetime.date | None
) -> MonthLink:
    end = min(last_of(first), today)
    begun = oldest is not None and oldest <= end
    return MonthLink(first, logged, max(0, (end - first).days + 1), is_open=first <= today, begun=begun)


def _same_month(date: datetime.date, first: datetime.date) -> bool:
    return (date.year, date.month) == (first.year, first.month)


def _cell(
    date: datetime.date,
    day: DayHeat | None,
    completed: Collection[Day],
    treated: Collection[Day],
    today: datetime.date,
) -> Cell:
    if day is None:
        return Cell(date, None)
    return Cell(date, day.state, day.worst, day.day in completed, day.day in treated, date == today)
