"""Pain along one strip: columns day by day, or week by week where days cannot be told apart, and their figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tracker.analysis.records import Day
from tracker.analysis.spot_story import SpotStory
from tracker.timelines.fitting import Lane, within
from tracker.timelines.reaching import episodes_in
from tracker.timelines.rows import FORTNIGHT, MONTH, WEEK, Row

# Pixels: the room for columns, and a column of the lowest pain; each point more adds as much as the last.
BAR = 34
_STUB, _POINT = 4, 3


@dataclass(frozen=True, slots=True)
class Column:
    """`pain` is its colour. A day's height is its pain too, a week's the number of its painful days."""

    x: float
    width: float
    height: int
    pain: int

    @property
    def y(self) -> int:
        return BAR - self.height


@dataclass(frozen=True, slots=True)
class Figure:
    """A pain in figures over its column."""

    x: float
    pain: int

    @property
    def y(self) -> int:
        return BAR - _height(self.pain) - 3


def columns_in(found: SpotStory, row: Row) -> Iterator[Column]:
    return _weeks(found, row) if row.is_weekly else _days(found, row)


def figures_in(found: SpotStory, row: Row) -> Iterator[Figure]:
    """Where a day is wide enough each day's pain, 0 too; else the worst of each episode as far as there is room."""
    if row.slots == FORTNIGHT:
        for day in range(row.first, row.last + 1):
            if day in found.series:
                yield Figure(row.x(day + 0.5), int(found.series[day]))
    elif not row.is_weekly:
        lane = Lane()
        peaks = [peak(found, first, last) for first, last in stretches_in(found, row)]
        for day, pain in sorted(peaks, key=lambda found_peak: -found_peak[1]):
            x = within(row.x(day + 0.5), str(pain))
            if lane.take(x, str(pain)):
                yield Figure(x, pain)


def stretches_in(found: SpotStory, row: Row) -> Iterator[tuple[Day, Day]]:
    """The first and last day on the strip of each episode that reaches it."""
    for episode in episodes_in(found, row.first, row.last):
        yield max(episode.start, row.first), min(episode.last_active, row.last)


def peak(found: SpotStory, first: Day, last: Day) -> tuple[Day, int]:
    """The first worst day of a stretch. It may lie on unknown days alone where a strip cuts an episode."""
    pains = [found.series.get(day, -1) for day in range(first, last + 1)]
    worst = max(pains)
    return first + pains.index(worst), int(max(worst, 0))


def _days(found: SpotStory, row: Row) -> Iterator[Column]:
    """Neighbours of the same pain are one column where single days are too narrow for a gap between them."""
    pains = [(day, int(found.series.get(day, 0))) for day in range(row.first, row.last + 1)]
    for pain, run in groupby(pains, lambda each: each[1]):
        days = [day for day, _ in run]
        if pain and row.slots > MONTH:
            yield Column(row.x(days[0]), row.width(len(days)), _height(pain), pain)
        elif pain:
            for day in days:
                yield Column(row.x(day), row.width(1), _height(pain), pain)


def _weeks(found: SpotStory, row: Row) -> Iterator[Column]:
    """Steps of seven days from the first of the strip on."""
    active_min = found.rules.active_min
    for start in range(row.first, row.last + 1, WEEK):
        days = range(start, min(start + WEEK, row.last + 1))
        pains = [found.series[day] for day in days if day in found.series]
        worst = int(max(pains, default=0))
        if worst:
            painful = sum(pain >= active_min for pain in pains)
            height = max(round(BAR * painful / WEEK), _STUB)
            yield Column(row.x(start), row.width(len(days)), height, worst)


def _height(pain: int) -> int:
    return _STUB + pain * _POINT if pain else 0
