"""A factor as columns, one for each shape, and an outcome with what it is compared within."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.analysis.drivers.arrays import Bools, day_before, recent, standardised
from tracker.analysis.drivers.questions import Cut, Relation, Shape, lowest_third
from tracker.analysis.drivers.regression import Floats

# Logged days from which each of these is a control.
WEEKDAYS_FROM = 120
TREND_FROM = 120
YEAR_FROM = 400
YEAR = 365.25
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ShapeColumn:
    """One shape of a factor over n days.

    `values` (n,) with mean 0 and spread 1, NaN where unknown; `spread` in the factor's unit. `past` (n, 3): what the
    factor was like up to the day before. `levels`: the different values in the factor's unit; `codes` (n,): which of
    them it was, -1 where unknown.
    """

    shape: Shape
    cut: Cut | None
    values: Floats
    spread: float
    past: Floats
    levels: Floats
    codes: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class OutcomeColumns:
    """An outcome over n days: `target` (n,) with mean 0 and spread 1, NaN where unknown; `spread` in its unit.

    `past` (n, 3) or (n, 6): what it was like up to each day, and the pain beside it. `unknown` (n,): whether the pain
    of the day is not known; `logged`: days on which it is. `events`: days with a value above 0. `weekday` (n,) with
    0 = Monday; `calendar` (n, c): weekdays and slow time as finely as the logged days carry.
    """

    target: Floats
    spread: float
    past: Floats
    unknown: Bools
    weekday: NDArray[np.intp]
    calendar: Floats
    logged: int
    events: int

    def controls(self, horizon: int) -> Floats:
        """(n - horizon, c): of each exposure day d what the outcome of day d + horizon is compared within.

        For the horizon 0 the recent past ends on d - 1. The last column is whether pain was unknown when it ended.
        """
        days = len(self.target) - horizon
        past, unknown = self.past, self.unknown.astype(np.float64)[:, np.newaxis]
        if horizon == 0:
            past, unknown = day_before(past), np.vstack([[[1.0]], unknown[:-1]])
        return np.column_stack([past[:days], self.calendar[horizon:], unknown[:days]])


def outcome_columns(values: Floats, weekday: NDArray[np.intp], pain: Floats | None = None) -> OutcomeColumns:
    """`values` (n,), `weekday` (n,) with 0 = Monday; `pain` (n,): where the outcome is not itself that pain."""
    target, spread = standardised(values)
    past, unknown = recent(target), np.isnan(values)
    if pain is not None:
        past, unknown = np.column_stack([recent(standardised(pain)[0]), past]), np.isnan(pain)
    logged = int((~unknown).sum())
    events = int(np.count_nonzero(values > 0))
    return OutcomeColumns(target, spread, past, unknown, weekday, calendar(weekday, logged), logged, events)


def calendar(weekday: NDArray[np.intp], logged: int) -> Floats:
    """(n, c): the day of the week, and slow time, as finely as so many logged days carry."""
    day = np.arange(len(weekday), dtype=np.float64)
    columns = [weekday >= SATURDAY] if logged < WEEKDAYS_FROM else [weekday == each for each in range(1, 7)]
    slow = [day] if logged >= TREND_FROM else []
    if logged >= YEAR_FROM:
        slow += [np.sin(2 * np.pi * day / YEAR), np.cos(2 * np.pi * day / YEAR)]
    return np.column_stack([*columns, *slow]).astype(np.float64)


def shape_columns(values: Floats, *, is_yes_no: bool, cut: Cut | None = None) -> tuple[ShapeColumn, ...]:
    """`values` (n,); empty where nothing was recorded."""
    known = values[~np.isnan(values)]
    if not len(known):
        return ()
    if is_yes_no:
        return (_column(Shape.YES_NO, None, values),)
    chosen = cut or lowest_third(known.tolist())
    return (_column(Shape.SLOPE, None, values), _column(Shape.CUT, chosen, split(values, chosen)))


def split(values: Floats, cut: Cut) -> Floats:
    """1 on the days of the cut, 0 on the others, NaN where unknown."""
    compare = {Relation.BELOW: np.less, Relation.AT_MOST: np.less_equal, Relation.AT_LEAST: np.greater_equal}
    return np.where(np.isnan(values), np.nan, compare[cut.relation](values, cut.value))


def _column(shape: Shape, cut: Cut | None, values: Floats) -> ShapeColumn:
    scaled, spread = standardised(values)
    known = ~np.isnan(values)
    codes = np.full(len(values), -1, dtype=np.intp)
    levels, codes[known] = np.unique(values[known], return_inverse=True)
    return ShapeColumn(shape, cut, scaled, spread, day_before(recent(scaled)), levels, codes)


def weekdays(values: ArrayLike, days: int) -> NDArray[np.intp]:
    """Raises ValueError for another length than `days` or for what is no weekday."""
    array = np.asarray(values)
    if array.shape != (days,):
        raise ValueError(f"weekday: shape {array.shape} instead of {(days,)}")
    if days and not np.isin(array, np.arange(7)).all():
        raise ValueError("weekday: 0 is Monday and 6 is Sunday")
    return array.astype(np.intp)
