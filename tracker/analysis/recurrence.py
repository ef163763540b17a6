"""The recurrence of a whole diary: for every spot its episodes, sessions, days to return and flags.

Nothing here is stored. All of it is a function of (diary, rules, as_of), computed anew whenever it is asked for, so
that a day written down late changes the past, as it should. The cost grows linearly with the diary.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.analysis.episodes import Timeline, timeline_of
from tracker.analysis.flags import Flags, Synergists, persistence, rapid_return, spreads
from tracker.analysis.records import Day, Diary, SpotRecord
from tracker.analysis.returns import DurabilityRecord, durability_of
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series, pain_by_spot
from tracker.analysis.sessions import Session, sessions_of, treatments_by_spot


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
    timelines = {key: timeline_of(values, as_of, ruled[key]) for key, values in series.items()}
    spread = spreads(diary.spots, timelines, synergists, ruled)
    found = {}
    for spot in diary.spots:
        key, timeline = spot.key, timelines[spot.key]
        sessions = sessions_of(timeline, treated.get(key, {}), ruled[key])
        records = durability_of(timeline, sessions, ruled[key])
        flags = Flags(
            rapid_return=rapid_return(timeline, records, ruled[key]),
            persistence=persistence(timeline, sessions, ruled[key]),
            spread=spread[key],
            stale=timeline.is_stale,
        )
        found[key] = SpotRecurrence(spot, ruled[key], series[key], timeline, sessions, records, flags)
    return found
