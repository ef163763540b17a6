"""Published examples to the printed digits, and what makes the interval of a handful of reliefs trustworthy."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from tracker.analysis.comparison import log_rank, log_rank_scores
from tracker.analysis.durability import beta_product, log_log, product_limit, restricted_mean, share_on

PATH = Path(__file__).parents[1] / "data" / "survival_cases.json"
CASES = json.loads(PATH.read_text(encoding="utf-8"))["cases"]
GROUPS = [
    pytest.param(case, group, id=f"{case['id']}-{group['label']}")
    for case in CASES
    for group in case["groups"]
]
PAIRS = [pytest.param(case, id=case["id"]) for case in CASES if "logrank" in case["expected"]]


@pytest.mark.parametrize(("case", "group"), GROUPS)
def test_curves_agree_with_the_worked_examples(case, group):
    expected = case["expected"][group["label"]]
    curve = product_limit(group["time"], group["event"])
    rows = zip(curve.times, curve.still_away, curve.at_risk, curve.returns, strict=True)
    assert [pytest.approx(row, abs=1e-6) for row in expected["km"]] == list(rows)
    assert curve.median == expected["median"]
    assert len(group["time"]) == expected["n"]
    assert sum(curve.returns) == expected["events"]
    for found, wanted in zip(log_log(curve), expected.get("ci95_loglog", []), strict=True):
        assert found == pytest.approx(tuple(wanted[1:]), abs=6e-6)
    if "rmst" in expected:
        mean = restricted_mean(curve, expected["rmst"]["tau"])
        assert mean == pytest.approx(expected["rmst"]["value"], abs=1e-6)


@pytest.mark.parametrize(("case", "group"), GROUPS)
def test_curves_agree_with_what_was_printed(case, group):
    published = case["published"]
    curve = product_limit(group["time"], group["event"])
    if group["label"] in published.get("median", {}):
        assert curve.median == published["median"][group["label"]]
    printed = published.get("km") or (published.get("km_6mp") if group["label"] == "6-MP" else None) or {}
    for day, share in printed.items():
        assert share_on(curve, float(day)) == pytest.approx(share, abs=5e-4)


@pytest.mark.parametrize("case", PAIRS)
def test_the_log_rank_test_agrees_with_the_worked_examples(case):
    first, second = (
        [(day, bool(event)) for day, event in zip(group["time"], group["event"], strict=True)]
        for group in case["groups"]
    )
    expected, found = case["expected"]["logrank"], log_rank(first, second)
    if expected is None:
        assert found is None
        return
    assert found.chi2 == pytest.approx(expected["chi2"], abs=1e-6)
    assert found.p == pytest.approx(expected["p"], rel=1e-6)
    assert found.observed_minus_expected == pytest.approx(expected["observed_minus_expected_first"], abs=1e-6)
    assert found.variance == pytest.approx(expected["variance"], abs=1e-6)
    scores = log_rank_scores([*first, *second])
    assert sum(scores[: len(first)]) == pytest.approx(found.observed_minus_expected)
    assert sum(scores) == pytest.approx(0, abs=1e-9)


def test_lists_and_arrays_give_the_same_plain_numbers():
    listed = product_limit([4, 2, 2], [True, False, True])
    assert product_limit(np.array([4.0, 2.0, 2.0]), np.array([1, 0, 1])) == listed
    assert {type(value) for value in (*listed.low, *listed.high, *listed.times, listed.median)} == {float}


def test_nothing_followed_is_a_curve_without_steps():
    curve = product_limit([], [])
    assert (curve.times, curve.still_away, curve.low, curve.median) == ((), (), (), None)
    assert beta_product([], []).at(3) == (0, 1)


def test_days_and_returns_of_different_length_are_refused():
    with pytest.raises(ValueError):
        product_limit([1, 2], [True])


def test_without_censoring_the_interval_is_that_of_clopper_and_pearson():
    """8 of 10 and 5 of 10, as tables of the binomial print them."""
    curve = product_limit(range(1, 11), [True] * 10)
    assert (curve.low[1], curve.high[1]) == pytest.approx((0.443905, 0.974789), abs=1e-6)
    assert (curve.low[4], curve.high[4]) == pytest.approx((0.187086, 0.812914), abs=1e-6)
    assert (curve.low[9], curve.high[9]) == pytest.approx((0, 0.308497), abs=1e-6)


def test_the_interval_after_one_return_and_one_last_seen_by_hand():
    """Back on days 1 and 3, last seen on day 2, of three: the upper limit on day 3 is that of a matched beta.

    B(3, 1) times B(1, 1): mean 3/4 * 1/2 = 3/8, square 3/5 * 1/3 = 1/5, so size (3/8 - 1/5) / (1/5 - 9/64) = 56/19,
    a = 3/8 * 56/19 = 21/19 and b = 35/19. On day 1 it is B(3, 1), whose quantile is the cube root.
    """
    from scipy.special import betainc

    band = beta_product([1, 2, 3], [True, False, True])
    assert band.high[1] == pytest.approx(0.975 ** (1 / 3))
    assert betainc(21 / 19, 35 / 19, band.high[3]) == pytest.approx(0.975)
    assert band.low[0] == pytest.approx(0.025 ** (1 / 3))
    assert betainc(2, 2, band.low[1]) == pytest.approx(0.025)
    assert band.low[3] == 0
    assert list(band.low) == sorted(band.low, reverse=True)


def test_the_days_on_which_half_may_be_away_are_those_whose_interval_holds_one_half():
    assert beta_product(range(1, 13), [True] * 12).median_range() == (3, 10)
    assert beta_product([5] * 6, [False] * 6).median_range() == (5, None)
    assert beta_product([5] * 3, [True] * 3).median_range() == (None, None)


def test_the_interval_keeps_its_level_with_five_reliefs():
    """Of seeded diaries whose true share after day 7 is 1/2, followed for 5 to 30 days at most."""
    chance = random.Random(7)
    covers, width, runs = 0, 0.0, 600
    for _ in range(runs):
        followed = [(chance.expovariate(0.09902), chance.uniform(5, 30)) for _ in range(5)]
        band = beta_product([min(pair) for pair in followed], [back <= seen for back, seen in followed])
        low, high = band.at(7)
        covers += low <= 0.5 <= high
        width += high - low
    assert covers / runs > 0.97
    assert width / runs < 0.8
