"""One strip of days, ready to be drawn: columns of pain, episodes, treatments, returns, and what is not known.

Across, everything is in per cent of the width, so that a strip fits a phone and a desk without its text being
stretched; down, everything is in pixels.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tracker.analysis.episodes import Episode
from tracker.analysis.records import Day
from tracker.analysis.recurrence import SpotRecurrence
from tracker.timelines.fitting import Lane, within
from tracker.timelines.marks import shapes_of
from tracker.timelines.returns import Away, Shade, return_lines
from tracker.timelines.rows import FORTNIGHT, MONTH, Row
from tracker.timelines.treated import MARK, Treated, treated_in
from tracker.timelines.words import date_words

TICKS, FIGURE, BAR, GROUND = 17, 13, 34, 3
BELOW, LINE = 9, 14
# A column of pain 1 is so high; each point more adds the same.
_STUB = 4
# In a strip of years shorter gaps than this cannot be seen.
_SHORTEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Box:
    """From `x` on, `width` wide, both in per cent. `words`: what pointing at it says."""

    x: float
    width: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Pain as height and colour."""

    x: float
    width: float
    pain: int

    @property
    def height(self) -> int:
        return height_of(self.pain)

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
        return BAR - height_of(self.pain) - 3


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything the template needs."""

    row: Row
    ticks: tuple[tuple[float, str], ...]
    columns: tuple[Column, ...]
    figures: tuple[Figure, ...]
    episodes: tuple[Box, ...]
    known: tuple[Box, ...]
    unknown: tuple[Box, ...]
    shaded: tuple[Shade, ...]
    treated: tuple[Treated, ...]
    away: tuple[Away, ...]
    lanes: int
    levels: int
    summary: str

    @property
    def top(self) -> int:
        """Where the columns' room begins: below the ticks, the treatments and the figures."""
        return TICKS + self.lanes * MARK + FIGURE

    @property
    def ground(self) -> int:
        return self.top + BAR

    @property
    def height(self) -> int:
        return self.ground + GROUND + (BELOW + self.levels * LINE if self.levels else 2)


def strip_of(found: SpotRecurrence, row: Row, shapes: dict[str, str] | None = None) -> Strip:
    """`shapes`: of the treatment kinds, see marks.shapes_of."""
    treated = treated_in(found.sessions, row, shapes_of(found.sessions) if shapes is None else shapes)
    lines = return_lines(found, row)
    days = found.timeline.days
    observed = days[bisect_left(days, row.first) : bisect_right(days, row.last)]
    return Strip(
        row=row,
        ticks=tuple((row.x(day), text) for day, text in row.ticks),
        columns=tuple(_columns(found, row)),
        figures=tuple(_figures(found, row)),
        episodes=tuple(_episodes(found, row)),
        known=tuple(_runs(row, observed)),
        unknown=tuple(_unknown(found, row)),
        shaded=lines.shaded,
        treated=treated,
        away=lines.away,
        lanes=max((mark.lane + 1 for mark in treated), default=0),
        levels=max((each.level + 1 for each in lines.away), default=0),
        summary=_summary(
            found, row, treated_days=sum(row.first <= each.day <= row.last for each in found.sessions)
        ),
    )


def _columns(found: SpotRecurrence, row: Row) -> Iterator[Column]:
    """Days with pain; in a strip of years the worst of each week. Neighbours of one height are drawn as one."""
    step = 7 if row.is_weekly else 1
    worst = [(start, _worst(found, start, min(start + step - 1, row.last))) for start in _steps(row, step)]
    together = row.slots > MONTH
    for pain, run in groupby(worst, lambda each: each[1]):
        days = [day for day, _ in run]
        if not pain:
            continue
        pieces = [(days[0], len(days) * step)] if together else [(day, step) for day in days]
        for start, length in pieces:
            width = row.width(min(length, row.last + 1 - start))
            yield Column(row.x(start), width, pain)


def _steps(row: Row, step: int) -> range:
    return range(row.first, row.last + 1, step)


def _worst(found: SpotRecurrence, first: Day, last: Day) -> int | None:
    known = [found.series[day] for day in range(first, last + 1) if day in found.series]
    return int(max(known)) if known else None


