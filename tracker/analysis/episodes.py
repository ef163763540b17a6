"""Episodes: when a spot was active, when it was relieved, and what can be known of how it began.

The definition, whole:

    Cut the diary of the spot where more than `max_gap` days in a row are unknown. In each piece drop grey and unknown
    days. A run of active days is an episode. The first quiet day after it in the same piece is its relief day. A run
    of active days after a quiet one after an active one in the same piece is a return. Nothing is ever concluded
    across a cut.
"""

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from tracker.analysis.records import Day
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series

# What a state is where it is not the index of an episode. NOT_KNOWN: nothing seen lately, or grey days only.
QUIET = -1
NOT_KNOWN = -2


class Status(Enum):
    RELIEVED = "relieved"
    ONGOING = "ongoing"
    LOST = "lost"


class Origin(Enum):
    """How an episode began. UNKNOWN_INTERVAL: there was one before, but a cut lies between."""

    FIRST = "first"
    RETURN = "return"
    UNKNOWN_INTERVAL = "unknown_interval"


class Episode(NamedTuple):
    """A run of active days. `onset_seen`: a quiet day came before it in the same piece; `piece` counts from 0."""

    start: Day
    last_active: Day
    relief_day: Day | None
    status: Status
    origin: Origin
    onset_seen: bool
    piece: int

    @property
    def length(self) -> int:
        """Days from the first to the last active one, both counted."""
        return self.last_active - self.start + 1


@dataclass(frozen=True, slots=True)
class Timeline:
    """One spot up to `as_of`.

    `days`: the observed days in order. `states`: what is known on each of them: the index of the episode that is
    going on, QUIET or NOT_KNOWN. `pieces`: the first day of each piece.
    """

    as_of: Day
    max_gap: int
    days: tuple[Day, ...]
    states: tuple[int, ...]
    pieces: tuple[Day, ...]
    episodes: tuple[Episode, ...]

    @property
    def is_stale(self) -> bool:
        """Whether nothing was observed for more than `max_gap` days."""
        return not self.days or self.as_of - self.days[-1] > self.max_gap

    def last_observed(self, until: Day) -> Day | None:
        """The last observed day up to `until`, itself included."""
        index = bisect_right(self.days, until)
        return self.days[index - 1] if index else None

    def state_on(self, day: Day) -> int:
        """What the last observed day knew, if it is at most `max_gap` days ago: QUIET, NOT_KNOWN or an episode."""
        index = bisect_right(self.days, day)
        if not index or day - self.days[index - 1] > self.max_gap:
            return NOT_KNOWN
        return self.states[index - 1]

    def episode_before(self, day: Day) -> int:
        """The index of the last episode of that day's piece that began up to `day`; -1 if there is none."""
        index = bisect_right(self.episodes, day, key=lambda episode: episode.start) - 1
        piece = bisect_right(self.pieces, day) - 1
        return index if index >= 0 and self.episodes[index].piece == piece else -1

    def return_of(self, episode: int) -> Episode | None:
        """The episode that followed in the same piece."""
        if episode + 1 == len(self.episodes):
            return None
        following = self.episodes[episode + 1]
        return following if following.piece == self.episodes[episode].piece else None

    def away_until(self, episode: Episode, back: Episode | None) -> Day:
        """The last day on which a relieved episode is known to have been away; `back`: its return."""
        if back is not None:
            end = back.start
        elif episode.piece + 1 < len(self.pieces):
            end = self.pieces[episode.piece + 1]
        else:
            return self.days[-1]
        return self.days[bisect_left(self.days, end) - 1]


def timeline_of(series: Series, as_of: Day, rules: Rules, before: Timeline | None = None) -> Timeline:
    """`series`: worst pain by day of one spot. Days after `as_of` do not exist.

    `before`: the timeline up to an episode, exclusive, where that is known already: see `spot_story`.
    """
    days = sorted(series)
    del days[bisect_right(days, as_of) :]
    known = before or Timeline(as_of, rules.max_gap, (), (), (), ())
    states, pieces, runs = _walk(days, series, rules, known)
    open_piece = len(pieces) - 1 if days and as_of - days[-1] <= rules.max_gap else None
    last_known = known.episodes[-1] if known.episodes else None
    return Timeline(
        as_of=as_of,
        max_gap=rules.max_gap,
        days=tuple(days),
        states=(*known.states, *states),
        pieces=tuple(pieces),
        episodes=(
            *known.episodes,
            *(
                _episode(run, earlier, open_piece)
                for run, earlier in zip(runs, [last_known, *runs], strict=False)
            ),
        ),
    )


@dataclass(slots=True)
class _Run:
    """An episode as far as the walk has come."""

    start: Day
    last_active: Day
    onset_seen: bool
    piece: int
    relief_day: Day | None = None


def _walk(
    days: list[Day], series: Series, rules: Rules, before: Timeline
) -> tuple[list[int], list[Day], list[_Run]]:
    """In one pass over those of `days` that `before` does not know: their states, and the runs of active days.

    And the first day of every piece.
    """
    active_min, quiet_max, reach = rules.active_min, rules.quiet_max, rules.max_gap + 1
    states: list[int] = []
    pieces, runs, first = list(before.pieces), list[_Run](), len(before.episodes)
    state, known_until = NOT_KNOWN, -math.inf
    if before.days:
        state, known_until = before.states[-1], before.days[-1] + reach
    for day in days[len(before.days) :]:
        if day > known_until:
            pieces.append(day)
            state = NOT_KNOWN
        known_until = day + reach
        pain = series[day]
        if pain >= active_min:
            if state < 0:
                runs.append(_Run(day, day, onset_seen=state == QUIET, piece=len(pieces) - 1))
                state = first + len(runs) - 1
            runs[-1].last_active = day
        elif pain <= quiet_max:
            if state >= 0:
                runs[-1].relief_day = day
            state = QUIET
        states.append(state)
    return states, pieces, runs


def _episode(run: _Run, before: _Run | Episode | None, open_piece: int | None) -> Episode:
    return Episode(
        start=run.start,
        last_active=run.last_active,
        relief_day=run.relief_day,
        status=_status(run, open_piece),
        origin=_origin(run, before),
        onset_seen=run.onset_seen,
        piece=run.piece,
    )


def _status(run: _Run, open_piece: int | None) -> Status:
    if run.relief_day is not None:
        return Status.RELIEVED
    return Status.ONGOING if run.piece == open_piece else Status.LOST


def _origin(run: _Run, before: _Run | Episode | None) -> Origin:
    if before is None:
        return Origin.FIRST
    return Origin.RETURN if before.piece == run.piece else Origin.UNKNOWN_INTERVAL
