"""How long relief lasts, where some reliefs are still lasting: the product-limit curve of Kaplan and Meier (1958).

Everything here takes two sequences of the same length, lists or arrays: `days`, how long each relief was followed, at
least 0, and `returned`, whether it ended then (true) or was still lasting when last seen (false). On a tie returns
come before the others: who was last seen on day 5 was still followed when others came back on day 5.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log, sqrt
from operator import mul
from statistics import NormalDist
from typing import NamedTuple

from tracker.analysis.quantiles import beta_quantiles

LEVEL = 0.95
# Half is half, also where a product of shares misses it by a rounding.
_HALF = 0.5 + 1e-9


@dataclass(frozen=True, slots=True)
class Curve:
    """The share still away after each day on which any came back.

    `at_risk`: followed up to that day. `low` and `high`: the pointwise 95 % interval of `still_away`, by the beta
    product. `median`: the first day on which at most half were still away, None while more than half are.
    """

    times: tuple[float, ...]
    at_risk: tuple[int, ...]
    returns: tuple[int, ...]
    still_away: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    median: float | None


@dataclass(frozen=True, slots=True)
class Band:
    """The 95 % interval of the share still away from each of `starts` to the next one; the first is 0.

    It has more steps than the curve: where somebody was last seen, less is known from then on.
    """

    starts: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def at(self, day: float) -> tuple[float, float]:
        index = bisect_right(self.starts, day) - 1
        return self.low[index], self.high[index]

    def median_range(self) -> tuple[float | None, float | None]:
        """The days on which half may still be away: every day whose interval holds one half.

        The first None: possibly as early as can be. The second None: no end in sight.
        """
        first = next((day for day, low in zip(self.starts, self.low, strict=True) if low <= _HALF), None)
        last = next((day for day, high in zip(self.starts, self.high, strict=True) if high < 0.5), None)
        return first or None, last


class _Moment(NamedTuple):
    """A day on which any came back or were last seen."""

    day: float
    at_risk: int
    returns: int


def product_limit(days: Iterable[float], returned: Iterable[object]) -> Curve:
    """Raises ValueError where the two are not of the same length."""
    return curve_and_band(days, returned)[0]


def beta_product(days: Iterable[float], returned: Iterable[object]) -> Band:
    """The beta product interval of Fay, Brittain and Proschan, Biostatistics 2013;14:723-736, by matching moments.

    Holds its level with a handful of reliefs, and without censoring is that of Clopper and Pearson.
    """
    return curve_and_band(days, returned)[1]


def curve_and_band(days: Iterable[float], returned: Iterable[object]) -> tuple[Curve, Band]:
    """Both at once."""
    moments = _moments(days, returned)
    band = _band(moments)
    back = [moment for moment in moments if moment.returns]
    shares = _shares(back)
    intervals = [band.at(each.day) for each in back]
    curve = Curve(
        times=tuple(each.day for each in back),
        at_risk=tuple(each.at_risk for each in back),
        returns=tuple(each.returns for each in back),
        still_away=shares,
        low=tuple(low for low, _ in intervals),
        high=tuple(high for _, high in intervals),
        median=_median(back, shares),
    )
    return curve, band


def median_of(days: Iterable[float], returned: Iterable[object]) -> float | None:
    """The median of the curve alone."""
    back = [moment for moment in _moments(days, returned) if moment.returns]
    return _median(back, _shares(back))


def _shares(back: list[_Moment]) -> tuple[float, ...]:
    return tuple(accumulate((1 - each.returns / each.at_risk for each in back), mul))


def _median(back: list[_Moment], shares: tuple[float, ...]) -> float | None:
    return next((each.day for each, share in zip(back, shares, strict=True) if share <= _HALF), None)


def log_log(curve: Curve, level: float = LEVEL) -> list[tuple[float | None, float | None]]:
    """Greenwood's interval on the log-log scale at each of the curve's times: (0, None) where none is still away.

    Known to every statistics program and so a check on the curve; too short below a dozen reliefs, so not shown.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    spread, found = 0.0, list[tuple[float | None, float | None]]()
    for at_risk, returns, share in zip(curve.at_risk, curve.returns, curve.still_away, strict=True):
        if at_risk == returns:
            found.append((0.0, None))
            continue
        spread += returns / (at_risk * (at_risk - returns))
        width = z * sqrt(spread) / -log(share)
        found.append((share ** exp(width), share ** exp(-width)))
    return found


def share_on(curve: Curve, day: float) -> float:
    """The share still away after `day`; of use only up to the longest day followed, or where the curve ends at 0."""
    index = bisect_right(curve.times, day)
    return curve.still_away[index - 1] if index else 1.0


def restricted_mean(curve: Curve, until: float) -> float:
    """Mean days away of the first `until` days: the area under the curve."""
    edges = [0.0, *(day for day in curve.times if day < until), until]
    shares = [1.0, *curve.still_away]
    return sum(share * (end - start) for share, start, end in zip(shares, edges, edges[1:], strict=False))


def _moments(days: Iterable[float], returned: Iterable[object]) -> list[_Moment]:
    """In order of the days."""
    tally = Counter(zip(map(float, days), map(bool, returned), strict=True))
    found, at_risk = [], tally.total()
    for day in sorted({day for day, _ in tally}):
        returns = tally[day, True]
        found.append(_Moment(day, at_risk, returns))
        at_risk -= returns + tally[day, False]
    return found


def _band(moments: list[_Moment]) -> Band:
    """From one moment to the next the share still away lies between two products of beta variables.

    The upper one has a factor Beta(at risk - returns + 1, returns) for each day with returns so far. The lower one
    another factor Beta(at risk next, 1): the next return may be about to happen; after the last moment it is 0.
    """
    tail = (1 - LEVEL) / 2
    mean, square = 1.0, 1.0
    upper: list[tuple[float, float] | None] = [None]
    lower: list[tuple[float, float] | None] = []
    for moment in moments:
        lower.append(_matched(mean, square, moment.at_risk, 1))
        if moment.returns:
            mean, square = _times(mean, square, moment.at_risk - moment.returns + 1, moment.returns)
        upper.append(_as_beta(mean, square) if mean < 1 else None)
    lower.append(None)
    return Band(
        starts=(0.0, *(moment.day for moment in moments)),
        low=tuple(accumulate(_quantiles(lower, tail, 0.0), min)),
        high=tuple(accumulate(_quantiles(upper, 1 - tail, 1.0), min)),
    )


def _times(mean: float, square: float, a: float, b: float) -> tuple[float, float]:
    """The first two moments of a product when a factor Beta(a, b) comes in."""
    total = a + b
    return mean * a / total, square * a * (a + 1) / (total * (total + 1))


def _matched(mean: float, square: float, a: float, b: float) -> tuple[float, float]:
    return _as_beta(*_times(mean, square, a, b))


def _as_beta(mean: float, square: float) -> tuple[float, float]:
    """The beta distribution with these first two moments."""
    size = (mean - square) / (square - mean * mean)
    return mean * size, (1 - mean) * size


def _quantiles(shapes: list[tuple[float, float] | None], share: float, otherwise: float) -> list[float]:
    found = iter(beta_quantiles([shape for shape in shapes if shape is not None], share))
    return [otherwise if shape is None else next(found) for shape in shapes]
