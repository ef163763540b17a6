"""The recurrence of a whole diary: for every spot its episodes, sessions, days to return and flags.

Nothing here is stored. All of it is a function of (diary, rules, as_of), computed anew whenever it is asked for, so
that a day written down late changes the past, as it should. The cost grows linearly with the diary.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.analysis.episodes import Timeline, timeline_of
from tracker.analysis.flags import (
    Flags,
    Persistence,
    RapidReturn,
    Spread,
    Synergists,
    persistence,
    rapid_return,
    spreads,
)
from tracker.analysis.keeping import kept
from tracker.analysis.records import Day, Diary, SpotRecord, TreatmentRecord
from tracker.analysis.returns import DurabilityRecord, durability_of
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series, pain_by_spot
from tracker.analysis.sessions import Session, sessions_of, treatments_by_spot
from tracker.analysis.settled import NOTHING, Settled


@dataclass(frozen=True, slots=True)
class SpotRecurrence:
    """All that is known of the returns of one spot."""

    spot: SpotRecord
    rules: Rules
    series: Series
    timeline: Timeline
    sessions: tuple[Session, ...]
    durability: tuple[DurabilityRecord, ...]
    flags: Flags


@dataclass(frozen=True, slots=True)
class Alone:
    """What is known of a spot without a look at the others."""

    spot: SpotRecord
    rules: Rules
    series: Series
    timeline: Timeline
    sessions: tuple[Session, ...]
    durability: tuple[DurabilityRecord, ...]
    rapid_return: RapidReturn
    persistence: Persistence


def recurrence_of(
    diary: Diary,
    as_of: Day,
    rules: Rules,
    synergists: Synergists,
    rules_by_spot: Mapping[str, Rules] | None = None,
) -> dict[str, SpotRecurrence]:
    """By key of the spot, in the order of the diary. `rules_by_spot`: those that differ from `rules`."""
    ruled = {spot.key: (rules_by_spot or {}).get(spot.key, rules) for spot in diary.spots}
    series = pain_by_spot(diary)
    treated = treatments_by_spot(diary.treatments)
    every = [
        alone(spot, series[spot.key], treated.get(spot.key, {}), as_of, ruled[spot.key])
        for spot in diary.spots
    ]
    return together(every, synergists)


def alone(
    spot: SpotRecord,
    series: Series,
    treated: dict[Day, list[TreatmentRecord]],
    as_of: Day,
    rules: Rules,
    settled: Settled = NOTHING,
) -> Alone:
    """`series`: its pain by day; `treated`: its treatments by day, as `treatments_by_spot` gives them.

    `settled`: of days up to `as_of`; `treated` then begins with the day that it ends on.
    """
    timeline = timeline_of(series, as_of, rules, settled.timeline)
    lately = sessions_of(timeline, treated, rules)
    sessions = settled.sessions + lately
    records = settled.durability + durability_of(timeline, lately, rules, settled.episodes)
    return Alone(
        spot=spot,
        rules=rules,
        series=series,
        timeline=timeline,
        sessions=sessions,
        durability=records,
        rapid_return=rapid_return(timeline, records, rules),
        persistence=persistence(timeline, sessions, rules),
    )


def together(every: Sequence[Alone], synergists: Synergists) -> dict[str, SpotRecurrence]:
    """The spots of one diary, by key: what each is alone, and what its neighbours add."""
    spread = spreads(
        [each.spot for each in every],
        {each.spot.key: each.timeline for each in every},
        synergists,
        {each.spot.key: each.rules for each in every},
    )
    return {each.spot.key: _among_others(each, spread[each.spot.key]) for each in every}


@kept(24)
def _among_others(each: Alone, spread: Spread) -> SpotRecurrence:
    """The very same for as long as nothing changes of the spot, so that what rests on it can be kept by it."""
    return SpotRecurrence(
        spot=each.spot,
        rules=each.rules,
        series=each.series,
        timeline=each.timeline,
        sessions=each.sessions,
        durability=each.durability,
        flags=Flags(each.rapid_return, each.persistence, spread, stale=each.timeline.is_stale),
    )
