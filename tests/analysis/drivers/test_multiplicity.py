import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.drivers.multiplicity import benjamini_hochberg, simes

PATH = Path(__file__).parents[2] / "data" / "stats_cases.json"
CASES = [case for case in json.loads(PATH.read_text(encoding="utf-8"))["cases"] if case["kind"] == "bh"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_adjusted_p_values_agree_with_the_worked_examples(case):
    adjusted = benjamini_hochberg(case["p"])
    expected = case["expected"]
    for found, wanted in zip(adjusted, expected["adjusted"], strict=True):
        assert found is None if wanted is None else found == pytest.approx(wanted, abs=1e-8)
    assert sum(p is not None and p <= case["q"] for p in adjusted) == expected["rejected"]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_values_agree_with_scipy(p_values):
    from scipy.stats import false_discovery_control  # slow to load, so not by every test process

    assert benjamini_hochberg(p_values) == pytest.approx(false_discovery_control(p_values).tolist())


def test_nothing_tested_gives_nothing():
    assert benjamini_hochberg([]) == []
    assert benjamini_hochberg([None, None]) == [None, None]


@pytest.mark.parametrize(
    ("p_values", "expected"),
    [
        ([0.02], 0.02),
        ([0.01, 0.5], 0.02),
        ([0.04, 0.05, 0.06], 0.06),
        ([1.0, 1.0], 1.0),
        ([0.9, 0.3, 0.2], 0.45),
    ],
)
def test_simes_by_hand(p_values, expected):
    assert simes(p_values) == pytest.approx(expected)


def test_simes_of_no_test_is_refused():
    with pytest.raises(ValueError, match="no test"):
        simes([])
