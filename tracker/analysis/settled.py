"""What no later day can change of a spot: its story up to an episode that began long enough ago.

That the next episode has begun settles all before it: how the ones before it ended, how long the spot was away, what
each session was followed by. Only what a session brought may be known some days later than that, so the episode has
to have begun so many days before the first one that may still change.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from operator import attrgetter

from tracker.analysis.episodes import Timeline, timeline_of
from tracker.analysis.records import Day, TreatmentRecord
from tracker.analysis.returns import DurabilityRecord, durability_of
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series
from tracker.analysis.sessions import Session, sessions_of


@dataclass(frozen=True, slots=True)
class Settled:
    """Everything before the day `since`, on which an episode began. Nothing where that is None."""

    since: Day | None = None
    timeline: Timeline | None = None
    sessions: tuple[Session, ...] = ()
    durability: tuple[DurabilityRecord, ...] = ()

    @property
    def episodes(self) -> int:
        return len(self.timeline.episodes) if self.timeline else 0


NOTHING = Settled()


def settled_before(
    end: Day, series: Series, treated: dict[Day, list[TreatmentRecord]], rules: Rules
) -> Settled:
    """By the days before `end` alone, of which `series` has the pain and `treated` the treatments by day."""
    timeline = timeline_of(series, end - 1, rules)
    begun = bisect_left(timeline.episodes, end - rules.relief_window, key=attrgetter("start"))
    if begun < 2:
        return NOTHING
    last = begun - 1
    since = timeline.episodes[last].start
    days, sessions = bisect_left(timeline.days, since), sessions_of(timeline, treated, rules)
    records = durability_of(timeline, sessions, rules)
    return Settled(
        since=since,
        timeline=replace(
            timeline,
            days=timeline.days[:days],
            states=timeline.states[:days],
            pieces=timeline.pieces[: bisect_left(timeline.pieces, since)],
            episodes=timeline.episodes[:last],
        ),
        sessions=sessions[: bisect_left(sessions, since, key=attrgetter("day"))],
        durability=records[: bisect_left(records, last, key=attrgetter("episode"))],
    )
