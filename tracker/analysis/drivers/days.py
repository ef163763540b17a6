"""Series of a diary as columns over a period."""

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.drivers.columns import OutcomeColumns, ShapeColumn, outcome_columns, shape_columns
from tracker.analysis.drivers.questions import Factor, Outcome
from tracker.analysis.drivers.regression import Floats
from tracker.analysis.period import Period, monday_of
from tracker.analysis.series import Series


def outcome_columns_of(outcome: Outcome, period: Period) -> OutcomeColumns:
    pain = None if outcome.pain is None else by_day(outcome.pain, period)
    return outcome_columns(by_day(outcome.series, period), weekdays_of(period), pain)


def factor_columns_of(factor: Factor, period: Period) -> tuple[ShapeColumn, ...]:
    return shape_columns(by_day(factor.exposures(), period), is_yes_no=factor.is_yes_no, cut=factor.cut)


def weekdays_of(period: Period) -> NDArray[np.intp]:
    days = range(period.first, period.last + 1)
    return np.array([day - monday_of(day) for day in days], dtype=np.intp)


def by_day(series: Series, period: Period) -> Floats:
    """(n,): NaN on days that are not known; days outside the period do not exist."""
    values = np.full(period.days, np.nan)
    days = np.fromiter(series.keys(), dtype=np.intp, count=len(series)) - period.first
    known = np.fromiter(series.values(), dtype=np.float64, count=len(series))
    within = (days >= 0) & (days < period.days)
    values[days[within]] = known[within]
    return values
