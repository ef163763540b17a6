"""The result of periods; each edge case with the name of what comes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.trial_diaries import FIRST, days, orders, steady
from tracker.analysis.trial_outcome import ENOUGH_PAIRS, Closed, Fate, Finding, Kept, finding_of
from tracker.analysis.trial_periods import Observed, PeriodResult, period_result
from tracker.analysis.trial_plan import PeriodPlan
from tracker.analysis.trials import SignFlip, sign_flip

PLAN = PeriodPlan(FIRST, pairs=8, length=4, wash=1)
ORDER = orders("AB BA BA AB AB BA AB BA")
A = [5, 6, 4, 5, 7, 5, 6, 5]
B = [4, 4, 3, 5, 4, 4, 5, 6]
AFTER = PLAN.opens


def result(values, plan=PLAN, order=ORDER, today=None, ended=None, **observed) -> PeriodResult:
    found = period_result(plan, order, Observed(values, **observed), today or plan.opens, ended)
    assert isinstance(found, PeriodResult)
    return found


def test_a_trial_is_analysed_by_the_means_of_its_periods():
    found = result(steady(PLAN, ORDER, A, B))
    assert found.differences == (-1, -2, -1, 0, -3, -1, -1, 1)
    assert found.test == sign_flip([-1, -2, -1, 0, -3, -1, -1, 1])
    assert found.fates == {Fate.COMPLETE: 8}
    assert [each.planned.number for each in found.periods] == list(range(1, 17))
    assert (found.ended, found.stopped_early) == (PLAN.last, False)


def test_days_of_the_wash_do_not_count():
    plan = PeriodPlan(FIRST, pairs=1, length=4, wash=1)
    (pair,) = result(days("9246 9135"), plan, orders("AB")).pairs
    assert (pair.a.mean, pair.b.mean, pair.difference) == (4, 3, -1)
    assert (pair.a.known, pair.a.of) == (3, 3)


def test_an_outcome_of_the_next_day_belongs_to_the_day_before():
    plan = PeriodPlan(FIRST, pairs=1, length=3, wash=1, horizon=1)
    (pair,) = result(days("..24 .68"), plan, orders("BA")).pairs
    assert (pair.b.mean, pair.a.mean) == (3, 7)


@pytest.mark.parametrize(
    ("length", "text", "fate"),
    [
        (4, "92.. 9246", Fate.NOT_KNOWN),
        (4, "92.4 9.46", Fate.COMPLETE),
        (3, "9.4 944", Fate.COMPLETE),
        (3, "9.. 944", Fate.NOT_KNOWN),
        (4, ".... 9246", Fate.NOT_KNOWN),
    ],
)
def test_a_period_with_under_half_of_its_days_known_drops_its_pair(length, text, fate):
    plan = PeriodPlan(FIRST, pairs=1, length=length, wash=1)
    found = result(days(text), plan, orders("AB"))
    assert found.fates == {fate: 1}
    assert (found.pairs[0].difference is None) == (fate is not Fate.COMPLETE)


def test_a_dropped_pair_is_counted_and_changes_no_other():
    values = steady(PLAN, ORDER, A, B)
    for day in range(FIRST + 9, FIRST + 12):
        del values[day]
    found = result(values)
    assert found.fates == {Fate.COMPLETE: 7, Fate.NOT_KNOWN: 1}
    assert found.test == sign_flip([-1, None, -1, 0, -3, -1, -1, 1])


def test_there_is_no_result_before_the_end():
    observed = Observed(steady(PLAN, ORDER, A, B))
    assert period_result(PLAN, ORDER, observed, PLAN.last) == Closed(PLAN.opens)
    assert period_result(PLAN, ORDER, observed, FIRST) == Closed(PLAN.opens)


def test_an_early_stop_is_reported_and_analysed_with_the_pairs_completed():
    ended = FIRST + 6 * 8 + 4
    found = result(steady(PLAN, ORDER, A, B), today=ended, ended=ended)
    assert found.stopped_early
    assert found.ended == ended
    assert found.test == sign_flip([-1, -2, -1, 0, -3, -1])
    # The seventh pair has an odd last period, the eighth was not begun.
    assert [pair.fate for pair in found.pairs[6:]] == [Fate.ODD, Fate.NOT_REACHED]
    assert len(found.periods) == 13


def test_a_stop_within_the_first_period_of_a_pair_leaves_the_pair_out():
    ended = FIRST + 2
    found = result(steady(PLAN, ORDER, A, B), today=ended, ended=ended)
    assert found.fates == {Fate.NOT_REACHED: 8}
    assert (found.periods, found.finding) == ((), Finding.TOO_FEW_PAIRS)


def test_a_stop_on_the_last_day_or_later_is_no_early_one():
    values = steady(PLAN, ORDER, A, B)
    found = result(values, ended=PLAN.last)
    assert not found.stopped_early
    assert found == result(values)
    assert period_result(PLAN, ORDER, Observed(values), PLAN.last, PLAN.last) == Closed(PLAN.opens)


def test_under_six_complete_pairs_there_is_only_the_list():
    for pairs, finding in (
        (ENOUGH_PAIRS - 1, Finding.TOO_FEW_PAIRS),
        (ENOUGH_PAIRS, Finding.MORE_WITH_A),
    ):
        plan = PeriodPlan(FIRST, pairs=pairs)
        found = result(steady(plan, ORDER[:pairs], A, [each - 2 for each in A]), plan, ORDER[:pairs])
        assert (found.finding, len(found.differences)) == (finding, pairs)
        assert (found.test is None) == (pairs < ENOUGH_PAIRS)


def test_flares_are_marked_never_removed():
    values = steady(PLAN, ORDER, A, B)
    flares = {FIRST + 1, FIRST + 2, FIRST + 13, PLAN.last + 40}
    found = result(values, flares=flares)
    assert found.test == result(values).test
    assert found.without_flares is not None
    # The first period loses two of its three days, another one of three.
    assert (found.without_flares.marked_days, found.without_flares.pairs) == (3, 7)
    assert found.without_flares.test == sign_flip([-2, -1, 0, -3, -1, -1, 1])


def test_marks_outside_of_analysed_days_make_no_second_figure():
    assert result(steady(PLAN, ORDER, A, B), flares={FIRST, FIRST - 1}).without_flares is None


def test_as_assigned_whatever_was_kept_to():
    values = steady(PLAN, ORDER, A, B)
    kept = {FIRST: True, FIRST + 1: False, FIRST + 4: True, FIRST - 1: True, PLAN.last + 1: True}
    found = result(values, kept=kept)
    assert found.test == result(values).test
    assert found.kept == {"A": Kept(32, 2, 1), "B": Kept(32, 1, 1)}
    assert found.kept["A"].share == 0.5
    assert result(values).kept["A"].share is None


def test_days_to_come_are_not_known():
    plan = PeriodPlan(FIRST, pairs=1, length=2, wash=0)
    found = result(days("33 33"), plan, orders("AB"), today=FIRST + 2, ended=FIRST + 2)
    assert found.fates == {Fate.ODD: 1}


@pytest.mark.parametrize(
    ("test", "finding"),
    [
        (None, Finding.TOO_FEW_PAIRS),
        (SignFlip(0.05, -1.0, -1.5, -0.5), Finding.MORE_WITH_A),
        (SignFlip(0.05, 1.0, 0.5, 1.5), Finding.MORE_WITH_B),
        (SignFlip(0.051, 1.0, 0.1, 1.5), Finding.CANNOT_TELL),
        (SignFlip(0.4, 0.1, -0.5, 0.5), Finding.LITTLE_DIFFERENCE),
        (SignFlip(0.4, 0.1, -0.5, 0.6), Finding.CANNOT_TELL),
        (SignFlip(0.03, 0.3, 0.2, 0.4), Finding.MORE_WITH_B),
    ],
)
def test_what_may_be_said(test, finding):
    assert finding_of(test) == finding


values_of_days = st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=64, max_size=64)


@settings(max_examples=50)
@given(values_of_days, st.integers(-3, 3), st.lists(st.sampled_from(["AB", "BA"]), min_size=8, max_size=8))
def test_a_constant_changes_nothing_and_other_names_turn_the_sign(listed, constant, order):
    values = {FIRST + index: float(value) for index, value in enumerate(listed) if value is not None}
    found = result(values, order=order)
    moved = result({day: value + constant for day, value in values.items()}, order=order)
    assert moved.fates == found.fates
    assert moved.differences == pytest.approx(found.differences)
    renamed = result(values, order=[each[::-1] for each in order])
    assert renamed.differences == pytest.approx([-each for each in found.differences])
    if found.test is None or moved.test is None or renamed.test is None:
        assert found.test == moved.test == renamed.test
        return
    assert moved.test.p == found.test.p == renamed.test.p
    assert (renamed.test.low, renamed.test.high) == pytest.approx((-found.test.high, -found.test.low))
    assert (moved.test.low, moved.test.high) == pytest.approx((found.test.low, found.test.high))
