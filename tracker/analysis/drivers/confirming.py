"""Whether a finding holds on days that had no part in finding it, in the same shape, horizon and direction."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.drivers.columns import OutcomeColumns, ShapeColumn, calendar
from tracker.analysis.drivers.contrasts import contrast_of
from tracker.analysis.drivers.days import factor_columns_of, outcome_columns_of
from tracker.analysis.drivers.questions import Factor, Outcome
from tracker.analysis.drivers.regression import slope
from tracker.analysis.drivers.steps import HELD_UP_LEVEL, NEW_DAYS, Confirmation, Look, Seen
from tracker.analysis.drivers.testing import LEAST_LEFT, Tested, away_obstacle, days_of, pairs_of
from tracker.analysis.period import Period
from tracker.analysis.quantiles import student_tails
from tracker.analysis.records import Day

# The level of the interval: nothing was picked among the new days.
LEVEL = 0.90
# Fewer than at first sight: one question asked again, of as few as 30 days.
FEWEST_AWAY = 4


def confirmation(outcome: Outcome, factor: Factor, seen: Seen, since: Day, period: Period) -> Confirmation:
    """`since`: the day on which it was first seen; days of exposure after it are new."""
    frozen = replace(factor, cut=seen.cut or factor.cut)
    shapes = factor_columns_of(frozen, period)
    column = next((each for each in shapes if each.shape is seen.shape), None)
    if column is None:
        return Confirmation()
    columns = outcome_columns_of(outcome, period)
    after = np.arange(period.days) > since - period.first
    days = days_of(columns, column, seen.horizon, after)
    tests = {
        count: _tested(columns, column, seen, period, days[:count])
        for count in NEW_DAYS
        if count <= len(days)
    }
    looks = tuple(Look(count, tested and _one_sided(tested, seen)) for count, tested in tests.items())
    held = next((each.days for each in looks if each.p is not None and each.p < HELD_UP_LEVEL), None)
    whole = _tested(columns, column, seen, period, days) if len(days) >= NEW_DAYS[0] else None
    return Confirmation(
        days=len(days),
        looks=looks,
        held_up_on=None if held is None else period.first + int(days[held - 1]) + seen.horizon,
        contrast=whole and contrast_of(columns, whole, LEVEL, np.isin(np.arange(period.days), days)),
    )


def _tested(
    columns: OutcomeColumns,
    column: ShapeColumn,
    seen: Seen,
    period: Period,
    days: NDArray[np.intp],
) -> Tested | None:
    """On these days alone, with a calendar no finer than they carry; None where they cannot tell."""
    if away_obstacle(column, days, FEWEST_AWAY):
        return None
    plain = replace(columns, calendar=calendar(columns.weekday, len(days)))
    among = np.isin(np.arange(period.days), days)
    pairs = pairs_of(plain, column, seen.horizon, plain.controls(seen.horizon), among)
    found = slope(pairs.target, pairs.exposure, pairs.controls)
    if found.left < LEAST_LEFT:
        return None
    (p,) = student_tails([(found.t, found.freedom)])
    return Tested(column, seen.horizon, found, p)


def _one_sided(tested: Tested, seen: Seen) -> float:
    return tested.p / 2 if tested.slope.estimate * seen.direction > 0 else 1 - tested.p / 2
