"""What of a long story reaches into some days of it: found, not gone through, as a page asks once a strip."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from tracker.analysis.episodes import Episode
from tracker.analysis.records import Day
from tracker.analysis.returns import DurabilityRecord
from tracker.analysis.sessions import Session
from tracker.analysis.spot_story import SpotStory

_START, _LAST_ACTIVE = attrgetter("start"), attrgetter("last_active")
_DAY, _ORIGIN_DAY = attrgetter("day"), attrgetter("origin_day")


def episodes_in(found: SpotStory, first: Day, last: Day) -> Sequence[Episode]:
    numbers = episode_numbers_in(found, first, last)
    return found.timeline.episodes[numbers.start : numbers.stop]


def episode_numbers_in(found: SpotStory, first: Day, last: Day) -> range:
    """Episodes follow one another, so that their first days are in order and their last ones too."""
    episodes = found.timeline.episodes
    return range(bisect_left(episodes, first, key=_LAST_ACTIVE), bisect_right(episodes, last, key=_START))


def sessions_in(found: SpotStory, first: Day, last: Day) -> Sequence[Session]:
    sessions = found.sessions
    return sessions[bisect_left(sessions, first, key=_DAY) : bisect_right(sessions, last, key=_DAY)]


def reliefs_in(found: SpotStory, first: Day, last: Day) -> Sequence[DurabilityRecord]:
    """Each from what brought it to the return, which is the beginning of the next episode or comes before it."""
    records = found.durability
    return records[bisect_left(records, first, key=last_away) : bisect_right(records, last, key=_ORIGIN_DAY)]


def last_away(record: DurabilityRecord) -> Day:
    """The day of the return, or the last one on which the spot is known to have been away."""
    earliest, latest = record.days
    return record.origin_day + (earliest if latest is None else latest)
