"""The array core: from columns of a diary to the factors that would be listed."""

import numpy as np
from numpy.typing import ArrayLike

from tracker.analysis.drivers.arrays import checked
from tracker.analysis.drivers.columns import ShapeColumn, outcome_columns, shape_columns, weekdays
from tracker.analysis.drivers.listing import ask, order_is_unclear
from tracker.analysis.drivers.more_closely import holds_more_closely
from tracker.analysis.drivers.regression import Floats


def reported_drivers(pain: ArrayLike, factors: ArrayLike, weekday: ArrayLike) -> list[bool]:
    values = checked(pain, 1, "pain")
    table = checked(factors, 2, "factors")
    if len(table) != len(values):
        raise ValueError(f"factors: {len(table)} days instead of {len(values)}")
    outcome = outcome_columns(values, weekdays(weekday, len(values)))
    shapes = [_shapes_of(column) for column in np.ascontiguousarray(table.T)]
    return [
        each.is_selected
        and holds_more_closely(outcome, each.answer.best)
        and not order_is_unclear(outcome, shapes[each.factor], each.answer)
        for each in ask([outcome], shapes, [0])
    ]


def _shapes_of(column: Floats) -> tuple[ShapeColumn, ...]:
    """A factor with two values at most is a yes/no."""
    return shape_columns(column, is_yes_no=len(np.unique(column[~np.isnan(column)])) <= 2)
