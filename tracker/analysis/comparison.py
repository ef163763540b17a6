"""Whether reliefs after one treatment last longer than after another.

The person chooses the treatment, and stubborn spots tend to get one of them; so only spots that saw both count, and
labels are shuffled within each spot. The plain log-rank test would call "different" in 16-28 % of diaries in which
nothing differs; it is here as the published core that the scores rest on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    days = sorted(days for days, _ in followed)
    at_risk = {day: len(days) - index for index, day in reversed(list(enumerate(days)))}
    returns: dict[float, int] = {}
    for day, back in followed:
        returns[day] = returns.get(day, 0) + back
    expected, so_far = {}, 0.0
    for day in sorted(returns):
        so_far += returns[day] / at_risk[day]
        expected[day] = so_far
    return [back - expected[day] for day, back in followed]


def compare_all(groups: Mapping[str, Sequence[Followed]], shuffles: int = SHUFFLES) -> list[Comparison]:
    """Every pair of groups, in their order; the p of those that may be compared adjusted by Holm's method."""
    found = [_compare(pair, groups, shuffles) for pair in combinations(groups, 2)]
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


def _compare(pair: tuple[str, str], groups: Mapping[str, Sequence[Followed]], shuffles: int) -> Comparison:
    first, second = groups[pair[0]], groups[pair[1]]
    shared = {each.spot for each in first} & {each.spot for each in second}
    firsts, seconds = ([each for each in group if each.spot in shared] for group in (first, second))
    missing = Missing(
        reliefs=_short_of(ENOUGH_RELIEFS, len(firsts), len(seconds)),
        returns=_short_of(
            ENOUGH_RETURNS, *(sum(each.returned for each in group) for group in (firsts, seconds))
        ),
    )
    reliefs = (len(firsts), len(seconds))
    if not missing.nothing:
        return Comparison(*pair, len(shared), reliefs, missing)
    difference, p = within_spots(firsts, seconds, shuffles)
    return Comparison(*pair, len(shared), reliefs, missing, first_lasts_longer=difference < 0, p=p)


def _short_of(enough: int, *counts: int) -> tuple[int, int]:
    first, second = (max(0, enough - count) for count in counts)
    return first, second


class _Stratum(NamedTuple):
    """The scores of one spot; `chosen` of them belong to the first group."""

    scores: list[float]
    chosen: int


def within_spots(
    first: Iterable[Followed], second: Iterable[Followed], shuffles: int = SHUFFLES, seed: int = SEED
) -> tuple[float, float]:
    """Observed less expected returns of the first group, summed over spots, and the two-sided p of that sum.

    p is the share of shuffles of the labels within spots, the real one among them, that part the groups as far.
    """
    difference, sizes, strata = 0.0, [0, 0], []
    for ours, theirs in _by_spot(first, second):
        scores = log_rank_scores([(each.days, each.returned) for each in (*ours, *theirs)])
        difference += sum(scores[: len(ours)])
        strata.append(_Stratum(scores, len(ours)))
        sizes = [sizes[0] + len(ours), sizes[1] + len(theirs)]
    if min(sizes) >= NORMAL_FROM:
        return difference, _normal_p(difference, strata)
    return difference, _shuffled_p(difference, strata, shuffles, seed)


def _by_spot(
    first: Iterable[Followed], second: Iterable[Followed]
) -> list[tuple[list[Followed], list[Followed]]]:
    """Of each spot the reliefs of either group, where it saw both."""
    found: dict[str, tuple[list[Followed], list[Followed]]] = {}
    for index, group in enumerate((first, second)):
        for each in group:
            found.setdefault(each.spot, ([], []))[index].append(each)
    return [groups for _, groups in sorted(found.items()) if all(groups)]


def _normal_p(difference: float, strata: list[_Stratum]) -> float:
    """By the exact variance of the shuffled sum: of drawing some of the scores of a spot without putting back."""
    variance = 0.0
    for scores, chosen in strata:
        n = len(scores)
        variance += chosen * (n - chosen) / (n * (n - 1)) * sum(score**2 for score in scores)
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

    n = len(stratum.scores)
    drawn = min(stratum.chosen, n - stratum.chosen)
    decks = np.tile(np.array(stratum.scores), (shuffles, 1))
    rows = np.arange(shuffles)
    sums = np.zeros(shuffles)
    for card in range(drawn):
        picked = generator.integers(card, n, size=shuffles)
        sums += decks[rows, picked]
        decks[rows, picked] = decks[:, card]
    return sums if drawn == stratum.chosen else -sums
