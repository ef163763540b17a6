"""How much each spot hurt over a stretch of days, and what each day of a calendar says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from tracker.analysis.period import Period
from tracker.analysis.records import Day
from tracker.analysis.series import Series
from tracker.analysis.summaries import values_in


@dataclass(frozen=True, slots=True)
class Heat:
    """Pain of one spot over a period of which `recorded` days are known, `painful` of them above 0.

    `typical`: median of the painful days, 0 when there are none. Quiet days do not dilute it: how often it hurt is
    told by `share`.
    """

    typical: float
    worst: float
    painful: int
    recorded: int

    @property
    def level(self) -> int:
        """`typical` as a step of the pain scale, halves up."""
        return int(self.typical + 0.5)

    @property
    def share(self) -> float:
        """Painful days among the recorded ones, 0 to 1."""
        return self.painful / self.recorded


class DayState(StrEnum):
    """`OPEN`: something was logged, but nothing is known of pain."""

    NOT_LOGGED = "not_logged"
    OPEN = "open"
    QUIET = "quiet"
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class DayHeat:
    day: Day
    state: DayState
    worst: int | None


def heat_of(series: Series, period: Period) -> Heat | None:
    """None when no day of the period is known: that is neither warm nor cold."""
    values = values_in(series, period)
    if not values:
        return None
    painful = [value for value in values if value > 0]
    return Heat(
        typical=median(painful) if painful else 0.0,
        worst=max(values),
        painful=len(painful),
        recorded=len(values),
    )


def heat_by_spot(pain: Mapping[str, Series], steps: Sequence[Period]) -> dict[str, list[Heat | None]]:
    """For every spot its heat in each step."""
    return {spot: [heat_of(series, step) for step in steps] for spot, series in pain.items()}


def calendar_of(worst: Series, period: Period, logged: Collection[Day]) -> list[DayHeat]:
    """Every day of the period: not logged, logged without pain known, quiet (worst pain 0), or its worst pain."""
    return [_day_heat(day, worst.get(day), day in logged) for day in range(period.first, period.last + 1)]


def _day_heat(day: Day, worst: float | None, is_logged: bool) -> DayHeat:
    if worst is None:
        return DayHeat(day, DayState.OPEN if is_logged else DayState.NOT_LOGGED, None)
    return DayHeat(day, DayState.PAIN if worst > 0 else DayState.QUIET, int(worst))
