"""Flags: counts from a person's own diary that may be worth showing to a clinician. Never a diagnosis, never a cause.

`WATCH` is shown on the spot's own page; `ASSESS` makes the spot a candidate for a clinical assessment.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from tracker.analysis.episodes import Episode, Timeline
from tracker.analysis.records import Day, SpotRecord
from tracker.analysis.returns import DurabilityRecord
from tracker.analysis.rules import Rules
from tracker.analysis.sessions import Session

# Muscle -> the muscles that work with it.
Synergists = Mapping[str, Collection[str]]


class Level(IntEnum):
    NONE = 0
    WATCH = 1
    ASSESS = 2


# Of a quick return, of persistence and of spread.
Levels = tuple[Level, Level, Level]


@dataclass(frozen=True, slots=True)
class RapidReturn:
    """Credited sessions after which the spot surely came back within `rapid_days` (`rapid`) or surely did not (`held`).

    `open`: credited sessions of the same time of which neither is sure, or not yet.
    """

    level: Level
    rapid: tuple[DurabilityRecord, ...]
    held: tuple[DurabilityRecord, ...]
    open: tuple[DurabilityRecord, ...]

    @property
    def known(self) -> int:
        return len(self.rapid) + len(self.held)


@dataclass(frozen=True, slots=True)
class Persistence:
    """The last episode, if it has had no relief, and its sessions that failed. `days`: first to last active day."""

    level: Level
    episode: Episode | None = None
    failed: tuple[Session, ...] = ()

    @property
    def days(self) -> int:
        return 0 if self.episode is None else self.episode.length


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A spot whose first episode ever began on `day`."""

    spot: str
    day: Day


@dataclass(frozen=True, slots=True)
class Spread:
    """The episode that was followed by most new spots nearby, the latest of several, and these."""

    level: Level
    episode: Episode | None = None
    newcomers: tuple[Newcomer, ...] = ()


@dataclass(frozen=True, slots=True)
class Flags:
    """`stale`: nothing is known of the spot for more than `max_gap` days, or ever."""

    rapid_return: RapidReturn
    persistence: Persistence
    spread: Spread
    stale: bool

    @property
    def levels(self) -> Levels:
        return self.rapid_return.level, self.persistence.level, self.spread.level

    @property
    def level(self) -> Level:
        return max(self.levels)


@dataclass(frozen=True, slots=True)
class Earlier:
    """Of the diary before its first day that is looked at: the last day observed, and which spots had been active."""

    observed: Day
    active: Collection[str]


def rapid_return(timeline: Timeline, records: Iterable[DurabilityRecord], rules: Rules) -> RapidReturn:
    """A count with its denominator: a count alone would grow with how often one treats."""
    since = timeline.as_of - rules.lookback + 1
    rapid, held, still_open = [], [], []
    for record in records:
        if not record.course:
            continue
        earliest, latest = record.days
        if latest is not None and latest <= rules.rapid_days:
            if record.origin_day + latest >= since:
                rapid.append(record)
        elif record.origin_day + rules.rapid_days < since:
            continue
        elif earliest > rules.rapid_days or (latest is None and earliest == rules.rapid_days):
            held.append(record)
        else:
            still_open.append(record)
    level = _rapid_level(len(rapid), len(held), rules)
    return RapidReturn(level, tuple(rapid), tuple(held), tuple(still_open))


def _rapid_level(rapid: int, held: int, rules: Rules) -> Level:
    if rapid >= rules.assess_rapid and rapid / (rapid + held) >= rules.assess_share:
        return Level.ASSESS
    return Level.WATCH if rapid >= rules.watch_rapid else Level.NONE


def persistence(timeline: Timeline, sessions: Iterable[Session], rules: Rules) -> Persistence:
    """Of the last episode only, and only while nothing newer is known of the spot."""
    if not timeline.episodes or timeline.days[-1] < timeline.as_of - rules.lookback + 1:
        return Persistence(Level.NONE)
    last = timeline.episodes[-1]
    if last.relief_day is not None or last.piece != len(timeline.pieces) - 1:
        return Persistence(Level.NONE)
    index = len(timeline.episodes) - 1
    failed = tuple(session for session in sessions if session.episode == index and session.failed)
    if len(failed) < rules.persist_sessions:
        return Persistence(Level.NONE, last, failed)
    level = Level.ASSESS if last.length >= rules.persist_days else Level.WATCH
    return Persistence(level, last, failed)


def spreads(
    spots: Iterable[SpotRecord],
    timelines: Mapping[str, Timeline],
    synergists: Synergists,
    rules: Mapping[str, Rules],
    earlier: Earlier | None = None,
) -> dict[str, Spread]:
    """Spread of every spot: new spots in the same or a synergist muscle, on the same side or the midline.

    The one rule that looks at other spots. The list of synergists is read from the muscle of the first spot.
    """
    every = list(spots)
    observed = [timelines[spot.key].days[0] for spot in every if timelines[spot.key].days]
    first_ever = {
        spot.key: timelines[spot.key].episodes[0].start for spot in every if timelines[spot.key].episodes
    }
    if earlier is not None:
        observed.append(earlier.observed)
        first_ever = {key: day for key, day in first_ever.items() if key not in earlier.active}
    found = {}
    for spot in every:
        near = {spot.muscle, *synergists.get(spot.muscle, ())}
        newcomers = [
            Newcomer(other.key, first_ever[other.key])
            for other in every
            if other.key in first_ever
            and other.key != spot.key
            and other.muscle in near
            and other.side in (spot.side, "midline")
        ]
        found[spot.key] = _spread(timelines[spot.key], newcomers, min(observed, default=0), rules[spot.key])
    return found


def _spread(timeline: Timeline, newcomers: list[Newcomer], first_observed: Day, rules: Rules) -> Spread:
    since = max(timeline.as_of - rules.lookback + 1, first_observed + rules.burn_in)
    recent = sorted(
        (each for each in newcomers if each.day >= since), key=lambda newcomer: (newcomer.day, newcomer.spot)
    )
    best = Spread(Level.NONE)
    for episode in timeline.episodes if recent else ():
        followed = tuple(each for each in recent if 0 < each.day - episode.start <= rules.spread_days)
        if followed and len(followed) >= len(best.newcomers):
            level = Level.ASSESS if len(followed) >= rules.spread_assess else Level.WATCH
            best = Spread(level, episode, followed)
    return best
