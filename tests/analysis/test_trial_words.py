import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.analysis.trial_words import Luck, Often, PlainResult, luck_of, often, plain_result
from tracker.analysis.trials import SignFlip, sign_flip


def test_seven_of_eight_pairs_lower_with_b():
    differences = [-1.0, -0.5, -1.25, 0.25, -0.75, -1.5, -0.5, -1.0]
    found = plain_result(differences, sign_flip(differences))
    assert found == PlainResult("B", 7, 0, 8, 0.8, 0.4, 1.1, Luck(2, 100))


def test_the_range_is_seen_from_the_condition_that_is_lower():
    found = plain_result([2.0, 1.0, 0.0], SignFlip(0.3, 1.0, -0.26, 2.04))
    assert found == PlainResult("A", 2, 1, 3, 1.0, -0.3, 2.0, Luck(30, 100))
    found = plain_result([-2.0, -1.0, 0.0], SignFlip(0.3, -1.0, -2.04, 0.26))
    assert found == PlainResult("B", 2, 1, 3, 1.0, -0.3, 2.0, Luck(30, 100))


def test_no_difference_to_one_decimal_is_none():
    found = plain_result([1.0, -1.0, 0.1], SignFlip(1.0, 0.033, -1.0, 1.0))
    assert found == PlainResult(None, 1, 0, 3, 0.0, -1.0, 1.0, Luck(100, 100))


def test_a_range_without_an_end():
    found = plain_result([1.0, 1.0], sign_flip([1.0, 1.0]))
    assert (found.low, found.high) == (None, None)


@pytest.mark.parametrize(
    ("p", "luck"),
    [
        (1.0, Luck(100, 100)),
        (0.0234, Luck(2, 100)),
        (0.025, Luck(3, 100)),
        (0.0078, Luck(1, 100)),
        (0.005, Luck(1, 100)),
        (0.0039, Luck(4, 1000)),
        (0.0003, Luck(3, 10_000)),
        (0.00003, Luck(1, 10_000, at_most=True)),
    ],
)
def test_luck(p, luck):
    assert luck_of(p) == luck


@pytest.mark.parametrize(
    ("power", "words"),
    [
        (0.0, Often.HARDLY_EVER),
        (0.1, Often.HARDLY_EVER),
        (0.16, Often.QUARTER),
        (0.3, Often.THIRD),
        (0.488, Often.HALF),
        (0.65, Often.TWO_THIRDS),
        (0.76, Often.THREE_QUARTERS),
        (0.89, Often.THREE_QUARTERS),
        (0.9, Often.NEARLY_ALWAYS),
    ],
)
def test_how_often(power, words):
    assert often(power) is words


@settings(max_examples=60)
@given(st.lists(st.integers(-20, 20).map(lambda n: n / 4), min_size=6, max_size=10))
def test_other_names_for_a_and_b_change_the_name_and_nothing_else(differences):
    found = plain_result(differences, sign_flip(differences))
    turned = [-each for each in differences]
    swapped = plain_result(turned, sign_flip(turned))
    assert found.low <= found.points <= found.high or found.lower is None
    if found.lower is None:
        assert swapped.lower is None
        return
    assert {found.lower, swapped.lower} == {"A", "B"}
    same = ("in_pairs", "equal", "pairs", "points", "luck")
    assert [getattr(found, name) for name in same] == [getattr(swapped, name) for name in same]
    assert (found.low, found.high) == pytest.approx((swapped.low, swapped.high))
