"""What is asked: outcomes and factors as they are recorded, and the shapes in which a factor may act.

Plain records, no numpy: a page may hold and store them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import ceil
from typing import NamedTuple

from tracker.analysis.series import Series

# Days from the exposure to the outcome, fixed beforehand.
HORIZONS = (1, 2, 3)


class Shape(Enum):
    """Yes/no factors are taken as they are; a number as a slope and as one cut, both fixed beforehand."""

    YES_NO = "yes_no"
    SLOPE = "slope"
    CUT = "cut"


class Relation(Enum):
    BELOW = "<"
    AT_MOST = "<="
    AT_LEAST = ">="


class Cut(NamedTuple):
    """The days of one kind: those whose value stands in `relation` to `value`; all others are of the other kind."""

    relation: Relation
    value: float

    def holds(self, value: float) -> bool:
        if self.relation is Relation.BELOW:
            return value < self.value
        return value <= self.value if self.relation is Relation.AT_MOST else value >= self.value


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor by day. `night_before`: entered in the morning, so exposure of the day before.

    `cut`: that of the catalogue, or the one frozen when the factor was first tested; None: the lowest third.
    """

    key: str
    series: Series
    is_yes_no: bool = False
    cut: Cut | None = None
    night_before: bool = False

    def exposures(self) -> Series:
        """By the day after whose pain, and before whose next pain, each value lies."""
        if not self.night_before:
            return self.series
        return {day - 1: value for day, value in self.series.items()}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may follow, by day. `pain`: the series whose recent past is a control beside the outcome's own.

    None: the outcome is that pain. `negligible`: an effect within plus and minus so much is called little or none, in
    the outcome's unit; None: no effect is called that. `fewest_events`: nothing is said below so many days with a
    value above 0.
    """

    key: str
    series: Series
    pain: Series | None = None
    negligible: float | None = 0.5
    fewest_events: int = 0


def lowest_third(values: Iterable[float]) -> Cut:
    """The cut of a number that has none in the catalogue: to be kept once the factor was tested.

    At most the value that a third of the days reach; where that is the highest one, everything below it. Raises
    ValueError without values.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("Without values there is no lowest third.")
    edge = ordered[ceil(len(ordered) / 3) - 1]
    return Cut(Relation.BELOW if edge == ordered[-1] else Relation.AT_MOST, edge)
