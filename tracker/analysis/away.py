"""How long one spot stays away, in few numbers: half of the times, the longest, and earlier against lately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.analysis.durability import curve_and_band
from tracker.analysis.keeping import kept
from tracker.analysis.returns import DurabilityRecord, middle

# Earlier and lately are compared from so many reliefs in each half on.
FEWEST_A_HALF = 5


@dataclass(frozen=True, slots=True)
class Away:
    """Reliefs in few numbers, days counted as in the records.

    `median`: the day by which half of the times it was back, by Kaplan and Meier; None where fewer than half are
    known to have come back, and then `followed` is the longest that any was followed. `low`, `high`: the days on
    which half may be back, by the 95 % interval; None: no limit on that side. `returned` of `reliefs` came back.
    """

    reliefs: int
    returned: int
    median: float | None
    low: float | None
    high: float | None
    followed: int


def away_of(records: Iterable[DurabilityRecord]) -> Away | None:
    """None without any relief."""
    return _of_all(records) if isinstance(records, tuple) else _of(list(records))


@kept(most=32)
def _of_all(records: tuple[DurabilityRecord, ...]) -> Away | None:
    """Those of a spot are the same ones until something of it changes, and a list of spots asks for each."""
    return _of(records)


def _of(known: Sequence[DurabilityRecord]) -> Away | None:
    if not known:
        return None
    days = [middle(record.days) for record in known]
    returned = [record.came_back for record in known]
    curve, band = curve_and_band(days, returned)
    low, high = band.median_range()
    return Away(
        reliefs=len(known),
        returned=sum(returned),
        median=curve.median,
        low=low,
        high=high,
        followed=max(record.days[0] for record in known),
    )


def longest_of(records: Iterable[DurabilityRecord]) -> DurabilityRecord | None:
    """The relief with the most days on which the spot was surely away; of equals the latest."""
    return max(records, key=lambda record: (record.days[0], record.origin_day), default=None)


@dataclass(frozen=True, slots=True)
class Halves:
    """The earlier half of the reliefs and the later one, which has one more where they are odd."""

    earlier: Away
    later: Away

    @property
    def longer(self) -> float | None:
        """So many days longer lately; below 0 shorter. None where one of the medians is not reached."""
        if self.earlier.median is None or self.later.median is None:
            return None
        return self.later.median - self.earlier.median

    @property
    def apart(self) -> bool:
        """Whether the two ranges have no day in common."""
        return _ends_before(self.earlier, self.later) or _ends_before(self.later, self.earlier)


def _ends_before(one: Away, other: Away) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def halves_of(records: Sequence[DurabilityRecord]) -> Halves | None:
    """`records` in order of time. None below FEWEST_A_HALF in each half."""
    half = len(records) // 2
    if half < FEWEST_A_HALF:
        return None
    earlier, later = _of(records[:half]), _of(records[half:])
    return None if earlier is None or later is None else Halves(earlier, later)
