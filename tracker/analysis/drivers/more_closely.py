"""A second look at what was selected, beside a finer calendar and a longer past.

A weekly rhythm of both sides, or one of some weeks, is only roughly told by a weekend and the means of a week and a
month. What was selected because of it loses most of its strength when every weekday and the two weeks before the last
one stand beside it; what acts by itself loses nothing to speak of. This can only shorten the list, so the false
discovery rate holds.
"""

from dataclasses import replace

import numpy as np

from tracker.analysis.drivers.arrays import WEEK
from tracker.analysis.drivers.columns import TREND_FROM, WEEKDAYS_FROM, OutcomeColumns, calendar
from tracker.analysis.drivers.regression import Floats, slope
from tracker.analysis.drivers.testing import LEAST_LEFT, Tested, pairs_of
from tracker.analysis.quantiles import student_tails

CLOSER_LEVEL = 0.05
# So much of t must remain, once there are days enough for more columns not to blur it.
REMAINING = 0.75
EARLIER_WEEKS = (1, 2)


def holds_more_closely(outcome: OutcomeColumns, tested: Tested) -> bool:
    """Whether the best test of a factor is still clear, at its own shape and horizon."""
    finer = replace(outcome, calendar=calendar(outcome.weekday, max(outcome.logged, WEEKDAYS_FROM)))
    pairs = pairs_of(finer, tested.column, tested.horizon, finer.controls(tested.horizon))
    weeks = np.column_stack([_week_means(outcome.past), _week_means(tested.column.past)])
    earlier = [_days_before(weeks, number * WEEK)[pairs.days] for number in EARLIER_WEEKS]
    found = slope(pairs.target, pairs.exposure, np.column_stack([pairs.controls, *earlier]))
    (p,) = student_tails([(found.t, found.freedom)])
    if found.left < LEAST_LEFT or p >= CLOSER_LEVEL:
        return False
    return outcome.logged < TREND_FROM or abs(found.t) >= REMAINING * abs(tested.slope.t)


def _week_means(past: Floats) -> Floats:
    """Of each (last, week, month) in `past` (n, 3 s) the second: (n, s)."""
    return past[:, 1::3]


def _days_before(columns: Floats, days: int) -> Floats:
    """0, the mean of all days, where there is no day so long before."""
    earlier = np.zeros_like(columns)
    earlier[days:] = columns[:-days]
    return earlier
