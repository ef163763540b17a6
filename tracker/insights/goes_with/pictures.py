"""Small drawings: an interval on the scale of the page, and days as dots."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from tracker.analysis.drivers.findings import Contrast
from tracker.insights.goes_with.words import Scale

# The scale reaches at least so far to both sides of zero: points of pain, or a share.
LEAST_REACH = {False: 2.0, True: 0.2}
STEP = {False: 1.0, True: 0.1}
MOST_REACH = {False: 10.0, True: 1.0}
# Room at both ends of the scale for half a dot, in percent.
_EDGE = 3.0
HIGHEST = 10
# Dots of one row lie at most so far apart, in percent of the width.
_PITCH = 5.0


@dataclass(frozen=True, slots=True)
class Interval:
    """Places in percent of the width. `label`: the same in words."""

    low: str
    high: str
    dot: str
    label: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the common scale of a page goes to both sides of zero."""

    most: float
    scale: Scale

    @property
    def ends(self) -> tuple[str, str]:
        most = f"{100 * self.most:.0f}" if self.scale.is_onset else f"{self.most:.0f}"
        return f"{most} points lower", f"{most} points higher"

    def place(self, value: float) -> str:
        share = (min(max(value / self.most, -1.0), 1.0) + 1) / 2
        return f"{_EDGE + share * (100 - 2 * _EDGE):.2f}"

    def interval(self, contrast: Contrast) -> Interval:
        size, way = self.scale.size(contrast.points), self.scale.direction(contrast.points)
        return Interval(
            low=self.place(contrast.low),
            high=self.place(contrast.high),
            dot=self.place(contrast.points),
            label=f"{size} {self.scale.unit} {way}, {self.scale.likely(contrast)}",
        )


def reach_of(contrasts: Iterable[Contrast], scale: Scale) -> Reach:
    """Far enough for every interval of the page, as far as pain or a chance can differ."""
    step, least = STEP[scale.is_onset], LEAST_REACH[scale.is_onset]
    most = max((max(abs(each.low), abs(each.high)) for each in contrasts), default=0.0)
    return Reach(min(max(least, ceil(most / step) * step), MOST_REACH[scale.is_onset]), scale)


@dataclass(frozen=True, slots=True)
class DotRow:
    """Days with the same pain. `dots`: a path with one dot a day, for a box 100 wide."""

    label: str
    css: str
    dots: str
    days: int


@dataclass(frozen=True, slots=True)
class DotColumn:
    """One kind of days: rows from the highest value to the lowest. `mean`: as plain as it is."""

    title: str
    days: int
    mean: str
    rows: list[DotRow]


def dot_column(title: str, values: Sequence[float], *, is_onset: bool) -> DotColumn:
    """Each day is one dot; where a row would be too long they overlap, the longest row filling the width."""
    counts = Counter(round(value) for value in values)
    levels = (1, 0) if is_onset else range(HIGHEST, -1, -1)
    pitch = min(_PITCH, (100 - 2 * _EDGE) / max([*counts.values(), 1]))
    mean = sum(values) / len(values) if values else 0.0
    return DotColumn(
        title=title,
        days=len(values),
        mean=f"{100 * mean:.0f} in 100" if is_onset else f"{mean:.1f} on average",
        rows=[
            DotRow(
                label=("began" if level else "none") if is_onset else f"{level}",
                css="" if is_onset else f"pain-{level}",
                dots="".join(f"M{_EDGE + pitch * number:.2f} 5h.01" for number in range(counts[level])),
                days=counts[level],
            )
            for level in levels
        ],
    )
