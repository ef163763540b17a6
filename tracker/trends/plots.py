"""Plots drawn on the server: shapes, axes and marks of a panel. What stands in the page before (or without) a script.

A plot is `count` wide (one unit a step) and 100 high (0 at the bottom, 100 at the top of the axis) and is stretched to
its box, so shapes are paths whose strokes do not scale; text and marks are placed by per cent instead.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.dateformat import format as format_date

from tracker.analysis.marks import Mark
from tracker.analysis.period import Period
from tracker.analysis.summaries import Point
from tracker.calendars.words import number
from tracker.timelines.marks import shape_of
from tracker.trends.charting import BARS, LEFT, RIGHT, Panel, Trace

HEIGHT = 100
BAR_WIDTH = 0.8
# A recorded zero is a sliver, an unrecorded day is nothing at all.
SLIVER = 2.5
# Up to here each bar carries its number.
NUMBERED_STEPS = 16
WHOLE_NUMBERS = {"pain", "scale", "count"}
# Up to here each point of a line is marked; beyond FINE_STEPS a line is drawn thin.
DOTTED_STEPS = 31
FINE_STEPS = 120


@dataclass(frozen=True, slots=True)
class Layer:
    """A path and the classes that colour it."""

    css: str
    d: str


@dataclass(frozen=True, slots=True)
class Text:
    """`x`, `y` in per cent of the box; `anchor`: start, middle or end."""

    x: float
    text: str
    anchor: str = "middle"
    y: float = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """A treatment mark: at `x` per cent, in the `row` from the bottom of the lane."""

    x: float
    row: int
    name: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything the template needs of one panel."""

    panel: Panel
    count: int
    layers: list[Layer]
    numbers: list[Text]
    days: list[Text]
    left: list[str]
    right: list[str]
    shapes: list[Shape]
    treated_bars: str


def plot_of(panel: Panel, steps: list[Period], *, is_weekly: bool) -> Plot:
    count = len(steps)
    return Plot(
        panel=panel,
        count=count,
        layers=[layer for trace in panel.traces for layer in _layers(trace, is_weekly=is_weekly)],
        numbers=_numbers(panel, count),
        days=day_marks(steps),
        left=_axis(panel, LEFT),
        right=_axis(panel, RIGHT),
        shapes=[] if is_weekly else [shape for mark in panel.marks for shape in _shapes(mark, count)],
        treated_bars=_treated_bars(panel.marks) if is_weekly else "",
    )


