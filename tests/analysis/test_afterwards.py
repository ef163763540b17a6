"""What happened after a day, worked out a second time from the plain text of a diary."""

import random
from statistics import median

import pytest

from tests.insights.spots import FIRST, spot
from tracker.analysis.afterwards import Afterwards, Stretch, afterwards


def test_a_stretch_of_the_same_length_lies_on_either_side_of_the_day():
    after = afterwards(spot("4 5 6 5 4 5 6 9 1 0 1 0 2 0 1"), FIRST + 7)
    assert (after.days, after.length) == (7, 7)
    assert (after.before, after.after) == (Stretch(7, 5.0), Stretch(7, 1.0))
    assert after.compares


def test_no_median_stands_on_fewer_than_seven_days():
    after = afterwards(spot("4 5 6 5 4 5 6 9 1 0 . 0 2 0 1"), FIRST + 7)
    assert after.after == Stretch(6, None)
    assert not after.compares


def test_no_more_than_ninety_days_are_set_side_by_side():
    after = afterwards(spot("5 " * 120 + "9 " + "1 " * 100), FIRST + 120)
    assert (after.days, after.length, after.before.known, after.after.known) == (100, 90, 90, 90)


def test_returns_after_the_day_count_and_the_one_that_began_on_it_does_not():
    found = spot("5 0 0 5 0 0 5 0 0 5", treated=(0, 3, 6))
    after = afterwards(found, FIRST + 3)
    assert (after.returns, after.quick, after.rapid_days) == (2, 2, 7)
    assert (after.away, after.known) == (4, 6)


def test_nothing_has_happened_since_today():
    assert afterwards(spot("5 0 0 5"), FIRST + 3) == Afterwards(
        0, 0, 0, 7, 0, 0, 0, Stretch(0, None), Stretch(0, None)
    )


@pytest.mark.parametrize("seed", range(40))
def test_medians_and_counts_are_those_of_a_second_reckoning(seed: int):
    chance = random.Random(seed)
    words = [chance.choice([".", *"0123456789"]) for _ in range(chance.randrange(20, 260))]
    day = chance.randrange(len(words))
    after = afterwards(spot(" ".join(words)), FIRST + day)
    length = min(len(words) - 1 - day, 90)
    sides = (words[max(day - length, 0) : day], words[day + 1 : day + 1 + length])
    for stretch, side in zip((after.before, after.after), sides, strict=True):
        pains = [int(word) for word in side if word != "."]
        assert stretch.known == len(pains)
        assert stretch.median == (median(pains) if len(pains) >= 7 else None)
    assert after.known == sum(word != "." for word in words[day + 1 :])
    # A quiet stretch begins with 0 or 1, ends with 3 or more, and with more than three unknown days in a row.
    away, quiet, unknown = 0, False, 0
    for number, word in enumerate(words):
        if word == ".":
            unknown += 1
            continue
        quiet = (quiet and unknown <= 3 and word == "2") or word in "01"
        unknown = 0
        away += quiet and number > day
    assert after.away == away
