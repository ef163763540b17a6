"""Episodes: when a spot was active, when it was relieved, and what can be known of how it began.

The definition, whole:

    Cut the diary of the spot where more than `max_gap` days in a row are unknown. In each piece drop grey and unknown
    days. A run of active days is an episode. The first quiet day after it in the same piece is its relief day. A run
    of active days after a quiet one after an active one in the same piece is a return. Nothing is ever concluded
    across a cut.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

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


@dataclass(frozen=True, slots=True)
class Episode:
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

    `days`: the observed days in order. `pieces`: the first day of each piece. `turns`: the days on which the state
    became known or changed, and `states` what it then was: the index of the episode that began, or QUIET.
    """

    as_of: Day
    max_gap: int
    days: tuple[Day, ...]
    pieces: tuple[Day, ...]
    turns: tuple[Day, ...]
    states: tuple[int, ...]
    episodes: tuple[Episode, ...]

    @property
    def is_stale(self) -> bool:
        """Whether nothing was observed for more than `max_gap` days."""
        return not self.days or self.as_of - self.days[-1] > self.max_gap

    def last_observed(self, until: Day) -> Day | None:
        """The last observed day up to `until`, itself included."""
        index = bisect_right(self.days, until)
        return self.days[index - 1] if index else None

    def piece_of(self, day: Day) -> int:
        """The index of the piece that begins on `day` or last began before it; -1 before the first."""
        return bisect_right(self.pieces, day) - 1

    def state_on(self, day: Day) -> int:
        """What the last observed day knew, if it is at most `max_gap` days ago: QUIET, NOT_KNOWN or an episode."""
        observed = self.last_observed(day)
        if observed is None or day - observed > self.max_gap:
            return NOT_KNOWN
        turn = bisect_right(self.turns, observed) - 1
        if turn < 0 or self.turns[turn] < self.pieces[self.piece_of(observed)]:
            return NOT_KNOWN
        return self.states[turn]

    def episode_before(self, day: Day) -> int:
        """The index of the last episode of that day's piece that began up to `day`; -1 if there is none."""
        index = bisect_right(self.episodes, day, key=lambda episode: episode.start) - 1
        return index if index >= 0 and self.episodes[index].piece == self.piece_of(day) else -1

    def return_of(self, episode: int) -> Episode | None:
        """The episode that followed in the same piece."""
        following = self.episodes[episode + 1 : episode + 2]
        return next((each for each in following if each.piece == self.episodes[episode].piece), None)

    def away_until(self, episode: int) -> Day:
        """The last day on which a relieved episode is known to have been away: no day after relief was active."""
        following = episode + 1
        later = [each.start for each in self.episodes[following : following + 1]]
        piece = self.episodes[episode].piece
        ends = min([*later, *self.pieces[piece + 1 : piece + 2]], default=self.as_of + 1)
        return self.days[bisect_right(self.days, ends - 1) - 1]


def timeline_of(series: Series, as_of: Day, rules: Rules) -> Timeline:
    """`series`: worst pain by day of one spot. Days after `as_of` do not exist."""
    days = sorted(day for day in series if day <= as_of)
    pieces = list(_pieces(days, rules.max_gap))
    turns: list[Day] = []
    states: list[int] = []
    episodes: list[Episode] = []
    for number, piece in enumerate(pieces):
        runs = _runs(piece, series, rules)
        still_open = number + 1 == len(pieces) and as_of - piece[-1] <= rules.max_gap
        earlier = len(episodes)
        for position, (is_active, run) in enumerate(runs):
            turns.append(run[0])
            states.append(len(episodes) if is_active else QUIET)
            if is_active:
                relief_day = runs[position + 1][1][0] if position + 1 < len(runs) else None
                status, origin = _status(relief_day, still_open), _origin(earlier, len(episodes))
                episodes.append(
                    Episode(
                        run[0], run[-1], relief_day, status, origin, onset_seen=position > 0, piece=number
                    )
                )
    return Timeline(
        as_of=as_of,
        max_gap=rules.max_gap,
        days=tuple(days),
        pieces=tuple(piece[0] for piece in pieces),
        turns=tuple(turns),
        states=tuple(states),
        episodes=tuple(episodes),
    )


def _pieces(days: list[Day], max_gap: int) -> Iterator[list[Day]]:
    """`days` cut where more than `max_gap` days in a row are missing."""
    start = 0
    for index in range(1, len(days)):
        if days[index] - days[index - 1] > max_gap + 1:
            yield days[start:index]
            start = index
    if days:
        yield days[start:]


def _runs(piece: list[Day], series: Series, rules: Rules) -> list[tuple[bool, list[Day]]]:
    """Active and quiet runs in turn, grey days dropped: whether it is active, and its days."""
    active_min, quiet_max = rules.active_min, rules.quiet_max
    clear = [day for day in piece if not quiet_max < series[day] < active_min]
    return [
        (is_active, list(run)) for is_active, run in groupby(clear, lambda day: series[day] >= active_min)
    ]


def _status(relief_day: Day | None, still_open: bool) -> Status:
    if relief_day is not None:
        return Status.RELIEVED
    return Status.ONGOING if still_open else Status.LOST


def _origin(earlier: int, index: int) -> Origin:
    """Of the episode with that index; so many are `earlier` than its piece."""
    if index > earlier:
        return Origin.RETURN
    return Origin.UNKNOWN_INTERVAL if index else Origin.FIRST
