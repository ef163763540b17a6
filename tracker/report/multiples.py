"""Pain, sleep and stress over the period, one above the other on the same days."""

import datetime
from collections.abc import Iterator

from tracker.analysis.series import check_in_series, worst_series
from tracker.analysis.summaries import points_of, summarise
from tracker.report.content import Multiple, SeriesPoint
from tracker.report.reading import Reading
from tracker.trends.measures import CHECK_IN_MEASURES, Measure
from tracker.trends.words import sentence


def multiples_of(reading: Reading) -> tuple[Multiple, ...]:
    return tuple(_multiple(reading, measure) for measure in _measures(reading))


def _measures(reading: Reading) -> Iterator[Measure]:
    """Of sleep its hours; its quality where only that is recorded."""
    several = len(reading.within) > 1
    name = "Pain, worst of these spots" if several else "Pain"
    series = worst_series(found.series for found in reading.within.values())
    yield Measure("pain", name, "pain", "", series)
    hours = _check_in(reading, "sleep_hours")
    quality = _check_in(reading, "sleep_quality")
    yield quality if quality.series and not hours.series else hours
    yield _check_in(reading, "stress")


def _check_in(reading: Reading, field: str) -> Measure:
    name, kind, unit = CHECK_IN_MEASURES[field]
    return Measure(field, name, kind, unit, check_in_series(reading.diary.check_ins, field))


def _multiple(reading: Reading, measure: Measure) -> Multiple:
    period = reading.period
    steps = period.steps()
    points = points_of(measure.series, steps)
    summary = summarise(measure.series, period, reading.logged)
    return Multiple(
        key=measure.key,
        name=measure.name,
        kind=measure.kind,
        unit=measure.unit,
        top=measure.top_for(summary.highest),
        is_weekly=period.is_weekly,
        points=tuple(
            SeriesPoint(datetime.date.fromordinal(point.step.first), point.mean, point.lowest, point.highest)
            for point in points
        ),
        recorded=summary.recorded,
        days=period.days,
        sentence=f"{sentence(measure, summary).rstrip('.').partition(';')[0]}.",
    )
