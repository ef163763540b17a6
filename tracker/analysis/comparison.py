"""Whether reliefs after one treatment last longer than after another.

The person chooses the treatment, and stubborn spots tend to get one of them; so only spots that saw both count, and
labels are shuffled within each spot. The plain log-rank test would call "different" in 16-28 % of diaries in which
nothing differs; it is here as the published core that the scores rest on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import erfc, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

SHUFFLES = 4999
SEED = 20130430
# Of either treatment, in the spots that saw both. Below that a real difference would hardly ever be seen.
ENOUGH_RELIEFS = 8
ENOUGH_RETURNS = 5
# With so many reliefs of either treatment the shuffled sums follow the normal law, which gives the same p, to 0.005 or
# so below 0.15, at once.
NORMAL_FROM = 30


# How many reliefs were followed for so many days, and came back then or did not.
Tally = Counter[tuple[float, bool]]


class Followed(NamedTuple):
    """One relief: in which spot, for how many days it was followed, and whether the spot then came back."""

    spot: str
    days: float
    returned: bool


@dataclass(frozen=True, slots=True)
class LogRank:
    """`observed_minus_expected`: returns of the first group more than if both were alike. chi2 with 1 degree."""

    chi2: float
    p: float
    observed_minus_expected: float
    variance: float


@dataclass(frozen=True, slots=True)
class Missing:
    """How many more reliefs and returns of each of the two it takes, in spots that saw both."""

    reliefs: tuple[int, int]
    returns: tuple[int, int]

    @property
    def nothing(self) -> bool:
        return not any((*self.reliefs, *self.returns))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two treatments in the `spots` that saw both, on so many `reliefs` of each.

    `p`: how often luck alone would part them so far, adjusted for all pairs that were compared; None: too early,
    and `missing` says what for. `first_lasts_longer` has a meaning only beside a p.
    """

    first: str
    second: str
    spots: int
    reliefs: tuple[int, int]
    missing: Missing
    first_lasts_longer: bool = False
    p: float | None = None


def log_rank(first: Sequence[tuple[float, bool]], second: Sequence[tuple[float, bool]]) -> LogRank | None:
    """The log-rank test of Mantel (1966) of two groups of (days, returned); None where nothing can be compared."""
    difference = variance = 0.0
    for day in sorted({day for day, back in (*first, *second) if back}):
        at_risk = [sum(1 for followed, _ in group if followed >= day) for group in (first, second)]
        returns = [sum(1 for each in group if each == (day, True)) for group in (first, second)]
        all_at_risk, all_returns = sum(at_risk), sum(returns)
        share = at_risk[0] / all_at_risk
        difference += returns[0] - all_returns * share
        if all_at_risk > 1:
            left = (all_at_risk - all_returns) / (all_at_risk - 1)
            variance += all_returns * share * (1 - share) * left
    if variance <= 0:
        return None
    chi2 = difference**2 / variance
    return LogRank(chi2, erfc(sqrt(chi2 / 2)), difference, variance)


def log_rank_scores(followed: Sequence[tuple[float, bool]]) -> list[float]:
    """Of each relief its return, if any, less the returns to be expected while it was followed.

    Summed over a group they are the observed less the expected returns of the log-rank test; over all they are 0.
    """
    expected = _expected(Counter(followed))
    return [back - expected[day] for day, back in followed]


def _expected(tally: Tally) -> dict[float, float]:
    """By day the returns to be expected of a relief that was followed up to it."""
    followed, returns = defaultdict[float, int](int), defaultdict[float, int](int)
    for (day, back), times in tally.items():
        followed[day] += times
        returns[day] += back * times
    expected, so_far, at_risk = {}, 0.0, tally.total()
    for day in sorted(followed):
        so_far += returns[day] / at_risk
        expected[day] = so_far
        at_risk -= followed[day]
    return expected


def compare_all(groups: Mapping[str, Sequence[Followed]], shuffles: int = SHUFFLES) -> list[Comparison]:
    """Every pair of groups, in their order; the p of those that may be compared adjusted by Holm's method."""
    by_spot = {name: _by_spot(followed) for name, followed in groups.items()}
    found = [_compare(pair, by_spot, shuffles) for pair in combinations(groups, 2)]
    adjusted = iter(holm([each.p for each in found if each.p is not None]))
    return [each if each.p is None else replace(each, p=next(adjusted)) for each in found]


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted for being several, in the same order (Holm 1979)."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return adjusted


