"""The story of one spot, and what no later day can change of it: all up to an episode that began long enough ago.

That the next episode has begun settles everything before it: how the ones before it ended, how long the spot was away,
what each session was followed by. Only what a session brought may be known some days later than that, so the episode
has to have begun so many days before the first one that may still change.
"""

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from operator import attrgetter

from tracker.analysis.episodes import Timeline, timeline_of
from tracker.analysis.records import Day, SpotRecord, TreatmentRecord
from tracker.analysis.returns import DurabilityRecord, durability_of
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series
from tracker.analysis.sessions import Session, sessions_of


@dataclass(frozen=True, slots=True)
class SpotStory:
    """When one spot was painful, what was done, and how long it stayed away. `settled`: its beginning, if known."""

    spot: SpotRecord
    rules: Rules
    series: Series
    timeline: Timeline
    sessions: tuple[Session, ...]
    durability: tuple[DurabilityRecord, ...]
    settled: "Settled | None" = field(default=None, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Everything before the day `since`, on which an episode began. Only the series of the story may go on."""

    since: Day
    story: SpotStory


def settled_before(
    end: Day, spot: SpotRecord, series: Series, treated: dict[Day, list[TreatmentRecord]], rules: Rules
) -> Settled | None:
    """By the days before `end` alone, of which `series` has the pain and `treated` the treatments by day.

    None where nothing is settled.
    """
    timeline = timeline_of(series, end - 1, rules)
    begun = bisect_left(timeline.episodes, end - rules.relief_window, key=attrgetter("start"))
    if begun < 2:
        return None
    last = begun - 1
    since = timeline.episodes[last].start
    days, sessions = bisect_left(timeline.days, since), sessions_of(timeline, treated, rules)
    records = durability_of(timeline, sessions, rules)
    story = SpotStory(
        spot=spot,
        rules=rules,
        series=series,
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
    return Settled(since, story)


def story_of(
    spot: SpotRecord,
    series: Series,
    treated: dict[Day, list[TreatmentRecord]],
    as_of: Day,
    rules: Rules,
    settled: Settled | None = None,
) -> SpotStory:
    """`series`: its pain by day; `treated`: its treatments by day, as `treatments_by_spot` gives them.

    `settled`: of days up to `as_of`; `treated` then begins with the day that it ends on.
    """
    known = settled.story if settled else None
    timeline = timeline_of(series, as_of, rules, known.timeline if known else None)
    sessions = sessions_of(timeline, treated, rules)
    records = durability_of(timeline, sessions, rules, len(known.timeline.episodes) if known else 0)
    return SpotStory(
        spot=spot,
        rules=rules,
        series=series,
        timeline=timeline,
        sessions=known.sessions + sessions if known else sessions,
        durability=known.durability + records if known else records,
        settled=settled,
    )
