"""A slope told as a difference between two kinds of days."""

import numpy as np

from tracker.analysis.drivers.arrays import Bools
from tracker.analysis.drivers.columns import OutcomeColumns
from tracker.analysis.drivers.findings import Contrast, Test
from tracker.analysis.drivers.questions import Shape
from tracker.analysis.drivers.regression import Floats
from tracker.analysis.drivers.testing import Tested, days_of
from tracker.analysis.quantiles import student_quantile

# A slope is told between these shares of the person's own days: the next ones where both have the same value.
PERCENTILES = ((0.2, 0.8), (0.1, 0.9), (0.05, 0.95), (0.0, 1.0))


def as_test(outcome: OutcomeColumns, tested: Tested) -> Test:
    """With estimate and error in the outcome's unit for each unit of the factor."""
    column, horizon, slope, p = tested
    scale = outcome.spread / column.spread
    return Test(
        shape=column.shape,
        cut=column.cut,
        horizon=horizon,
        estimate=slope.estimate * scale,
        error=slope.error * scale,
        freedom=slope.freedom,
        rows=slope.rows,
        p=p,
    )


def contrast_of(
    outcome: OutcomeColumns, tested: Tested, level: float, among: Bools | None = None
) -> Contrast:
    """`among` (n,): the days that the test was limited to."""
    test = as_test(outcome, tested)
    days = days_of(outcome, tested.column, tested.horizon, among)
    values = tested.column.levels[tested.column.codes[days]]
    first, other = _compared_values(values, tested.column.shape)
    points = test.estimate * (first - other)
    reach = student_quantile(test.freedom, level) * test.error * (first - other)
    return Contrast(
        points=points,
        low=points - reach,
        high=points + reach,
        level=level,
        first_value=first,
        other_value=other,
        first_days=int((values >= first).sum()),
        other_days=int((values <= other).sum()),
        days=len(values),
    )


def _compared_values(values: Floats, shape: Shape) -> tuple[float, float]:
    if shape is not Shape.SLOPE:
        return float(values.max()), float(values.min())
    pairs = (np.quantile(values, shares, method="inverted_cdf") for shares in PERCENTILES)
    low, high = next(pair for pair in pairs if pair[0] < pair[1])
    return float(high), float(low)
