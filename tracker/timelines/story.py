"""The whole picture of one spot: its strips in the range that was chosen, their key, and the same as a table."""

from dataclasses import dataclass

from tracker.analysis.keeping import kept
from tracker.analysis.period import Period
from tracker.analysis.records import Day
from tracker.analysis.recurrence import SpotRecurrence
from tracker.timelines.marks import KeyItem, key_of
from tracker.timelines.reaching import sessions_in
from tracker.timelines.rows import Row, choices_for, chosen_range, one_row, period_of, rows_of
from tracker.timelines.strip import Strip, strip_of
from tracker.timelines.table import EpisodeRow, episode_rows

# A strip of fewer days would be a few broad columns.
FEWEST_DAYS = 21
# Beyond so many days single ones cannot be told apart on a strip of a page.
LONGEST_STRIP = 125


@dataclass(frozen=True, slots=True)
class Story:
    """`choices`: the ranges to choose from, empty where all would show the same. `left_off`: rows of the table."""

    period: Period
    chosen: str
    choices: dict[str, str]
    strips: tuple[Strip, ...]
    key: tuple[KeyItem, ...]
    rows: tuple[EpisodeRow, ...]
    left_off: int
    rapid_days: int

    @property
    def is_weekly(self) -> bool:
        return self.strips[0].row.is_weekly

    @property
    def has_unknown(self) -> bool:
        return any(strip.unknown for strip in self.strips)

    @property
    def has_shaded(self) -> bool:
        return any(strip.shaded for strip in self.strips)

    @property
    def has_away(self) -> bool:
        """Whether there is a line of another kind than those of quick returns."""
        return any(not each.quick for strip in self.strips for each in strip.away)

    @property
    def has_open(self) -> bool:
        return any(each.open for strip in self.strips for each in strip.away)


def began(found: SpotRecurrence) -> Day:
    """The first day of the story: the first one of which something is known, or on which the spot was there."""
    known = [*found.timeline.days[:1], *(session.day for session in found.sessions[:1])]
    return min(known, default=min(found.spot.first_day, found.timeline.as_of))


def story_of(found: SpotRecurrence, word: str = "") -> Story:
    """`word`: a range that came from an address; an unknown one gives the usual range."""
    return _in_range(found, chosen_range(word, choices_for(began(found), found.timeline.as_of)))


# A story of ten years takes half a megabyte.
@kept(16)
def _in_range(found: SpotRecurrence, chosen: str) -> Story:
    today, first = found.timeline.as_of, began(found)
    return _told(found, chosen, choices_for(first, today), rows_of(period_of(chosen, first, today)))


@kept(48)
def recent_story(found: SpotRecurrence, days: int) -> Story:
    """The last `days` days as one strip; fewer where the story began later, but never less than a few weeks."""
    as_of = found.timeline.as_of
    first = max(as_of - days + 1, min(began(found), as_of - FEWEST_DAYS + 1))
    return _told(found, "", {}, [one_row(Period(first, as_of))])


def story_in(found: SpotRecurrence, period: Period) -> Story:
    """The days of a period that ends with the story, and no other; as one strip while days can be told apart."""
    rows = [one_row(period)] if period.days <= LONGEST_STRIP else rows_of(period)
    return _told(found, "", {}, rows)


def _told(found: SpotRecurrence, chosen: str, choices: dict[str, str], rows: list[Row]) -> Story:
    shown = Period(rows[0].first, found.timeline.as_of)
    episodes, left_off = episode_rows(found, shown)
    sessions = sessions_in(found, shown.first, shown.last)
    return Story(
        period=shown,
        chosen=chosen,
        choices=choices,
        strips=tuple(strip_of(found, row) for row in rows),
        key=tuple(key_of(sessions)),
        rows=tuple(episodes),
        left_off=left_off,
        rapid_days=found.rules.rapid_days,
    )
