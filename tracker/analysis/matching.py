"""Same spot: whether a new mark is one of the spots that are already known.

A spot is a thing with an identity that the person chose; matching only proposes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot

from tracker.analysis.records import Day

# In body heights: about 3.5 cm, the size of the error with which a tender point is found again.
REACH = 0.02
# Worst pain of a day from which on a spot was active that day.
ACTIVE_MIN = 3
# Coordinates are decimal fractions: two distances that differ by less are the same distance.
_PLACES = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on one view of the body, and the muscle and side it was given. Lengths in body heights."""

    muscle: str
    side: str
    view: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Anchored:
    """A known spot and its first mark, which never moves, so that repeated matches cannot drift.

    `number` orders spots by age; `last_active`: the last day with pain of ACTIVE_MIN or more, None if
    there is none.
    """

    key: str
    number: int
    anchor: Mark
    last_active: Day | None = None


def same_spot(new: Mark, known: Iterable[Anchored], reach: float = REACH) -> Anchored | None:
    """The known spot that `new` most likely is, or None.

    Muscle, side and view agree and the anchor is at most `reach` away. The nearest wins; at the same distance the
    one active most recently, then the lower number. Archived spots take part: one that comes back is the point.
    """
    found = [
        (distance, -_activity(spot), spot.number, spot)
        for spot in known
        if _agree(new, spot.anchor) and (distance := _distance(new, spot.anchor)) <= reach
    ]
    return min(found, key=lambda each: each[:3])[3] if found else None


def _agree(one: Mark, other: Mark) -> bool:
    return (one.muscle, one.side, one.view) == (other.muscle, other.side, other.view)


def _distance(one: Mark, other: Mark) -> float:
    """Both on the same side, where x grows away from the midline in either."""
    return round(hypot(one.x - other.x, one.y - other.y), _PLACES)


def _activity(spot: Anchored) -> float:
    return float("-inf") if spot.last_active is None else spot.last_active
