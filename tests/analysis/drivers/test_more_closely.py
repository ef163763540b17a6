"""What a weekly or a monthly rhythm of both sides makes look like a link."""

import numpy as np
import pytest

from tracker.analysis.drivers import reported_drivers
from tracker.analysis.drivers.columns import outcome_columns, shape_columns
from tracker.analysis.drivers.more_closely import holds_more_closely
from tracker.analysis.drivers.testing import answers


def answer_of(pain, factor, is_yes_no):
    outcome = outcome_columns(pain, np.arange(len(pain)) % 7)
    (answer,) = answers(outcome, [shape_columns(factor, is_yes_no=is_yes_no)])
    return outcome, answer


@pytest.mark.parametrize("seed", range(5))
def test_a_habit_of_certain_weekdays_is_no_link_in_the_first_months(seed):
    """Pain on Tuesdays, sport on most Mondays: below 120 days only the weekend is a control."""
    random = np.random.default_rng(seed)
    weekday = np.arange(100) % 7
    pain = 3 + 2.5 * (weekday == 1) + random.normal(size=100)
    sport = ((weekday == 0) ^ (random.random(100) < 0.05)) * 1.0
    outcome, answer = answer_of(pain, sport, is_yes_no=True)
    assert answer.p < 0.01
    assert not holds_more_closely(outcome, answer.best)
    assert reported_drivers(pain, sport[:, None], weekday) == [False]


def test_a_rhythm_of_four_weeks_loses_most_of_what_it_seemed_to_say():
    held, seemed = 0, 0
    for seed in range(30):
        random = np.random.default_rng(seed)
        rhythm = np.cos(2 * np.pi * np.arange(365) / 28)
        pain, other = 4 + 1.5 * rhythm + random.normal(size=365), rhythm + random.normal(size=365)
        outcome, answer = answer_of(pain, other, is_yes_no=False)
        seemed += answer.p < 0.10
        held += answer.p < 0.10 and holds_more_closely(outcome, answer.best)
    assert seemed > 10
    assert held < seemed / 2


@pytest.mark.parametrize("days", [100, 300])
def test_a_cause_loses_nothing_to_speak_of(days):
    held = 0
    for seed in range(20):
        random = np.random.default_rng(seed)
        cause = (random.random(days) < 0.4) * 1.0
        pain = 4 + 2 * np.roll(cause, 1) + random.normal(size=days)
        held += holds_more_closely(*_best(answer_of(pain, cause, is_yes_no=True)))
    assert held == 20


def _best(found):
    outcome, answer = found
    return outcome, answer.best
