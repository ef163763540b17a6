"""The array core: what must not change the answer, and diaries of which the answer is plain."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.simulate import Scenario, simulate
from tracker.analysis.drivers import reported_drivers
from tracker.analysis.drivers.arrays import standardised
from tracker.analysis.drivers.columns import outcome_columns, shape_columns
from tracker.analysis.drivers.testing import answers

REALISTIC = Scenario("few", factors=8, causes=3, answering=2, tide=1.0, lost_days=0.1, lost_values=0.05)
seeds = st.integers(0, 10_000)
few = settings(max_examples=8)


def p_values(diary):
    outcome = outcome_columns(diary.pain, diary.weekday)
    shapes = [
        shape_columns(column, is_yes_no=len(np.unique(column[~np.isnan(column)])) == 2)
        for column in diary.factors.T
    ]
    return [answer.p for answer in answers(outcome, shapes)]


@few
@given(seeds)
def test_the_order_of_the_factors_changes_nothing(seed):
    diary = simulate(REALISTIC, 250, seed)
    order = np.random.default_rng(seed).permutation(8)
    listed = reported_drivers(*diary[:3])
    assert reported_drivers(diary.pain, diary.factors[:, order], diary.weekday) == [listed[j] for j in order]


@few
@given(seeds, st.sampled_from([-1e4, -3.0, 0.5, 1e6]), st.sampled_from([1e-6, 0.3, 2.0, 1e9]))
def test_adding_a_constant_and_scaling_keep_every_p(seed, constant, scale):
    diary = simulate(REALISTIC, 200, seed)
    other = diary._replace(factors=(diary.factors + constant) * scale, pain=(diary.pain - constant) * scale)
    assert p_values(other) == pytest.approx(p_values(diary), rel=1e-5)
    assert reported_drivers(*other[:3]) == reported_drivers(*diary[:3])


@few
@given(seeds)
def test_turning_a_yes_no_round_keeps_every_p(seed):
    diary = simulate(Scenario("yes", factors=4, causes=1, yes_share=(0.2, 0.5)), 150, seed)
    yes_no = [len(np.unique(column)) == 2 for column in diary.factors.T]
    turned = diary._replace(factors=np.where(yes_no, 1 - diary.factors, diary.factors))
    assert p_values(turned) == pytest.approx(p_values(diary), rel=1e-6)


def persistent_pain(noise):
    pain = np.zeros(len(noise))
    for day in range(1, len(noise)):
        pain[day] = 0.6 * pain[day - 1] + noise[day]
    return pain


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("shift", [0, 1])
def test_a_factor_equal_to_the_noise_of_pain_is_never_listed(seed, shift):
    """Of the same day it follows pain; of tomorrow it is a record of pain, since nobody can know so much before."""
    noise = np.random.default_rng(seed).normal(size=365)
    factor = np.roll(noise, -shift)
    assert reported_drivers(4 + persistent_pain(noise), factor[:, None], np.arange(365) % 7) == [False]


@pytest.mark.parametrize("seed", range(6))
def test_a_plain_cause_is_listed_and_what_follows_pain_is_not(seed):
    random = np.random.default_rng(seed)
    cause = random.integers(0, 2, size=200).astype(float)
    noise = random.normal(size=200)
    noise[1:] += 2.5 * cause[:-1]
    pain = persistent_pain(noise)
    answer = pain + random.normal(size=200)
    assert reported_drivers(pain, np.column_stack([cause, answer]), np.arange(200) % 7) == [True, False]


DAYS = np.arange(200) % 7
PAIN = np.random.default_rng(1).integers(0, 11, size=200).astype(float)
FACTORS = np.random.default_rng(2).normal(size=(200, 3))


@pytest.mark.parametrize(
    ("pain", "factors", "expected"),
    [
        (np.empty(0), np.empty((0, 4)), 4),
        (np.empty(0), np.empty((0, 0)), 0),
        ([], [], 0),
        (PAIN[:1], FACTORS[:1], 3),
        (PAIN, np.empty((200, 0)), 0),
        (np.full(200, np.nan), FACTORS, 3),
        (PAIN, np.full((200, 3), np.nan), 3),
        (np.full(200, 4.0), FACTORS, 3),
        (PAIN, np.full((200, 3), 7.0), 3),
        (PAIN[:59], FACTORS[:59], 3),
        (PAIN, np.where(np.arange(200)[:, None] < 100, 0.0, 1.0), 1),
    ],
)
def test_where_nothing_can_be_said_nothing_is_listed(pain, factors, expected):
    assert reported_drivers(pain, factors, DAYS[: len(pain)]) == [False] * expected


@pytest.mark.parametrize("scale", [1e-300, 1e-12, 1e150, 1e307])
def test_the_unit_of_a_factor_may_be_huge_or_tiny(scale):
    cause = np.random.default_rng(3).integers(0, 4, size=200).astype(float)
    pain = np.roll(2 * cause, 1) + np.random.default_rng(4).normal(size=200)
    found = reported_drivers(pain, np.column_stack([cause * scale, FACTORS * scale]), DAYS)
    assert found == reported_drivers(pain, np.column_stack([cause, FACTORS]), DAYS)
    assert found[0]


def test_one_outlier_is_no_link():
    factor, pain = FACTORS[:, 0].copy(), PAIN.copy()
    factor[100], pain[101] = 1e9, 1e9
    assert reported_drivers(pain, factor[:, None], DAYS) == [False]


@pytest.mark.parametrize(
    ("pain", "factors", "weekday"),
    [
        (np.where(PAIN == 3, np.inf, PAIN), FACTORS, DAYS),
        (PAIN, np.where(FACTORS > 2, -np.inf, FACTORS), DAYS),
        (PAIN[:-1], FACTORS, DAYS),
        (PAIN, FACTORS, DAYS[:-1]),
        (PAIN, FACTORS, DAYS + 1),
        (PAIN, FACTORS, DAYS + 0.5),
        (PAIN, FACTORS[:, 0], DAYS),
        (FACTORS, FACTORS, DAYS),
    ],
)
def test_what_is_no_diary_is_refused(pain, factors, weekday):
    with pytest.raises(ValueError):
        reported_drivers(pain, factors, weekday)


def test_plain_lists_will_do():
    assert reported_drivers(PAIN.tolist(), FACTORS.tolist(), DAYS.tolist()) == reported_drivers(
        PAIN, FACTORS, DAYS
    )


def test_what_is_given_stays_as_it_was():
    pain, factors = PAIN.copy(), FACTORS.copy()
    reported_drivers(pain, factors, DAYS)
    assert (pain == PAIN).all()
    assert (factors == FACTORS).all()


def test_standardised_columns_have_the_mean_0_and_the_spread_1():
    values = np.array([1.0, np.nan, 4.0, 9.0, 16.0])
    scaled, spread = standardised(values)
    assert (np.nanmean(scaled), np.nanstd(scaled)) == (pytest.approx(0), pytest.approx(1))
    assert spread == pytest.approx(np.nanstd(values))
