"""The whole model of one factor, shape and horizon, written down once more in the plainest way."""

import math

import numpy as np
import pytest

from tests.analysis.drivers.test_regression import textbook
from tests.analysis.simulate import Scenario, simulate
from tracker.analysis.drivers import what_goes_with
from tracker.analysis.drivers.columns import outcome_columns, shape_columns
from tracker.analysis.drivers.questions import Cut, Factor, Outcome, Relation, Shape
from tracker.analysis.drivers.testing import answers
from tracker.analysis.period import Period

MONDAY = 7 * 105_000 + 1
SCENARIO = Scenario("plain", factors=6, causes=1, lost_days=0.1, lost_values=0.1, tide=1.0)


def known(values):
    return [value for value in values if not math.isnan(value)]


def recent(values, day):
    """Value, week and month up to `day`, each replaced by the next wider where nothing is known."""
    overall = sum(known(values)) / len(known(values))
    within = [known(values[max(0, day - length + 1) : day + 1]) if day >= 0 else [] for length in (28, 7, 1)]
    found = []
    for part in within:
        overall = sum(part) / len(part) if part else overall
        found.append(overall)
    return found


def plain_model(pain, exposure, weekday, horizon):
    logged = len(known(pain))
    rows = [
        day
        for day in range(len(pain) - horizon)
        if not math.isnan(exposure[day]) and not math.isnan(pain[day + horizon])
    ]
    until = -1 if horizon == 0 else 0
    design = []
    for day in rows:
        outcome_day = day + horizon
        row = recent(pain, day + until) + recent(exposure, day - 1)
        row += [float(weekday[outcome_day] == each) for each in range(1, 7)] if logged >= 120 else []
        row += [outcome_day] if logged >= 120 else [float(weekday[outcome_day] >= 5)]
        row += [math.sin(2 * math.pi * outcome_day / 365.25)] if logged >= 400 else []
        row += [math.cos(2 * math.pi * outcome_day / 365.25)] if logged >= 400 else []
        row += [float(day + until < 0 or math.isnan(pain[day + until]))]
        design.append(row)
    target = np.array([pain[day + horizon] for day in rows])
    return textbook(target, np.array([exposure[day] for day in rows]), np.array(design))


def series(values, first):
    return {first + day: value for day, value in enumerate(values) if not math.isnan(value)}


@pytest.mark.parametrize("days", [100, 200, 500])
def test_estimates_and_errors_are_those_of_the_plain_model(days):
    diary = simulate(SCENARIO, days, seed=3)
    first = MONDAY + int(diary.weekday[0])
    values = diary.factors.T.tolist()
    numbers = [place for place in range(6) if len(set(known(values[place]))) > 2]
    cut = Cut(Relation.AT_LEAST, float(np.nanmedian(diary.factors[:, numbers[0]])))
    factors = [Factor(str(place), series(values[place], first), cut=cut) for place in numbers[:1]]
    pain = diary.pain.tolist()
    (finding,) = what_goes_with(
        [Outcome("all", series(pain, first))], factors, Period(first, first + days - 1)
    ).findings
    assert len(finding.tests) == 6
    for test in finding.tests:
        exposure = values[numbers[0]]
        if test.shape is Shape.CUT:
            exposure = [value if math.isnan(value) else float(value >= cut.value) for value in exposure]
        estimate, error = plain_model(pain, exposure, diary.weekday, test.horizon)
        assert (test.estimate, test.error) == pytest.approx((estimate, error), rel=1e-8)


def test_pain_of_the_same_day_is_compared_within_the_past_up_to_the_day_before():
    diary = simulate(SCENARIO, 200, seed=3)
    exposure = diary.factors[:, 0]
    outcome = outcome_columns(diary.pain, diary.weekday)
    (answer,) = answers(outcome, [shape_columns(exposure, is_yes_no=True)], (0,))
    estimate, error = plain_model(diary.pain.tolist(), exposure.tolist(), diary.weekday, 0)
    assert answer.tests[0].slope.t == pytest.approx(estimate / error, rel=1e-8)
