"""The small multiples as shapes, drawn as the trends draw theirs."""

import datetime
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from tracker.analysis.period import Period
from tracker.analysis.summaries import Point, summarise
from tracker.trends.charting import Panel, Trace
from tracker.trends.measures import Measure
from tracker.trends.plots import Plot, plot_of


class Known(Protocol):
    """A day, or a week from `date` on."""

    @property
    def date(self) -> datetime.date: ...
    @property
    def value(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


class Charted(Protocol):
    """A series of tracker.report.content: what has to be known of it to draw it."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def top(self) -> float: ...
    @property
    def is_weekly(self) -> bool: ...
    @property
    def points(self) -> Sequence[Known]: ...
    @property
    def days(self) -> int: ...


def plot_of_points(multiple: Charted) -> Plot:
    """Drawn from the points alone, so that page and PDF show the same."""
    steps = _steps(multiple)
    points = [
        Point(step, int(each.value is not None), each.value, each.low, each.high)
        for step, each in zip(steps, multiple.points, strict=True)
    ]
    measure = Measure(multiple.key, multiple.name, multiple.kind, multiple.unit, {})
    summary = summarise(measure.series, Period(steps[0].first, steps[-1].last), ())
    trace = Trace(measure, points, summary, multiple.top)
    return plot_of(Panel(multiple.key, [trace]), steps, is_weekly=multiple.is_weekly)


def _steps(multiple: Charted) -> list[Period]:
    """Each up to the next one, the last up to the last day."""
    first = [each.date.toordinal() for each in multiple.points]
    return [Period(start, after - 1) for start, after in pairwise([*first, first[0] + multiple.days])]
