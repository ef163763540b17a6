"""The last days of one spot as a small drawing, a square a day, and the same as a table."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.dateformat import format as format_date

from tracker.analysis.period import Period
from tracker.analysis.records import Day, SpotRecord
from tracker.analysis.series import Series

# One square with the space after it, and the space for the names of days and months, in drawing units.
STEP, LEFT, TOP = 24, 30, 18


@dataclass(frozen=True, slots=True)
class Square:
    """One day. `pain` None: not known; then `logged` says whether anything else was recorded.

    `away`: the spot was not there yet, or was archived, and nothing is known of it.
    """

    date: datetime.date
    x: int
    y: int
    pain: int | None
    logged: bool
    treated: bool
    away: bool

    @property
    def css(self) -> str:
        if self.pain is not None:
            return f"pain-{self.pain}"
        if self.away:
            return "day--away"
        return "day--open" if self.logged else "day--unlogged"

    @property
    def words(self) -> str:
        if self.pain is not None:
            return "quiet" if self.pain == 0 else str(self.pain)
        return "not recorded" if self.logged else "not logged"


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    x: int


@dataclass(frozen=True, slots=True)
class Weeks:
    """Columns are weeks, rows Monday to Sunday."""

    squares: tuple[Square, ...]
    months: tuple[Label, ...]
    width: int
    height: int = TOP + 7 * STEP

    @property
    def days_in_use(self) -> int:
        return sum(not square.away for square in self.squares)

    @property
    def latest_first(self) -> tuple[Square, ...]:
        return self.squares[::-1]


def weeks_of(
    spot: SpotRecord, series: Series, logged: Collection[Day], treated: Collection[Day], period: Period
) -> Weeks:
    first_monday = period.first - datetime.date.fromordinal(period.first).weekday()
    squares = []
    for day in range(period.first, period.last + 1):
        column, row = divmod(day - first_monday, 7)
        value = series.get(day)
        squares.append(
            Square(
                date=datetime.date.fromordinal(day),
                x=LEFT + column * STEP,
                y=TOP + row * STEP,
                pain=None if value is None else int(value),
                logged=day in logged,
                treated=day in treated,
                away=day not in series and day not in treated and not spot.asked_on(day),
            )
        )
    return Weeks(tuple(squares), _months(squares), width=squares[-1].x + STEP)


def _months(squares: list[Square]) -> tuple[Label, ...]:
    """The month's name above the first whole week of it, and above the first column if there is room."""
    starts = [square for square in squares if square.date.day == 1]
    labels = [Label(format_date(square.date, "M"), square.x) for square in starts]
    if not labels or labels[0].x - LEFT >= 2 * STEP:
        labels.insert(0, Label(format_date(squares[0].date, "M"), LEFT))
    return tuple(labels)
