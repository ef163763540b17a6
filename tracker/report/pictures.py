"""What a report draws, as plain numbers: the figure with its spots, and the small multiples."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from tracker.analysis.period import Period
from tracker.analysis.summaries import Point, summarise
from tracker.trends.charting import Panel, Trace
from tracker.trends.measures import Measure
from tracker.trends.plots import Plot, plot_of

Date = datetime.date
Box = tuple[float, float, float, float]


class Dot(NamedTuple):
    """A numbered spot on the drawing, in drawing units: the place at (x, y), its circle at (at_x, at_y).

    The two differ where circles would cover one another. `level`: worst pain of the period, None: not known.
    """

    number: int
    name: str
    x: float
    y: float
    at_x: float
    at_y: float
    level: int | None

    @property
    def css(self) -> str:
        return "pain-none" if self.level is None else f"pain-{self.level}"

    @property
    def is_moved(self) -> bool:
        return (self.x, self.y) != (self.at_x, self.at_y)


class FigureView(NamedTuple):
    """`view`: front or back, the name of the drawing. `sides`: the person's side on the viewer's left and right."""

    view: str
    sides: tuple[str, str]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """`figure`: the name of the drawing (static/body/<figure>.svg). `box`: x, y, width, height to show of each view.

    `radius`: of a dot's circle, in drawing units.
    """

    figure: str
    box: Box
    radius: float
    views: tuple[FigureView, ...]

    @property
    def small(self) -> float:
        """Of the dot at the true place of a circle that was moved."""
        return round(self.radius / 5, 1)

    @property
    def letter(self) -> float:
        """The size of a number in its circle."""
        return round(self.radius * 1.2, 1)

    @property
    def viewbox(self) -> str:
        return " ".join(f"{edge:g}" for edge in self.box)


class SeriesPoint(NamedTuple):
    """A day, or a week from `date` on, with the mean, lowest and highest of its known days; None: a gap."""

    date: Date
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Multiple:
    """One of the small multiples. `kind`: pain, hours or scale. `top`: upper end of its axis, the lower one is 0.

    `recorded` of `days` days have a value. `sentence` says median and range, and on how many days.
    """

    key: str
    name: str
    kind: str
    unit: str
    top: float
    is_weekly: bool
    points: tuple[SeriesPoint, ...]
    recorded: int
    days: int
    sentence: str

    @property
    def plot(self) -> Plot:
        """The same as shapes, drawn from the points alone, as the trends draw theirs."""
        steps = self._steps()
        points = [
            Point(step, int(each.value is not None), each.value, each.low, each.high)
            for step, each in zip(steps, self.points, strict=True)
        ]
        measure = Measure(self.key, self.name, self.kind, self.unit, {})
        summary = summarise(measure.series, Period(steps[0].first, steps[-1].last), ())
        panel = Panel(self.key, [Trace(measure, points, summary, self.top)])
        return plot_of(panel, steps, is_weekly=self.is_weekly)

    def _steps(self) -> list[Period]:
        """Each up to the next one, the last up to the last day."""
        first = [each.date.toordinal() for each in self.points]
        return [Period(start, after - 1) for start, after in pairwise([*first, first[0] + self.days])]
