"""A series in few numbers, each with the days it rests on; and the same for every step of a chart."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import NamedTuple

from tracker.analysis.period import Period
from tracker.analysis.records import Day
from tracker.analysis.series import Series

# A series is gone through, rather than the period, where so many days of it come to each of its values.
_FEW = 4


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


class Point(NamedTuple):
    """A series over one step of a chart: mean, lowest and highest of its `recorded` days, None without any."""

    step: Period
    recorded: int
    mean: float | None
    lowest: float | None
    highest: float | None


def summarise(series: Series, period: Period, logged: Collection[Day]) -> Summary:
    """`logged`: the days on which anything was recorded, a set for speed."""
    values = sorted(values_in(series, period))
    recorded = len(values)
    logged_days = sum(1 for day in frozenset(logged).difference(series) if day in period)
    return Summary(
        days=period.days,
        recorded=recorded,
        above_zero=recorded - bisect_right(values, 0),
        not_logged=period.days - recorded - logged_days,
        left_open=logged_days,
        highest=values[-1] if values else None,
        lowest=values[0] if values else None,
        median=median(values) if values else None,
        mean=fmean(values) if values else None,
    )


def points_of(series: Series, steps: Sequence[Period]) -> list[Point]:
    """One point a step. A step without a known value keeps its place and stays empty.

    `steps` follow one another without a gap.
    """
    if not steps:
        return []
    first = steps[0].first
    values = list(map(series.get, range(first, steps[-1].last + 1)))
    return [_point(step, values[step.first - first : step.last - first + 1]) for step in steps]


def values_in(series: Series, period: Period) -> list[float]:
    """The known values of a period by day. Unknown days give none."""
    if period.days > _FEW * len(series):
        return [series[day] for day in sorted(series) if day in period]
    return [value for value in map(series.get, range(period.first, period.last + 1)) if value is not None]


def _point(step: Period, found: Iterable[float | None]) -> Point:
    values = [value for value in found if value is not None]
    if not values:
        return Point(step, 0, None, None, None)
    return Point(step, len(values), sum(values) / len(values), min(values), max(values))
