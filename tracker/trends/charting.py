"""Charts before they are drawn: the same traces become JSON for Chart.js, a drawing in SVG, a table and a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.analysis.keeping import kept, remembered
from tracker.analysis.marks import Mark, days_by_kind, marks_of, treatments_for
from tracker.analysis.period import Period
from tracker.analysis.records import Day, TreatmentRecord
from tracker.analysis.series import Series
from tracker.analysis.summaries import Point, Summary, points_of, summarise
from tracker.trends.measures import DiaryReader, Measure, SpotLabel
from tracker.trends.words import point_words, sentence

BARS = "bars"
LINE = "line"
LEFT = "left"
RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Trace:
    """One measure over the steps of a period.

    `top`: upper end of its axis. `style`: bars or line. `side`: whose axis it is read on.
    """

    measure: Measure
    points: Sequence[Point]
    summary: Summary
    top: float
    style: str = BARS
    side: str = LEFT

    @property
    def sentence(self) -> str:
        return sentence(self.measure, self.summary)

    def cells(self) -> Sequence[str]:
        """What the table and the tooltip say of each step; empty where nothing is known."""
        return _cells(self)


@kept(24)
def _cells(trace: Trace) -> tuple[str, ...]:
    return tuple(point_words(trace.measure, point) for point in trace.points)


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot: its traces, and treatments as marks above them."""

    key: str
    traces: list[Trace]
    spot: SpotLabel | None = None
    marks: Sequence[Mark] = ()

    @property
    def label(self) -> str:
        return ". ".join(f"{trace.measure.name}: {trace.sentence.rstrip('.')}" for trace in self.traces) + "."


@dataclass(frozen=True, slots=True)
class Chart:
    """Panels over the same steps, fed by one address. `treated`: days by kind of treatment, most frequent first."""

    name: str
    steps: list[Period]
    labels: list[str]
    is_weekly: bool
    panels: list[Panel]
    treated: dict[str, int] = field(default_factory=dict)

    @property
    def traces(self) -> list[Trace]:
        return [trace for panel in self.panels for trace in panel.traces]


def pain_chart(reader: DiaryReader, spots: Sequence[str]) -> Chart:
    """A panel for each of the spots, with its own treatments and those of the whole body."""
    panels = [_pain_panel(reader, reader.spot_measure(key), [key]) for key in spots]
    return _chart("pain", reader, panels, treatments_for(reader.treated, spots))


def worst_chart(reader: DiaryReader) -> Chart:
    treatments = treatments_for(reader.treated)
    return _chart("worst", reader, [_pain_panel(reader, reader.worst)], treatments)


def measures_chart(name: str, reader: DiaryReader, *keys: str) -> Chart:
    """One plot: the first measure as bars, a second one as a line on its own axis."""
    sides = ((BARS, LEFT), (LINE, RIGHT))
    measures = [reader.measure(key) for key in dict.fromkeys(keys)]
    traces = [_trace(reader, each, *side) for each, side in zip(measures, sides, strict=False)]
    return _chart(name, reader, [Panel(name, traces)])


def _pain_panel(reader: DiaryReader, measure: Measure, spots: Sequence[str] | None = None) -> Panel:
    return Panel(
        key=measure.key,
        traces=[_trace(reader, measure)],
        spot=reader.spots[spots[0]] if spots else None,
        marks=_marks(tuple(treatments_for(reader.treated, spots)), reader.period),
    )


# After an ordinary change most spots of a long chart are as they were.
@remembered(24)
def _marks(treatments: tuple[TreatmentRecord, ...], period: Period) -> tuple[Mark, ...]:
    return tuple(marks_of(treatments, period.steps()))


def _trace(reader: DiaryReader, measure: Measure, style: str = BARS, side: str = LEFT) -> Trace:
    named = (measure.key, measure.name, measure.kind, measure.unit)
    return _traced(measure.series, named, style, side, reader.period, reader.logged)


@kept(24)
def _traced(
    series: Series,
    named: tuple[str, str, str, str],
    style: str,
    side: str,
    period: Period,
    logged: frozenset[Day],
) -> Trace:
    measure, summary = Measure(*named, series), summarise(series, period, logged)
    return Trace(
        measure, points_of(series, period.steps()), summary, measure.top_for(summary.highest), style, side
    )


def _chart(
    name: str, reader: DiaryReader, panels: list[Panel], treatments: Sequence[TreatmentRecord] = ()
) -> Chart:
    treated = days_by_kind(treatments, reader.period)
    return Chart(name, reader.steps, reader.labels, reader.period.is_weekly, panels, treated)
