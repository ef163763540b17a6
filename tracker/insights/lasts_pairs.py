"""Treatments side by side: which pairs show a clear difference, which none, and for which it is too early."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import NamedTuple

from tracker.analysis.comparison import Comparison
from tracker.insights.words import counted
from tracker.vocabulary import within_a_sentence

# Of differences that are none so many are called one.
ALPHA = 0.05


class Compared(NamedTuple):
    """Two treatments, what is said of them, and what that rests on."""

    pair: str
    words: str
    rests_on: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """`unclear`: the pairs without a clear difference in one sentence, their figures in `unclear_rows`."""

    clear: list[Compared]
    unclear: str
    unclear_rows: list[Compared]
    too_early: list[Compared]

    @property
    def any(self) -> bool:
        return bool(self.clear or self.unclear_rows or self.too_early)


def pairs_of(found: Sequence[Comparison]) -> Pairs:
    """Those compared with the clearest first, those too early with the nearest first."""
    compared = sorted((each.p, number) for number, each in enumerate(found) if each.p is not None)
    clear = [found[number] for p, number in compared if p <= ALPHA]
    unclear = [found[number] for p, number in compared if p > ALPHA]
    waiting = [each for each in found if each.p is None]
    waiting.sort(key=lambda each: sum((*each.missing.reliefs, *each.missing.returns)))
    return Pairs(
        clear=[_clear(each) for each in clear],
        unclear=_unclear_words([each for each in found if each.p is not None and each.p > ALPHA]),
        unclear_rows=[
            Compared(_pair(each), f"{_luck(each).capitalize()}.", _rests_on(each)) for each in unclear
        ],
        too_early=[_too_early(each) for each in waiting],
    )


def _clear(found: Comparison) -> Compared:
    longer = found.first if found.first_lasts_longer else found.second
    words = f"Reliefs after {within_a_sentence(longer)} lasted longer; {_luck(found)}."
    return Compared(_pair(found), words, _rests_on(found))


def _unclear_words(found: Sequence[Comparison]) -> str:
    """As in: No clear difference between any two of heat, cold and massage."""
    names = [
        within_a_sentence(name) for name in dict.fromkeys(name for each in found for name in _both(each))
    ]
    if not names:
        return ""
    if len(found) == comb(len(names), 2):
        between = "between" if len(names) == 2 else "between any two of"
        return f"No clear difference {between} {', '.join(names[:-1])} and {names[-1]}."
    return f"No clear difference: {'; '.join(within_a_sentence(_pair(each)) for each in found)}."


def _both(found: Comparison) -> tuple[str, str]:
    return found.first, found.second


def _rests_on(found: Comparison) -> str:
    reliefs = f"{found.reliefs[0]} and {found.reliefs[1]} reliefs"
    return f"{reliefs} in the {counted(found.spots, 'spot')} that saw both"


def _pair(found: Comparison) -> str:
    return f"{found.first} and {within_a_sentence(found.second)}"


def _luck(found: Comparison) -> str:
    times = round(100 * (1.0 if found.p is None else found.p))
    often = "less than 1 time in 100" if times < 1 else f"{counted(times, 'time')} in 100"
    return f"by luck alone {often} they come apart as far"


def _too_early(found: Comparison) -> Compared:
    """As in: Heat and cold. Too early to compare (needs 4 more reliefs with cold, in spots with both)."""
    if not found.spots:
        return Compared(_pair(found), "Too early to compare: no spot has had relief after both.", "")
    needs = [
        _needs(reliefs, returns, within_a_sentence(name))
        for reliefs, returns, name in zip(
            found.missing.reliefs, found.missing.returns, (found.first, found.second), strict=True
        )
    ]
    needed = " and ".join(filter(None, needs))
    return Compared(_pair(found), f"Too early to compare (needs {needed}, in spots with both).", "")


def _needs(reliefs: int, returns: int, name: str) -> str:
    parts = [
        counted(reliefs, "more relief") if reliefs else "",
        counted(returns, "more return") if returns else "",
    ]
    needed = " with ".join([" and ".join(filter(None, parts)), name])
    return needed if reliefs or returns else ""
