"""What happened to a spot after a day: facts alone, for pain rises and falls by itself.

Pain is compared over two stretches of the same length, before the day and after it, which itself belongs to neither:
as many days as have passed since, 90 at most. Each median stands with the number of its days, and none is given before
each stretch has seven.
"""

from dataclasses import dataclass
from statistics import median

from tracker.analysis.episodes import QUIET, Origin
from tracker.analysis.records import Day
from tracker.analysis.recurrence import SpotRecurrence

FEWEST = 7
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days whose pain is known, and their median pain; None where they are too few."""

    known: int
    median: float | None


@dataclass(frozen=True, slots=True)
class Afterwards:
    """`days` have passed. `returns`: surely back so many times; `quick` of them within `rapid_days` of a treatment.

    `away` of the `known` days after it lie in a quiet stretch. `before` and `after`: `length` days each.
    """

    days: int
    returns: int
    quick: int
    rapid_days: int
    away: int
    known: int
    length: int
    before: Stretch
    after: Stretch

    @property
    def compares(self) -> bool:
        return self.before.median is not None and self.after.median is not None


def afterwards(found: SpotRecurrence, day: Day) -> Afterwards:
    timeline = found.timeline
    passed = max(timeline.as_of - day, 0)
    length = min(passed, LONGEST)
    later = [state for known, state in zip(timeline.days, timeline.states, strict=True) if known > day]
    return Afterwards(
        days=passed,
        returns=sum(each.origin is Origin.RETURN and each.start > day for each in timeline.episodes),
        quick=_quick(found, day),
        rapid_days=found.rules.rapid_days,
        away=later.count(QUIET),
        known=len(later),
        length=length,
        before=_stretch(found, day - length, day - 1),
        after=_stretch(found, day + 1, day + length),
    )


def _quick(found: SpotRecurrence, day: Day) -> int:
    """Returns after `day` within the days that the rule calls quick, each after a treatment that had brought relief."""
    return sum(
        bool(record.course)
        and record.days[1] is not None
        and record.days[1] <= found.rules.rapid_days
        and record.origin_day + record.days[1] > day
        for record in found.durability
    )


def _stretch(found: SpotRecurrence, first: Day, last: Day) -> Stretch:
    known = [found.series[day] for day in found.timeline.days if first <= day <= last]
    return Stretch(len(known), float(median(known)) if len(known) >= FEWEST else None)
