"""All treatments with a curve on one axis of days: a line each, with the day by which half were back."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from tracker.insights.lasts_card import CurveCard
from tracker.insights.lasts_curve import LONGEST, SHORTEST, DayLabel, Lasting, axis_of

# One line has nothing to stand beside.
FEWEST_LINES = 2
# What an arrow takes of the axis, at least.
_ARROW = 1.1


@dataclass(frozen=True, slots=True)
class HalfBack:
    """Days as they are said. `day` None: not reached until `longest`. `first`, `last`: its range, None where open."""

    day: int | None
    first: int | None
    last: int | None
    longest: int

    @property
    def words(self) -> str:
        return f"more than {self.longest} days" if self.day is None else f"day {self.day}"

    @property
    def range(self) -> str:
        """Nothing beside more than so many days, which is a range already."""
        if self.day is None:
            return ""
        if self.first is None and self.last is None:
            return "unsure"
        if self.last is None:
            return f"{self.first} or later"
        if self.first is None:
            return f"{self.last} at the latest"
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    @property
    def reach(self) -> float:
        """The day up to which the axis has to go."""
        return max(self.day or self.longest * _ARROW, self.first or 0, self.last or 0)


@dataclass(frozen=True, slots=True)
class Line:
    """`bar` from and to, `dot`: in percent of the width. `is_open`: it goes on past the end; `is_unsure`: on both."""

    card: CurveCard
    n: int
    half: HalfBack
    bar: tuple[str, str]
    dot: str
    is_open: bool
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class Overview:
    lines: list[Line]
    labels: list[DayLabel]

    @property
    def has_arrows(self) -> bool:
        return any(line.is_open for line in self.lines)


def overview_of(shown: Sequence[tuple[CurveCard, Lasting]]) -> Overview | None:
    """In the order of the cards, which has the untreated last."""
    if len(shown) < FEWEST_LINES:
        return None
    halves = [_half_back(known) for _, known in shown]
    reach = max(half.reach for half in halves)
    span = min(LONGEST, max(SHORTEST, 7 * ceil(reach / 7)))
    lines = [
        _line(card, known.reliefs, half, span) for (card, known), half in zip(shown, halves, strict=True)
    ]
    return Overview(lines, axis_of(span))


def _half_back(known: Lasting) -> HalfBack:
    first, last = known.band.median_range()
    median = known.curve.median
    return HalfBack(
        day=None if median is None else ceil(median),
        first=None if first is None else floor(first),
        last=None if last is None else ceil(last),
        longest=floor(known.longest),
    )


def _line(card: CurveCard, n: int, half: HalfBack, span: int) -> Line:
    start = half.longest if half.day is None else half.first or 0
    end = span if half.day is None or half.last is None else half.last
    return Line(
        card=card,
        n=n,
        half=half,
        bar=(_percent(start, span), _percent(end, span)),
        dot="" if half.day is None or half.day > span else _percent(half.day, span),
        is_open=half.day is None or half.last is None or half.last > span,
        is_unsure=half.day is not None and half.first is None and half.last is None,
    )


def _percent(day: int, span: int) -> str:
    return f"{min(100, 100 * day / span):.4g}"
