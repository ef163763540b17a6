"""Days away per relief, in order of time, as a small picture of dots."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from tracker.analysis.away import Halves
from tracker.analysis.returns import DurabilityRecord
from tracker.timelines.words import return_words

# Pixels down; across it is per cent. With few reliefs they stand side by side at the left.
HEIGHT, LABEL = 96, 12
_FEWEST_PLACES = 14
# More than this cannot be told apart on a phone: then the latest are shown.
MOST = 120
_MARKS = (1, 2, 4, 7, 14, 30, 60, 120, 240, 365, 730)


@dataclass(frozen=True, slots=True)
class Dot:
    """From `top` to `bottom` where the day lies in a gap. `open`: still away when last seen."""

    x: float
    top: float
    bottom: float
    open: bool
    words: str

    @property
    def is_interval(self) -> bool:
        return not self.open and self.bottom - self.top >= 1


@dataclass(frozen=True, slots=True)
class Line:
    """Across the picture, or from `x` on `width` wide."""

    y: float
    label: str
    x: float = 0
    width: float = 100


@dataclass(frozen=True, slots=True)
class AwayDots:
    dots: tuple[Dot, ...]
    marks: tuple[Line, ...]
    medians: tuple[Line, ...]
    rapid: Line | None
    left_off: int
    height: int = HEIGHT + LABEL

    @property
    def shown(self) -> int:
        return len(self.dots)

    @property
    def radius(self) -> float:
        """Small where many stand close together."""
        return 3.4 if self.shown <= 50 else 2.4

    @property
    def has_open(self) -> bool:
        return any(dot.open for dot in self.dots)

    @property
    def has_intervals(self) -> bool:
        return any(dot.is_interval for dot in self.dots)


def dots_of(records: Sequence[DurabilityRecord], rapid_days: int, halves: Halves | None) -> AwayDots:
    shown = records[-MOST:]
    highest = max(rapid_days + 1, *(_latest(record) for record in shown))
    lowest = max(1, min(rapid_days, *(record.days[0] for record in shown)))

    def y(days: float) -> float:
        """By the logarithm, so that 3 and 5 days stay apart where one relief lasted for months."""
        return round(LABEL + (HEIGHT - 8) * (1 - log(max(days, lowest) / lowest) / log(highest / lowest)), 1)

    places = max(len(shown), _FEWEST_PLACES)
    dots = tuple(
        Dot(
            x=round((place + 0.5) / places * 100, 2),
            top=y(_latest(record)),
            bottom=y(record.days[0]),
            open=not record.came_back,
            words=return_words(record),
        )
        for place, record in enumerate(shown)
    )
    marks = tuple(Line(y(days), str(days)) for days in _marks(lowest, highest, rapid_days, y))
    medians = () if halves is None or len(shown) < len(records) else tuple(_medians(halves, places, y))
    return AwayDots(dots, marks, medians, Line(y(rapid_days), str(rapid_days)), len(records) - len(shown))


def _latest(record: DurabilityRecord) -> int:
    return record.days[0] if record.days[1] is None else record.days[1]


def _marks(lowest: int, highest: int, rapid_days: int, y: Callable[[float], float]) -> list[int]:
    """Days written at the side, far enough from one another and from the line of quick returns."""
    chosen: list[int] = [rapid_days]
    for days in _MARKS:
        if lowest <= days <= highest and all(abs(y(days) - y(other)) >= LABEL for other in chosen):
            chosen.append(days)
    return chosen[1:]


def _medians(halves: Halves, places: int, y: Callable[[float], float]) -> Iterator[Line]:
    start = 0
    for away in (halves.earlier, halves.later):
        if away.median is not None:
            yield Line(
                y(away.median), "", round(start / places * 100, 2), round(away.reliefs / places * 100, 2)
            )
        start += away.reliefs
