"""Pain in many places: how many parts of the body had pain in each of the last weeks. Plain counts, no score.

The body is counted in five parts: left and right of the upper and of the lower body, and the axis (neck and back).
Only spots that were logged are counted, so every count is at least so many.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.analysis.records import Day
from tracker.analysis.series import Series

PARTS = 5
WEEK = 7
# Pain in at least so many parts, in so many of so many weeks: about three months.
MOST_PARTS = 4
MANY_WEEKS = 9
WEEKS = 12

# Spot -> the area of the body it lies in, and the part of the body that area counts for; None: for none of the five.
Places = Mapping[str, tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class ManyAreas:
    """`parts`: the parts with pain in each of the last WEEKS weeks, the last one first; a week is seven days.

    `areas`: the areas with pain in the last seven days.
    """

    areas: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]

    @property
    def now(self) -> int:
        """Of PARTS parts, so many had pain in the last seven days."""
        return len(self.parts[0])

    @property
    def weeks(self) -> int:
        """Of the last WEEKS weeks, so many had pain in most parts."""
        return sum(len(parts) >= MOST_PARTS for parts in self.parts)

    @property
    def for_months(self) -> bool:
        return self.weeks >= MANY_WEEKS


def many_areas(
    series: Mapping[str, Series], places: Places, active_min: Mapping[str, float], as_of: Day
) -> ManyAreas:
    """`series`: worst pain by day of each spot; a day counts from that spot's `active_min` on.

    Spots that are not in `places` count nowhere. The last week ends on `as_of`; later days do not exist. Unknown days
    add nothing.
    """
    areas: set[str] = set()
    parts: list[set[str]] = [set() for _ in range(WEEKS)]
    for spot, (area, part) in places.items():
        for week in _painful_weeks(series.get(spot, {}), active_min[spot], as_of):
            if week == 0:
                areas.add(area)
            if part is not None:
                parts[week].add(part)
    return ManyAreas(tuple(sorted(areas)), tuple(tuple(sorted(found)) for found in parts))


def _painful_weeks(values: Series, active_min: float, as_of: Day) -> set[int]:
    """Weeks back from `as_of`, of the last WEEKS, with an active day."""
    days = range(as_of - WEEKS * WEEK + 1, as_of + 1)
    return {(as_of - day) // WEEK for day in days if values.get(day, -1) >= active_min}