def day_marks(steps: list[Period]) -> list[Text]:
    """The first, middle and last step in words, where their points are."""
    count = len(steps)
    if count == 1:
        return [Text(50, _day(steps[0]))]
    texts = [Text(0, _day(steps[0]), "start"), Text(100, _day(steps[-1]), "end")]
    middle = [Text(_centre(count // 2, count), _day(steps[count // 2]))] if count >= 5 else []
    return [texts[0], *middle, texts[1]]


def _layers(trace: Trace, *, is_weekly: bool) -> list[Layer]:
    heights = [None if point.mean is None else _height(point.mean, trace) for point in trace.points]
    tone = "pain" if trace.measure.kind == "pain" else trace.side
    if is_weekly:
        band = [Layer(f"band band--{tone}", _band(trace))] if trace.side == LEFT else []
        return [*band, *_line(heights, tone)]
    if trace.style == BARS:
        return _bars(trace.points, heights, trace)
    return _line(heights, tone)


def _bars(points: Sequence[Point], heights: list[float | None], trace: Trace) -> list[Layer]:
    known = [
        (x, point, up) for x, (point, up) in enumerate(zip(points, heights, strict=True)) if up is not None
    ]
    by_css: dict[str, list[str]] = {}
    for x, point, up in known:
        css = f"bar pain-{int(point.mean or 0)}" if trace.measure.kind == "pain" else "bar bar--plain"
        by_css.setdefault(css, []).append(f"M{_left(x)} {HEIGHT}V{_y(up)}h{BAR_WIDTH}V{HEIGHT}z")
    caps = "".join(f"M{_left(x)} {_y(up)}h{BAR_WIDTH}" for x, _, up in known)
    return [*(Layer(css, "".join(found)) for css, found in sorted(by_css.items())), Layer("cap", caps)]


def _line(heights: list[float | None], tone: str) -> list[Layer]:
    """A line through neighbouring known steps only; a step alone between gaps is a dot."""
    line: list[str] = []
    dots: list[str] = []
    for run in _runs(heights):
        if len(run) == 1:
            dots.append(_dot(*run[0]))
        else:
            line.append("M" + "L".join(f"{x + 0.5:g} {HEIGHT - up:g}" for x, up in run))
            dots += [_dot(x, up) for x, up in run] if len(heights) <= DOTTED_STEPS else []
    fine = " line--fine" if len(heights) > FINE_STEPS else ""
    return [Layer(f"line line--{tone}{fine}", "".join(line)), Layer(f"dots dots--{tone}", "".join(dots))]


def _band(trace: Trace) -> str:
    """From the lowest to the highest value of each week, broken where a week is unknown."""
    lows = [None if point.lowest is None else _height(point.lowest, trace) for point in trace.points]
    highs = [None if point.highest is None else _height(point.highest, trace) for point in trace.points]
    shapes = []
    for top, bottom in zip(_runs(highs), _runs(lows), strict=True):
        corners = top + bottom[::-1]
        shapes.append("M" + "L".join(f"{x + 0.5:g} {HEIGHT - up:g}" for x, up in corners) + "z")
    return "".join(shapes)


def _runs(heights: list[float | None]) -> list[list[tuple[int, float]]]:
    """Neighbouring known steps together: a gap parts two runs."""
    placed = groupby(enumerate(heights), key=lambda item: item[1] is not None)
    return [[(x, up) for x, up in run if up is not None] for known, run in placed if known]


def _numbers(panel: Panel, count: int) -> list[Text]:
    """Above few bars of whole numbers, where no line crosses them."""
    trace = panel.traces[0]
    if count > NUMBERED_STEPS or len(panel.traces) > 1 or trace.measure.kind not in WHOLE_NUMBERS:
        return []
    return [
        Text(_centre(x, count), number(point.mean), y=HEIGHT - max(_height(point.mean, trace), SLIVER))
        for x, point in enumerate(trace.points)
        if point.mean is not None
    ]


def _axis(panel: Panel, side: str) -> list[str]:
    """Top, half and bottom of the axis, from the top down; nothing where no trace is read on that side."""
    trace = next((each for each in panel.traces if each.side == side), None)
    if trace is None:
        return []
    if trace.measure.kind == "yes_no":
        return ["yes", "", "no"]
    top = trace.top
    return [number(top), number(top / 2), "0"]


def _shapes(mark: Mark, count: int) -> list[Shape]:
    names = list(dict.fromkeys(shape_of(kind) for kind, _ in mark.kinds))
    return [Shape(_centre(mark.index, count), row, name) for row, name in enumerate(names[:2])]


def _treated_bars(marks: Sequence[Mark]) -> str:
    """Days with a treatment in each week, 0 to 7 in a lane 7 high."""
    return "".join(f"M{_left(mark.index)} 7v-{mark.days}h{BAR_WIDTH}V7z" for mark in marks)


def _height(value: float, trace: Trace) -> float:
    return round(min(value / trace.top, 1) * HEIGHT, 1)


def _y(up: float) -> str:
    return f"{HEIGHT - max(up, SLIVER):g}"


def _left(x: int) -> str:
    return f"{x + (1 - BAR_WIDTH) / 2:.1f}"


def _dot(x: int, up: float) -> str:
    return f"M{x + 0.5:g} {HEIGHT - up:g}h0"


def _centre(x: int, count: int) -> float:
    return round((x + 0.5) / count * 100, 2)


def _day(step: Period) -> str:
    return format_date(datetime.date.fromordinal(step.first), "j M Y" if step.days > 1 else "j M")
