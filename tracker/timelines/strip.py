"""One strip of days, ready to be drawn: columns of pain, episodes, treatments, returns, and what is not known.

Across, everything is in per cent of the width, so that a strip fits a phone and a desk without its text being
stretched; down, everything is in pixels.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.analysis.away import away_of
from tracker.analysis.episodes import Episode
from tracker.analysis.keeping import kept
from tracker.analysis.records import Day
from tracker.analysis.spot_story import Settled, SpotStory
from tracker.calendars.words import number
from tracker.timelines.columns import BAR, Column, Figure, columns_in, figures_in, peak, stretches_in
from tracker.timelines.reaching import episodes_in, sessions_in
from tracker.timelines.returns import Away, Shade, return_lines
from tracker.timelines.rows import Row
from tracker.timelines.treated import MARK, Treated, treated_in
from tracker.timelines.words import date_words

TICKS, FIGURE, GROUND = 17, 13, 3
BELOW, LINE = 9, 14
# In a strip of years a shorter gap than this cannot be seen.
_SHORTEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Box:
    """From `x` on, `width` wide, both in per cent. `words`: what pointing at it says."""

    x: float
    width: float
    words: str = ""


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
    note: str

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


def strip_of(found: SpotStory, row: Row) -> Strip:
    settled = found.settled
    # What lies under another strip belongs to it, and the day before an episode says whether there was one.
    if settled is not None and row.last < settled.since - 1:
        return _settled_strip(settled, row)
    return _strip(found, row)


# Each keeps the settled story that it is of, a megabyte for ten years: as many as there are of those elsewhere.
@kept(24)
def _settled_strip(settled: Settled, row: Row) -> Strip:
    return _strip(settled.story, row)


def _strip(found: SpotStory, row: Row) -> Strip:
    treated = treated_in(sessions_in(found, row.first, row.last), row)
    lines = return_lines(found, row)
    days = found.timeline.days
    observed = days[bisect_left(days, row.first) : bisect_right(days, row.last)]
    unknown = list(_unknown_days(found, row))
    return Strip(
        row=row,
        ticks=tuple((row.x(day), text) for day, text in row.ticks),
        columns=tuple(columns_in(found, row)),
        figures=tuple(figures_in(found, row)),
        # A week's column already says on how many of its days it was painful.
        episodes=() if row.is_weekly else tuple(_episodes(found, row)),
        known=tuple(_runs(row, observed)),
        unknown=tuple(_runs(row, unknown, _SHORTEST_GAP if row.is_weekly else 1, "Not recorded")),
        shaded=lines.shaded,
        treated=treated,
        away=lines.away,
        lanes=max((mark.lane + 1 for mark in treated), default=0),
        levels=max((each.level + 1 for each in lines.away), default=0),
        summary=_summary(found, row, len(unknown)),
        note=_note(found, row) if row.is_weekly else "",
    )


def _episodes(found: SpotStory, row: Row) -> Iterator[Box]:
    for episode in episodes_in(found, row.first, row.last):
        first, last = max(episode.start, row.first), min(episode.last_active, row.last)
        yield Box(row.x(first), row.width(last - first + 1), _episode_words(found, episode))


def _episode_words(found: SpotStory, episode: Episode) -> str:
    worst = peak(found, episode.start, episode.last_active)[1]
    until = "" if episode.length == 1 else f" to {date_words(episode.last_active)}"
    return f"Painful {date_words(episode.start)}{until}, worst {worst}"


def _unknown_days(found: SpotStory, row: Row) -> Iterator[Day]:
    """Days that say nothing of the spot although it was there. The last day is not over yet."""
    spot = found.spot
    seen = found.timeline.days[0] if found.timeline.days else spot.first_day
    for day in range(max(row.first, min(seen, spot.first_day)), min(row.last + 1, found.timeline.as_of)):
        if day not in found.series and (day < spot.first_day or spot.asked_on(day)):
            yield day


def _runs(row: Row, days: Iterable[Day], shortest: int = 1, words: str = "") -> Iterator[Box]:
    """Neighbouring days as one box each."""
    for first, last in runs_of(days):
        if last - first + 1 >= shortest:
            until = "" if first == last else f" to {date_words(last)}"
            said = f"{words} {date_words(first)}{until}" if words else ""
            yield Box(row.x(first), row.width(last - first + 1), said)


def runs_of(days: Iterable[Day]) -> Iterator[tuple[Day, Day]]:
    """The first and last day of each run of neighbours; `days` in order."""
    first = last = None
    for day in days:
        if first is None or last is None:
            first = last = day
        elif day == last + 1:
            last = day
        else:
            yield first, last
            first = last = day
    if first is not None and last is not None:
        yield first, last


def _summary(found: SpotStory, row: Row, unknown: int) -> str:
    """What the strip shows, for who does not see it; every episode and return is in the table."""
    stretches = list(stretches_in(found, row))
    # The last day is not over: it counts once something is known of it.
    days = row.last - row.first + (row.last < found.timeline.as_of or row.last in found.series)
    treated = len(sessions_in(found, row.first, row.last))
    painful = "no episode"
    if stretches:
        worst = max(peak(found, first, last)[1] for first, last in stretches)
        painful = f"{len(stretches)} episode{'' if len(stretches) == 1 else 's'}, worst {worst}"
    return (
        f"{date_words(row.first)} to {date_words(row.last)}: {painful}; treated on {treated}, "
        f"not recorded on {unknown} of {days} days"
    )


def _note(found: SpotStory, row: Row) -> str:
    """What a strip of a year says in place of the days under each return."""
    away = away_of(record for record in found.durability if row.first <= record.relief_day <= row.last)
    if away is None:
        return ""
    times = "once" if away.reliefs == 1 else f"{away.reliefs} times"
    if away.median is None:
        return f"relieved {times}, less than half known to have come back"
    return f"relieved {times},{'' if away.reliefs == 1 else ' half'} back by day {number(away.median)}"
