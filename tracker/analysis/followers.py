"""Which spots tend to become painful in the days after this one did, against what chance alone would give.

An *onset* is the first active day after a quiet one in the same piece, so a beginning that was really seen. An onset
of this spot on day s is *followed* by another spot if that one has an onset on s+1 ... s+DAYS; the same day is not
after. An onset counts only where it could be seen what followed: s+DAYS is not later than `as_of`, and the other spot
was observed on at least FEWEST_DAYS of those days.

By chance: number the observed days of the other spot 0 ... m-1 and move all of its onsets together by j of these days,
around the end to the beginning. Its rhythm stays as it is, only its place in the calendar is another one. The expected
number is the mean number of onsets followed, over all m places j. No simulation is needed: days that stand beside one
another in a window of L observed days hold a moved onset for exactly sum(min(gap, L)) of the m places, where the gaps
are those between neighbouring onsets, around the end.

More often than by chance is no proof of anything: two spots that are both worse in the same months also do that.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tracker.analysis.episodes import Timeline
from tracker.analysis.keeping import kept
from tracker.analysis.records import Day

DAYS = 14
# Of the days after an onset so many must be observed.
FEWEST_DAYS = 7
# Below so many onsets, of this spot that count and of the other in all, nothing is said.
FEWEST_ONSETS = 5
FEWEST_OF_OTHER = 3


@dataclass(frozen=True, slots=True)
class Follower:
    """`followed` of `onsets` onsets of this spot were followed by the other; `expected` of them by chance.

    `of_other`: onsets of the other spot in all. `days`: the onsets that were followed.
    """

    spot: str
    onsets: int
    followed: int
    expected: float
    of_other: int
    days: tuple[Day, ...]

    @property
    def is_enough(self) -> bool:
        return self.onsets >= FEWEST_ONSETS and self.of_other >= FEWEST_OF_OTHER


def followers_of(spot: str, timelines: Mapping[str, Timeline]) -> list[Follower]:
    """Every other spot of which anything was seen after an onset of `spot`, in the order of `timelines`."""
    found = (
        _follower(timelines[spot], timeline, other) for other, timeline in timelines.items() if other != spot
    )
    return [each for each in found if each.onsets]


def onsets_of(timeline: Timeline) -> list[Day]:
    return [episode.start for episode in timeline.episodes if episode.onset_seen]


@kept(64, records=2)
def _follower(own: Timeline, timeline: Timeline, other: str) -> Follower:
    """`timeline`: of the spot `other`."""
    onsets, days = onsets_of(own), timeline.days
    starts, chances = _by_chance(timeline)
    followed: list[Day] = []
    counted, expected = 0, 0.0
    for onset in onsets[: bisect_right(onsets, timeline.as_of - DAYS)]:
        first = bisect_right(days, onset)
        observed = bisect_right(days, onset + DAYS, first, min(first + DAYS, len(days))) - first
        if observed < FEWEST_DAYS:
            continue
        counted += 1
        expected += chances[observed]
        following = bisect_right(starts, onset)
        if following < len(starts) and starts[following] <= onset + DAYS:
            followed.append(onset)
    return Follower(other, counted, len(followed), expected, len(starts), tuple(followed))


@kept(16)
def _by_chance(timeline: Timeline) -> tuple[Sequence[Day], Sequence[float]]:
    """The onsets of a spot, and by the observed days of a window the chance that it holds one of them."""
    starts, around = onsets_of(timeline), len(timeline.days)
    places = _places([bisect_left(timeline.days, start) for start in starts], around)
    return starts, [each / around for each in places] if around else []


def _places(starts: Sequence[int], around: int) -> list[int]:
    """By the observed days of a window: how many places of the onsets put at least one of them into it."""
    gaps = sorted(_gaps(starts, around))
    # A window that is one day longer gains a place for each gap that reaches so far.
    return list(
        accumulate((len(gaps) - bisect_left(gaps, window) for window in range(1, DAYS + 1)), initial=0)
    )


def _gaps(starts: Sequence[int], around: int) -> list[int]:
    """From each place to the next one, the last one around the end to the first; a place alone: all the way."""
    if not starts:
        return []
    following = [*starts[1:], starts[0] + around]
    return [end - start for start, end in zip(starts, following, strict=True)]
