"""How long a spot stayed away: one durability record for each relieved episode."""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.analysis.episodes import Timeline
from tracker.analysis.records import Day
from tracker.analysis.rules import Rules
from tracker.analysis.sessions import Outcome, Session

UNTREATED = "untreated"
UNATTRIBUTED = "unattributed"
# From the earliest to the latest number of days that is possible; latest None: still free after the earliest.
Days = tuple[int, int | None]


def middle(days: Days) -> float:
    """An unsure return counts in the middle of what is possible, a relief that was still lasting until last seen.

    With 60 % of days logged that moves the median by a third of a day; leaving the unsure ones out, by a fortnight.
    """
    earliest, latest = days
    return float(earliest) if latest is None else (earliest + latest) / 2


class DurabilityRecord(NamedTuple):
    """How long one relief lasted.

    `origin_day` is the session that brought relief, or the last active day where none is credited. `days` counts
    from there, `free_days` from the relief day. `course`: the credited session after those that it superseded; empty
    where none is credited. `preventive`: sessions while it was away; they do not restart the clock. `episode`: index.
    """

    label: str
    origin_day: Day
    relief_day: Day
    days: Days
    free_days: Days
    episode: int
    course: tuple[Session, ...] = ()
    preventive: int = 0

    @property
    def came_back(self) -> bool:
        return self.days[1] is not None

    @property
    def return_day(self) -> Day | None:
        """The first day on which it was seen to be back."""
        return None if self.days[1] is None else self.origin_day + self.days[1]


def durability_of(
    timeline: Timeline, sessions: Iterable[Session], rules: Rules, first: int = 0
) -> tuple[DurabilityRecord, ...]:
    """Of the episodes from the index `first` on; `sessions`: all of the spot since that began, in order."""
    by_episode: dict[int, list[Session]] = {}
    preventive: dict[int, int] = {}
    for session in sessions:
        if session.episode is not None:
            by_episode.setdefault(session.episode, []).append(session)
        elif session.outcome is Outcome.PREVENTIVE:
            relieved = timeline.episode_before(session.day)
            preventive[relieved] = preventive.get(relieved, 0) + 1
    return tuple(
        _record(
            timeline, index, episode.relief_day, by_episode.get(index, []), preventive.get(index, 0), rules
        )
        for index, episode in enumerate(timeline.episodes[first:], first)
        if episode.relief_day is not None
    )


def _record(
    timeline: Timeline, index: int, relief_day: Day, sessions: list[Session], preventive: int, rules: Rules
) -> DurabilityRecord:
    course = _course(sessions, rules)
    episode = timeline.episodes[index]
    origin = course[-1].day if course else episode.last_active
    back = timeline.return_of(index)
    away_until = timeline.away_until(episode, back)
    earliest, latest = (away_until, None) if back is None else (away_until + 1, back.start)
    return DurabilityRecord(
        label=_label(course, sessions),
        origin_day=origin,
        relief_day=relief_day,
        days=(earliest - origin, None if latest is None else latest - origin),
        free_days=(earliest - relief_day, None if latest is None else latest - relief_day),
        episode=index,
        course=course,
        preventive=preventive,
    )


def _course(sessions: list[Session], rules: Rules) -> tuple[Session, ...]:
    """The session that brought relief and, before it, those that it superseded, each within the window of the next."""
    if not sessions or sessions[-1].outcome is not Outcome.RELIEVED:
        return ()
    course = [sessions[-1]]
    for earlier in reversed(sessions[:-1]):
        if course[0].day - earlier.day > rules.relief_window:
            break
        course.insert(0, earlier)
    return tuple(course)


def _label(course: tuple[Session, ...], sessions: list[Session]) -> str:
    if course:
        return "+".join(sorted({each.kind for session in course for each in session.treatments}))
    return UNATTRIBUTED if sessions else UNTREATED