def _compare(pair: tuple[str, str], groups: Mapping[str, "_BySpot"], shuffles: int) -> Comparison:
    strata = _strata(groups[pair[0]], groups[pair[1]])
    reliefs = _reliefs(strata)
    returns = sum(each.first.returns for each in strata), sum(each.second.returns for each in strata)
    missing = Missing(_short_of(ENOUGH_RELIEFS, *reliefs), _short_of(ENOUGH_RETURNS, *returns))
    if not missing.nothing:
        return Comparison(*pair, len(strata), reliefs, missing)
    difference, p = _within(strata, shuffles, SEED)
    return Comparison(*pair, len(strata), reliefs, missing, first_lasts_longer=difference < 0, p=p)


def _short_of(enough: int, *counts: int) -> tuple[int, int]:
    first, second = (max(0, enough - count) for count in counts)
    return first, second


@dataclass(frozen=True)
class _OfASpot:
    """The reliefs of a group in one spot."""

    followed: list[tuple[float, bool]]

    @cached_property
    def tally(self) -> Tally:
        return Counter(self.followed)

    @cached_property
    def returns(self) -> int:
        return sum(returned for _, returned in self.followed)


_BySpot = Mapping[str, _OfASpot]


@dataclass(frozen=True)
class _Stratum:
    """One spot, with the reliefs of two groups."""

    first: _OfASpot
    second: _OfASpot

    @cached_property
    def expected(self) -> dict[float, float]:
        return _expected(self.first.tally + self.second.tally)

    @property
    def difference(self) -> float:
        """The scores of the first group added up."""
        expected = self.expected
        return sum(times * (back - expected[day]) for (day, back), times in self.first.tally.items())

    @property
    def variance(self) -> float:
        """Of such a sum when labels are shuffled: some of the scores are drawn, and none is put back."""
        expected, chosen = self.expected, len(self.first.followed)
        n = chosen + len(self.second.followed)
        squares = sum(
            times * (back - expected[day]) ** 2
            for tally in (self.first.tally, self.second.tally)
            for (day, back), times in tally.items()
        )
        return chosen * (n - chosen) / (n * (n - 1)) * squares


def within_spots(
    first: Iterable[Followed], second: Iterable[Followed], shuffles: int = SHUFFLES, seed: int = SEED
) -> tuple[float, float]:
    """Observed less expected returns of the first group, summed over spots, and the two-sided p of that sum.

    p is the share of shuffles of the labels within spots, the real one among them, that part the groups as far.
    """
    return _within(_strata(_by_spot(first), _by_spot(second)), shuffles, seed)


def _by_spot(followed: Iterable[Followed]) -> _BySpot:
    found = defaultdict[str, _OfASpot](lambda: _OfASpot([]))
    for spot, days, returned in followed:
        found[spot].followed.append((days, returned))
    return found


def _strata(first: _BySpot, second: _BySpot) -> list[_Stratum]:
    """Of the spots that saw both."""
    return [_Stratum(first[spot], second[spot]) for spot in sorted(first.keys() & second.keys())]


def _reliefs(strata: list[_Stratum]) -> tuple[int, int]:
    """Of either group."""
    return sum(len(each.first.followed) for each in strata), sum(len(each.second.followed) for each in strata)


def _within(strata: list[_Stratum], shuffles: int, seed: int) -> tuple[float, float]:
    difference = sum(each.difference for each in strata)
    if min(_reliefs(strata)) >= NORMAL_FROM:
        return difference, _normal_p(difference, sum(each.variance for each in strata))
    return difference, _shuffled_p(difference, strata, shuffles, seed)


def _normal_p(difference: float, variance: float) -> float:
    return erfc(abs(difference) / sqrt(2 * variance)) if variance else 1.0


def _shuffled_p(difference: float, strata: list[_Stratum], shuffles: int, seed: int) -> float:
    import numpy as np

    generator = np.random.default_rng(seed)
    sums = np.zeros(shuffles)
    for stratum in strata:
        sums += _shuffled_sums(stratum, shuffles, generator)
    as_far = int(np.count_nonzero(np.abs(sums) >= abs(difference) - 1e-9))
    return (1 + as_far) / (1 + shuffles)


def _shuffled_sums(
    stratum: _Stratum, shuffles: int, generator: "np.random.Generator"
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """Sums of the first group's scores. All scores add up to 0, so the smaller group is drawn, card by card."""
    import numpy as np

    scores = log_rank_scores([*stratum.first.followed, *stratum.second.followed])
    n, chosen = len(scores), len(stratum.first.followed)
    drawn = min(chosen, n - chosen)
    decks = np.tile(np.array(scores), (shuffles, 1))
    rows = np.arange(shuffles)
    sums = np.zeros(shuffles)
    for card in range(drawn):
        picked = generator.integers(card, n, size=shuffles)
        sums += decks[rows, picked]
        decks[rows, picked] = decks[:, card]
    return sums if drawn == chosen else -sums
