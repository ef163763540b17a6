"""The test of an experiment on oneself: every coin thrown for its order might have fallen the other way.

In each pair of periods, or of episodes, a coin decided which of A and B came first. If both are alike, each difference
could as well have had the other sign, whatever days in a row have in common. So the p-value rests on the draw that
was really made and on nothing else (Fisher, The Design of Experiments, 1935, section 21; Edgington and Onghena,
Randomization Tests, 2007). A t-test on the days calls "different" in 9-22 % of trials in which nothing differs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, isnan, nan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

# Up to so many pairs all 2^pairs patterns of signs are looked at; above, the observed one and so many draws.
EXACT_PAIRS = 16
DRAWS = 9999
SEED = 19350421
# The interval holds every shift whose p-value is above one in so many: 90 %.
REJECTED_ONE_IN = 10
# Sums closer than this share of the sum of all sizes are the same sum: means of whole points over days differ by more.
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class SignFlip:
    """`mean` of the differences; `p`: the share of sign patterns whose mean is as far from 0, two-sided, above 0.

    `low` to `high`: the 90 % interval, both ends in it; without ends (-inf, inf) under five pairs, where no shift can
    be ruled out. Without any pair p is 1 and `mean` is NaN.
    """

    p: float
    mean: float
    low: float
    high: float


def sign_flip(differences: Iterable[float | None]) -> SignFlip:
    """The sign-flip randomisation test of differences B - A by pair, and its interval.

    `differences` in any unit, which `mean`, `low` and `high` share. None and NaN are pairs that miss a period and are
    left out; a difference of 0 is a difference and stays in. Up to EXACT_PAIRS exact, above by seeded draws: the same
    differences always give the same answer. The interval inverts the test: it holds each constant shift c that the
    test of the differences less c does not reject at 0.10.
    """
    import numpy as np

    known = np.array([each for each in differences if each is not None and not isnan(each)], dtype=np.float64)
    if not known.size:
        return SignFlip(p=1.0, mean=nan, low=-inf, high=inf)
    flipped = _flipped(known.size)
    mean = float(known.mean())
    moved = flipped @ known
    sums = np.abs(known.sum() - 2 * moved)
    as_far = int(np.count_nonzero(sums >= sums[0] - _TIE * np.abs(known).sum()))
    low, high = _interval(known, flipped, moved)
    return SignFlip(p=as_far / len(sums), mean=mean, low=min(low, mean), high=max(high, mean))


def _flipped(pairs: int) -> "Array":
    """Patterns of signs as rows of one column a pair, 1 where the sign is turned; the first row turns none.

    A pattern and its opposite give sums of one size, so the exact set holds one of the two: the first is never turned.
    """
    import numpy as np

    if pairs <= EXACT_PAIRS:
        numbers = np.arange(2 ** (pairs - 1))[:, np.newaxis]
        return (numbers << 1 >> np.arange(pairs) & 1).astype(np.float64)
    drawn = np.random.default_rng(SEED).integers(0, 2, size=(DRAWS, pairs))
    return np.vstack([np.zeros(pairs), drawn])


def _interval(known: "Array", flipped: "Array", moved: "Array") -> tuple[float, float]:
    """Without any search, by the typical values of Hartigan (JASA 1969;64:1303-1317).

    Below the mean, the pattern that turns the set F is as far out as the observed one at shift c just if c is no less
    than the mean of F or the mean of the rest. So p(c) counts the smaller of these two means, and the end of the
    interval is the one with which that count first passes a tenth of all patterns. Likewise above.
    """
    import numpy as np

    turned = flipped.sum(axis=1)
    parted = (turned > 0) & (turned < known.size)
    of_turned = moved[parted] / turned[parted]
    of_others = (known.sum() - moved[parted]) / (known.size - turned[parted])
    reach = len(flipped) // REJECTED_ONE_IN
    # Patterns that turn all or nothing are as far out as the observed one at every shift.
    before = reach - (len(flipped) - np.count_nonzero(parted))
    if before < 0:
        return -inf, inf
    low = np.partition(np.minimum(of_turned, of_others), before)[before]
    high = np.partition(-np.maximum(of_turned, of_others), before)[before]
    return float(low), -float(high)
