"""Published and hand-made examples to the printed digits, the definition by brute force, and that the size holds."""

import json
from fractions import Fraction
from itertools import product
from math import inf, isnan, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.trial_diaries import tenths
from tools.trial_power import Person, days_of_trials, differences_of
from tracker.analysis.durability import beta_product
from tracker.analysis.treated import wilson
from tracker.analysis.trials import DRAWS, EXACT_PAIRS, sign_flip

PATH = Path(__file__).parents[1] / "data" / "stats_cases.json"
CASES = json.loads(PATH.read_text(encoding="utf-8"))["cases"]


def cases(kind: str) -> list:
    return [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == kind]


@pytest.mark.parametrize("case", cases("sign_flip"))
def test_sign_flips_agree_with_the_worked_examples(case):
    found, expected = sign_flip(case["differences"]), case["expected"]
    assert found.p == pytest.approx(expected["p"], abs=5e-11)
    assert found.mean == pytest.approx(expected["mean"], abs=5e-7)
    assert [found.low, found.high] == pytest.approx(expected["interval"], abs=5e-5)
    known = [each for each in case["differences"] if each is not None]
    smallest = sign_flip([abs(each) + 1 for each in known]).p
    assert smallest == expected["smallest_p"] == 2 / 2 ** len(known)


def test_darwins_maize_gives_fishers_count():
    (darwin,) = (case for case in CASES if case["id"] == "darwin")
    assert sign_flip(darwin["differences"]).p == 1726 / 32768
    # In feet the same, though no longer in whole numbers.
    assert sign_flip([each / 8 / 12 for each in darwin["differences"]]).p == 1726 / 32768


@pytest.mark.parametrize("case", cases("wilson"))
def test_shares_agree_with_the_worked_examples(case):
    assert wilson(case["k"], case["n"], case["level"]) == pytest.approx(tuple(case["expected"]), abs=5e-7)


@pytest.mark.parametrize("case", cases("bpcp"))
def test_the_beta_product_agrees_with_the_worked_examples(case):
    found = beta_product(case["time"], case["event"]).at(case["at"])
    assert found == pytest.approx(tuple(case["expected"]), abs=5e-7)


def by_definition(differences: list[Fraction], shift: Fraction = Fraction(0)) -> Fraction:
    """The share of all sign patterns that are as far out, in exact numbers."""
    moved = [each - shift for each in differences]
    sums = [
        abs(sum(sign * each for sign, each in zip(signs, moved, strict=True)))
        for signs in product((1, -1), repeat=len(moved))
    ]
    return Fraction(sum(each >= abs(sum(moved)) for each in sums), len(sums))


@settings(max_examples=40)
@given(st.lists(tenths, min_size=1, max_size=7))
def test_p_and_interval_are_what_the_definition_says(differences):
    found = sign_flip([float(each) for each in differences])
    assert found.p == by_definition(differences)
    if len(differences) < 5:
        assert (found.low, found.high) == (-inf, inf)
        return
    beyond = Fraction(1, 10**6)
    for end, step in ((found.low, -beyond), (found.high, beyond)):
        exact = Fraction(end).limit_denominator(10_000)
        assert float(exact) == pytest.approx(end, abs=1e-9)
        assert by_definition(differences, exact) > Fraction(1, 10)
        assert by_definition(differences, exact + step) <= Fraction(1, 10)


@settings(max_examples=60)
@given(st.lists(tenths, min_size=1, max_size=18), st.sampled_from([0.001, 0.1, 3, 7, 1000]))
def test_swapping_scaling_and_missing_pairs(differences, factor):
    values = [float(each) for each in differences]
    found = sign_flip(values)
    assert found.low <= found.mean <= found.high
    assert 0 < found.p <= 1

    swapped = sign_flip([-each for each in values])
    assert (swapped.p, swapped.mean) == (found.p, -found.mean)
    assert (swapped.low, swapped.high) == pytest.approx((-found.high, -found.low))

    scaled = sign_flip([each * factor for each in values])
    assert scaled.p == found.p
    assert (scaled.low, scaled.high) == pytest.approx((found.low * factor, found.high * factor))

    assert sign_flip([None, *values, nan]) == found


def test_a_difference_of_zero_stays_in_and_doubles_the_smallest_p():
    assert sign_flip([1, 2, 3, 4, 5, 6, 7]).p == 2 / 128
    assert sign_flip([1, 2, 3, 4, 5, 6, 0]).p == 4 / 128
    assert sign_flip([0] * 8).p == 1


def test_nothing_to_test():
    for nothing in ([], [None, nan]):
        found = sign_flip(nothing)
        assert (found.p, found.low, found.high) == (1, -inf, inf)
        assert isnan(found.mean)


def test_above_the_exact_pairs_draws_come_close_to_every_pattern():
    rng = np.random.default_rng(4)
    values = rng.normal(0.5, 1, EXACT_PAIRS)
    one_more = [*values, 0.0]
    exact, drawn = sign_flip(values), sign_flip(one_more)
    assert drawn == sign_flip(one_more)
    assert drawn.p * (DRAWS + 1) == pytest.approx(round(drawn.p * (DRAWS + 1)))
    # A pair without a difference changes no sum, so both have the same p but for the draws.
    assert drawn.p == pytest.approx(exact.p, abs=3 * (exact.p * (1 - exact.p) / DRAWS) ** 0.5)
    assert sign_flip([1.0] * 20).p == 1 / (DRAWS + 1)
    # Known from the normal law with many pairs: the mean +- 1.645 standard errors.
    many = rng.normal(0.5, 1, 60)
    found, error = sign_flip(many), many.std(ddof=1) / 60**0.5
    assert found.low == pytest.approx(many.mean() - 1.671 * error, abs=0.03)
    assert found.high == pytest.approx(many.mean() + 1.671 * error, abs=0.03)


def t_test_alarms(values, known, b_first) -> float:
    """The share of trials of 8 x 4 (1) that Welch's t-test of all analysed days calls different."""
    on = np.stack([b_first, 1 - b_first], axis=2).reshape(-1, 16).repeat(4, axis=1)
    analysed = known & (np.arange(64) % 4 > 0)
    groups = [np.where(analysed & (on == each), values, np.nan) for each in (0, 1)]
    a, b = (np.nanmean(group, axis=1) for group in groups)
    errors = sum(np.nanvar(group, axis=1, ddof=1) / (~np.isnan(group)).sum(axis=1) for group in groups)
    return float(np.mean(np.abs(a - b) > 2.02 * np.sqrt(errors)))


def test_the_size_holds_where_days_hang_together():
    """Days in a row have much in common, are rounded and missing; a t-test on the days is wrong twice as often."""
    trials = 1500
    rng = np.random.default_rng(7)
    felt, _, known, b_first = days_of_trials(rng, 8, 4, trials, Person())
    differences = differences_of(np.rint(felt), known, b_first, 4, 1)
    results = [sign_flip(row) for row in differences]
    alarms = np.mean([each.p <= 0.05 for each in results])
    assert alarms <= 0.05 + 2 * (0.05 * 0.95 / trials) ** 0.5
    assert alarms > 0.02
    assert t_test_alarms(np.rint(felt), known, b_first) > 0.08
    covered = np.mean([each.low <= 0 <= each.high for each in results])
    assert covered == pytest.approx(0.90, abs=0.025)
