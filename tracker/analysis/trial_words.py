"""What a result says, as the numbers and choices that a sentence needs; the sentences themselves are the pages'.

"In 7 of 8 pairs pain was lower with B. On average 0.8 points lower (likely 0.3 to 1.2). If B made no difference, a
result this clear would come up by luck about 2 times in 100." Likely always means the 90 % interval; points have one
decimal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import floor, isfinite
from typing import NamedTuple

from tracker.analysis.trial_plan import Condition
from tracker.analysis.trials import SignFlip


class Luck(NamedTuple):
    """About `times` times in `of`; where `at_most`, in fewer than that."""

    times: int
    of: int
    at_most: bool = False


class Often(Enum):
    """How often a difference would be noticed, in words that promise no more than a simulation knows."""

    HARDLY_EVER = "hardly ever"
    QUARTER = "about a quarter of the time"
    THIRD = "about a third of the time"
    HALF = "about half of the time"
    TWO_THIRDS = "about two thirds of the time"
    THREE_QUARTERS = "about three quarters of the time"
    NEARLY_ALWAYS = "nearly always"


@dataclass(frozen=True, slots=True)
class PlainResult:
    """`lower`: the condition with the lower mean, None where both are the same to one decimal.

    `in_pairs` of `pairs` had it lower, in `equal` both were the same, without any `lower` those with B lower. `points`
    how much lower, `low` to `high` the likely range of that: a `low` below 0 means that it may be as much higher;
    None: no end to it. All rounded to one decimal. `luck`: how often a result this clear comes up if B makes no
    difference.
    """

    lower: Condition | None
    in_pairs: int
    equal: int
    pairs: int
    points: float
    low: float | None
    high: float | None
    luck: Luck


def plain_result(differences: Sequence[float], test: SignFlip) -> PlainResult:
    """`differences` B - A of the complete pairs, at least one, and their test."""
    points = _rounded(abs(test.mean))
    lower: Condition | None = ("A" if test.mean > 0 else "B") if points else None
    # As seen from the condition that is lower, so that the range is about how much lower it is.
    low, high = (test.low, test.high) if lower == "A" else (-test.high, -test.low)
    sign = 1 if lower == "A" else -1
    return PlainResult(
        lower=lower,
        in_pairs=sum(sign * each > 0 for each in differences),
        equal=sum(each == 0 for each in differences),
        pairs=len(differences),
        points=points,
        low=_end(low),
        high=_end(high),
        luck=luck_of(test.p),
    )


def luck_of(p: float) -> Luck:
    """In a hundred, or in a thousand or ten thousand where that would round to nothing."""
    for of in (100, 1000, 10_000):
        times = floor(p * of + 0.5)
        if times:
            return Luck(times, of)
    return Luck(1, 10_000, at_most=True)


def often(power: float) -> Often:
    """The nearest of the words; a tenth or less is hardly ever, nine tenths or more nearly always."""
    if power <= 0.1:
        return Often.HARDLY_EVER
    if power >= 0.9:
        return Often.NEARLY_ALWAYS
    named = {
        Often.QUARTER: 1 / 4,
        Often.THIRD: 1 / 3,
        Often.HALF: 1 / 2,
        Often.TWO_THIRDS: 2 / 3,
        Often.THREE_QUARTERS: 3 / 4,
    }
    return min(named, key=lambda each: abs(named[each] - power))


def _end(value: float) -> float | None:
    return _rounded(value) if isfinite(value) else None


def _rounded(value: float) -> float:
    """To one decimal, halves away from 0 whatever binary makes of them, and never -0.0."""
    tenths = round(abs(value) * 10, 6)
    size = floor(tenths + 0.5) / 10
    return -size if value < 0 and size else size
