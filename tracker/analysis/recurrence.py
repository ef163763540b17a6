"""The recurrence of a whole diary: for every spot its episodes, sessions, days to return and flags.

Nothing here is stored. All of it is a function of (diary, rules, as_of), computed anew whenever it is asked for, so
that a day written down late changes the past, as it should. The cost grows linearly with the diary.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

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
from tracker.analysis.records import Day, Diary
from tracker.analysis.rules import Rules
from tracker.analysis.series import pain_by_spot
from tracker.analysis.sessions import treatments_by_spot
from tracker.analysis.spot_story import SpotStory, story_of


@dataclass(frozen=True, slots=True)
class SpotRecurrence(SpotStory):
    """All that is known of the returns of one spot."""

    flags: Flags


@dataclass(frozen=True, slots=True)
class Alone(SpotStory):
    """What is known of a spot without a look at the others."""

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
        alone(story_of(spot, series[spot.key], treated.get(spot.key, {}), as_of, ruled[spot.key]))
        for spot in diary.spots
    ]
    return together(every, synergists)


def alone(story: SpotStory) -> Alone:
    return Alone(
        **_fields_of(story),
        rapid_return=rapid_return(story.timeline, story.durability, story.rules),
        persistence=persistence(story.timeline, story.sessions, story.rules),
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
    flags = Flags(each.rapid_return, each.persistence, spread, stale=each.timeline.is_stale)
    return SpotRecurrence(**_fields_of(each), flags=flags)


def _fields_of(story: SpotStory) -> dict[str, Any]:
    return {each.name: getattr(story, each.name) for each in fields(SpotStory)}
