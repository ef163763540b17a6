"""The small multiples on paper: pain as bars, hours and scales as a line, gaps left open, dates below."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from tracker.report.content import Multiple, SeriesPoint
from tracker.report.paper.pictures import ACCENT, HATCH, HATCHED, INK, LINE, PAIN, SOFT, Picture

# Room for the figures of the axis to the left, and for the dates below.
LEFT, BELOW, ABOVE = 14.0, 11.0, 4.0
# A hatch narrower than this is a smudge; the gap itself is still there.
_SHORTEST_GAP = 1.5
# Two dates below one another's breadth apart would touch.
_DATE_ROOM = 26.0


def charts(multiples: Sequence[Multiple], width: float, height: float) -> list[Picture]:
    """All of one width over the same days; only the last one has the dates."""
    last = len(multiples) - 1
    return [
        _chart(multiple, width, height + (BELOW if index == last else 0), dated=index == last)
        for index, multiple in enumerate(multiples)
    ]


def _chart(multiple: Multiple, width: float, height: float, *, dated: bool) -> Picture:
    picture = Picture(width, height, f"{multiple.name}. {multiple.sentence}")
    ground = height - (BELOW if dated else 1)
    plot = _Plot(multiple, picture, ground)
    plot.axis()
    if dated:
        for x, words in date_ticks(multiple.points, plot.x):
            picture.stroke(f"M{x:.2f} {ground}v3", SOFT, 0.5)
            picture.label(min(x, width - 9), ground + 7.5, words)
    plot.gaps()
    if multiple.kind == "pain":
        plot.bars()
    else:
        plot.line()
    return picture


class _Plot:
    """One chart being drawn: days to x, values to y."""

    def __init__(self, multiple: Multiple, picture: Picture, ground: float) -> None:
        self.multiple, self.picture, self.ground = multiple, picture, ground
        self.step = (picture.width - LEFT) / max(len(multiple.points), 1)

    def x(self, index: float) -> float:
        return LEFT + index * self.step

    def y(self, value: float) -> float:
        return self.ground - value / self.multiple.top * (self.ground - ABOVE)

    def axis(self) -> None:
        top = self.multiple.top
        for value in (top, top / 2, 0.0):
            y = self.y(value)
            right = self.picture.width
            if value:
                self.picture.stroke(f"M{LEFT} {y:.2f}H{right:.2f}", LINE, 0.5, dashed="1 2")
            else:
                self.picture.stroke(f"M{LEFT} {y:.2f}H{right:.2f}", SOFT, 0.5)
            self.picture.label(LEFT - 3, y, f"{value:g}", "end")

    def gaps(self) -> None:
        """Days without a value, before and after the first one too."""
        for known, run in groupby(enumerate(self.multiple.points), lambda each: each[1].value is not None):
            if not known:
                first, *rest = [index for index, _ in run]
                breadth = (len(rest) + 1) * self.step
                if breadth < _SHORTEST_GAP:
                    continue
                self.picture.box(self.x(first), ABOVE, breadth, self.ground - ABOVE, HATCHED)

    def bars(self) -> None:
        """A bar as high as the pain; no pain is a mark on the ground, a day without a value is nothing."""
        gap = 0.35 if self.step > 1.5 else 0
        for index, point in enumerate(self.multiple.points):
            if point.value is None:
                continue
            high = point.value if point.high is None or not self.multiple.is_weekly else point.high
            if not high:
                self.picture.box(self.x(index), self.ground - 1.6, self.step - gap, 1.6, HATCH)
                continue
            top = self.y(point.value)
            self.picture.box(self.x(index), top, self.step - gap, self.ground - top, _pain(point.value))
            if self.multiple.is_weekly and high > point.value:
                middle = self.x(index + 0.5)
                self.picture.stroke(f"M{middle:.2f} {top:.2f}V{self.y(high):.2f}", SOFT, 0.6)

    def line(self) -> None:
        """A line through neighbours; a value between two gaps is a dot. Weeks also show their lowest and highest."""
        for run in _runs(self.multiple.points):
            at = [(self.x(index + 0.5), self.y(point.value or 0)) for index, point in run]
            if self.multiple.is_weekly:
                for (x, _), (_, point) in zip(at, run, strict=True):
                    if point.low is not None and point.high is not None and point.high > point.low:
                        self.picture.stroke(
                            f"M{x:.2f} {self.y(point.low):.2f}V{self.y(point.high):.2f}", LINE, 1
                        )
            colour = ACCENT if self.multiple.kind == "hours" else INK
            if len(at) == 1:
                (x, y) = at[0]
                self.picture.stroke(f"M{x:.2f} {y:.2f}h0.01", colour, 2)
            else:
                d = "L".join(f"{x:.2f} {y:.2f}" for x, y in at)
                self.picture.stroke(f"M{d}", colour, 0.9)


def _runs(points: Sequence[SeriesPoint]) -> Iterator[list[tuple[int, SeriesPoint]]]:
    for known, run in groupby(enumerate(points), lambda each: each[1].value is not None):
        if known:
            yield list(run)


def _pain(value: float) -> str:
    return PAIN[min(max(round(value), 0), 10)]


def date_ticks(points: Sequence[SeriesPoint], x: Callable[[float], float]) -> list[tuple[float, str]]:
    """Where months begin, or quarters, or years: the finest of them that leaves room. Without any, the first day."""
    begun = [
        (x(index), point.date)
        for index, (before, point) in enumerate(pairwise(points), 1)
        if before.date.month != point.date.month
    ]
    for months in (1, 3, 12):
        ticks = [(at, date) for at, date in begun if (date.month - 1) % months == 0]
        if all(right - left >= _DATE_ROOM for (left, _), (right, _) in pairwise(ticks)):
            break
    else:
        ticks = ticks[:: max(round(_DATE_ROOM / (ticks[1][0] - ticks[0][0])) + 1, 1)]
    if not ticks:
        return [(x(0), f"{points[0].date:%-d %b}")] if points else []
    return [(at, str(date.year) if date.month == 1 else f"{date:%b}") for at, date in ticks]