def height_of(pain: int) -> int:
    return _STUB + pain * 3 if pain else 0


def _figures(found: SpotRecurrence, row: Row) -> Iterator[Figure]:
    """Where a day is wide enough each day's pain, 0 too; else the worst of each episode as far as there is room."""
    if row.is_weekly:
        return
    if row.slots == FORTNIGHT:
        for day in range(row.first, row.last + 1):
            if day in found.series:
                pain = int(found.series[day])
                yield Figure(row.x(day + 0.5), pain)
        return
    lane = Lane()
    peaks = [_peak(found, first, last) for first, last in _stretches(found, row)]
    for day, pain in sorted(peaks, key=lambda peak: -peak[1]):
        x = within(row.x(day + 0.5), str(pain))
        if lane.take(x, str(pain)):
            yield Figure(x, pain)


def _stretches(found: SpotRecurrence, row: Row) -> Iterator[tuple[Day, Day]]:
    """The first and last day on the strip of each episode that reaches it."""
    for episode in found.timeline.episodes:
        if episode.start <= row.last and episode.last_active >= row.first:
            yield max(episode.start, row.first), min(episode.last_active, row.last)


def _peak(found: SpotRecurrence, first: Day, last: Day) -> tuple[Day, int]:
    """The first worst day of a stretch. A stretch may begin and end on unknown days where a strip cuts it."""
    day = max(range(first, last + 1), key=lambda day: (found.series.get(day, -1), -day))
    return day, int(found.series.get(day, 0))


def _episodes(found: SpotRecurrence, row: Row) -> Iterator[Box]:
    for episode in found.timeline.episodes:
        if episode.start <= row.last and episode.last_active >= row.first:
            first, last = max(episode.start, row.first), min(episode.last_active, row.last)
            yield Box(row.x(first), row.width(last - first + 1), _episode_words(found, episode))


def _episode_words(found: SpotRecurrence, episode: Episode) -> str:
    worst = _worst(found, episode.start, episode.last_active)
    until = "" if episode.length == 1 else f" to {date_words(episode.last_active)}"
    return f"Painful {date_words(episode.start)}{until}, worst {worst}"


def _unknown(found: SpotRecurrence, row: Row) -> Iterator[Box]:
    """Days that say nothing of the spot although it was there."""
    days = unknown_days(found, row.first, min(row.last, found.timeline.as_of))
    shortest = _SHORTEST_GAP if row.is_weekly else 1
    return _runs(row, days, shortest, "Not recorded")


def unknown_days(found: SpotRecurrence, first: Day, last: Day) -> Iterator[Day]:
    spot = found.spot
    seen = found.timeline.days[0] if found.timeline.days else spot.first_day
    for day in range(max(first, min(seen, spot.first_day)), last + 1):
        if day not in found.series and (spot.asked_on(day) or day < spot.first_day):
            yield day


def _runs(row: Row, days: Iterable[Day], shortest: int = 1, words: str = "") -> Iterator[Box]:
    """Neighbouring days as one box each."""
    for _, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
        stretch = [day for _, day in run]
        if len(stretch) >= shortest:
            until = "" if len(stretch) == 1 else f" to {date_words(stretch[-1])}"
            said = f"{words} {date_words(stretch[0])}{until}" if words else ""
            yield Box(row.x(stretch[0]), row.width(len(stretch)), said)


def _summary(found: SpotRecurrence, row: Row, *, treated_days: int) -> str:
    """What the strip shows, for who does not see it; every day and return is in the tables."""
    stretches = list(_stretches(found, row))
    unknown = sum(1 for _ in unknown_days(found, row.first, min(row.last, found.timeline.as_of)))
    painful = "no painful stretch"
    if stretches:
        worst = max(_peak(found, first, last)[1] for first, last in stretches)
        plural = "" if len(stretches) == 1 else "es"
        painful = f"{len(stretches)} painful stretch{plural}, worst {worst}"
    return (
        f"{date_words(row.first)} to {date_words(row.last)}: {painful}; treated on {treated_days}, "
        f"not recorded on {unknown} of {row.last - row.first + 1} days"
    )
