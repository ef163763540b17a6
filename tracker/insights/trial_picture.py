"""The picture of all period means in order of time. Places are in percent, so that letters keep their size."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tracker.analysis.trial_periods import Pair, PeriodMean

# The scale of pain reaches at least so far, so that small differences do not look large.
LEAST_TOP = 4
# So many numbers of pairs fit below the picture on a phone.
MOST_LABELS = 12


@dataclass(frozen=True)
class Mark:
    """One period. `y` None: it has no mean. `counts`: it is part of a complete pair."""

    x: float
    y: float | None
    condition: str
    counts: bool


@dataclass(frozen=True)
class PairLine:
    """A pair from its first to its second period. `label`: its number, empty where there is no room."""

    x1: float
    y1: float | None
    x2: float
    y2: float | None
    middle: float
    left: float
    width: float
    shaded: bool
    label: str

    @property
    def joined(self) -> bool:
        return self.y1 is not None and self.y2 is not None


@dataclass(frozen=True)
class Picture:
    top: int
    ticks: list[tuple[int, float]]
    marks: list[Mark]
    pairs: list[PairLine]

    @property
    def has_pale(self) -> bool:
        """Whether any period shown belongs to a pair that is left out."""
        return any(not mark.counts for mark in self.marks)


def picture_of(pairs: Sequence[Pair]) -> Picture:
    """`pairs` that began, in order of time."""
    means = [each.mean for pair in pairs for each in (pair.a, pair.b) if each.mean is not None and each.over]
    top = min(10, max(LEAST_TOP, ceil(max(means, default=0)) + (max(means, default=0) % 1 > 0.8)))
    width = 100 / max(len(pairs), 1)
    marks, lines = [], []
    every = ceil(len(pairs) / MOST_LABELS)
    for index, pair in enumerate(pairs):
        first, second = (pair.a, pair.b) if pair.order == "AB" else (pair.b, pair.a)
        left = index * width
        x1, x2 = left + 0.28 * width, left + 0.72 * width
        y1, y2 = _height(first, top), _height(second, top)
        complete = pair.difference is not None
        marks += [Mark(x1, y1, pair.order[0], complete), Mark(x2, y2, pair.order[1], complete)]
        label = str(pair.number) if index % every == 0 else ""
        lines.append(PairLine(x1, y1, x2, y2, left + width / 2, left, width, index % 2 == 0, label))
    step = 1 if top <= 5 else 2
    return Picture(top, [(each, 100 - 100 * each / top) for each in range(0, top + 1, step)], marks, lines)


def _height(period: PeriodMean, top: int) -> float | None:
    if period.mean is None or not period.over:
        return None
    return round(100 - 100 * period.mean / top, 2)
