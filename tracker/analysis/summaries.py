"""A series in few numbers, each with the days it rests on; and the same for every step of a chart."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from tracker.analysis.period import Period
from tracker.analysis.records import Day
from tracker.analysis.series import Series


@dataclass(frozen=True, slots=True)
class Summary:
    """A series over a period of `days` days.

    `recorded`: days with a known value; the figures rest on these alone and are None when there are none.
    `above_zero`: recorded days with a value above 0. `not_logged`: days on which nothing at all was recorded.
    `left_open`: logged days that say nothing of this series. The three kinds of days add up to `days`.
    """

    days: int
    recorded: int
    above_zero: int
    not_logged: int
    left_open: int
    highest: float | None
    lowest: float | None
    median: float | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """A series over one step of a chart: mean, lowest and highest of its `recorded` days, None without any."""

    step: Period
    recorded: int
    mean: float | None
    lowest: float | None
    highest: float | None


def summarise(series: Series, period: Period, logged: Collection[Day]) -> Summary:
    """`logged`: the days on which anything was recorded, a set for speed."""
    values = values_in(series, period)
    recorded = len(values)
    logged_days = sum(1 for day in set(logged).difference(series) if day in period)
    return Summary(
        days=period.days,
        recorded=recorded,
        above_zero=sum(1 for value in values if value > 0),
        not_logged=period.days - recorded - logged_days,
        left_open=logged_days,
        highest=max(values, default=None),
        lowest=min(values, default=None),
        median=median(values) if values else None,
        mean=fmean(values) if values else None,
    )


def points_of(series: Series, steps: Sequence[Period]) -> list[Point]:
    """One point a step. A step without a known value keeps its place and stays empty."""
    return [_point(step, values_in(series, step)) for step in steps]


def values_in(series: Series, period: Period) -> list[float]:
    """The known values of a period by day. Unknown days give none."""
    if period.days > len(series):
        return [series[day] for day in sorted(series) if day in period]
    return [series[day] for day in range(period.first, period.last + 1) if day in series]


def _point(step: Period, values: list[float]) -> Point:
    if not values:
        return Point(step, 0, None, None, None)
    return Point(step, len(values), sum(values) / len(values), min(values), max(values))
