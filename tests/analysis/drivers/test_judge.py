"""The goal line in small: `python -m tests.analysis.judge` holds it in full."""

import numpy as np
import pytest

from tests.analysis.judge import MOST_FALSE, found_by_us, judge
from tests.analysis.simulate import HARDER, SCENARIOS, simulate

NAMED = {scenario.name: scenario for scenario in SCENARIOS + HARDER}


@pytest.mark.parametrize(
    ("name", "days", "power"),
    [("realistic", 365, 0.6), ("answers to pain", 180, 0.4), ("all null", 180, None)],
)
def test_little_of_what_is_listed_is_false_and_most_causes_are_found(name, days, power):
    cell = judge(NAMED[name], days, range(12))
    assert cell.false_share - 2 * cell.error <= MOST_FALSE
    assert power is None or cell.power >= power


def test_the_judge_notices_a_method_that_lists_what_answers_pain():
    def by_correlation(diary):
        filled = np.nan_to_num(diary.factors - np.nanmean(diary.factors, axis=0))
        pain = np.nan_to_num(diary.pain - np.nanmean(diary.pain))
        return [abs(np.corrcoef(column[:-1], pain[1:])[0, 1]) > 0.1 for column in filled.T]

    cell = judge(NAMED["realistic"], 365, range(12), by_correlation)
    assert cell.false_share > 0.5
    assert not cell.holds


def test_the_same_seed_gives_the_same_diary():
    first, second = (simulate(NAMED["realistic"], 90, 5) for _ in range(2))
    assert all(np.array_equal(one, other, equal_nan=True) for one, other in zip(first, second, strict=True))
    assert len(found_by_us(first)) == 40
