"""What was recorded around the returns of one spot, beside what was recorded on all other days. Descriptions only.

Two stretches of days stand for a return on day R: for load the return day and the two before it (LOAD), for the whole
body the three days before it (BODY). What is asked in the morning of the night before counts for the day before, so the
night before R is the last of the three. Only returns whose day is known exactly are used; the days around the others
are in neither group, since nobody knows which of them they are.

A mean is the mean of the recorded days alone: a day without a value is in none, a recorded zero is a zero. Nothing is
tested here and nothing ranked, and days before a return may differ from others for many reasons.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from statistics import fmean

from tracker.analysis.period import Period
from tracker.analysis.records import Day
from tracker.analysis.returns import DurabilityRecord
from tracker.analysis.series import Series

# Days from the day of the return.
LOAD = (-2, -1, 0)
BODY = (-3, -2, -1)
# A spot that came back less often than this does not keep returning.
FEWEST_RETURNS = 2
# Below so many recorded days no mean is shown.
FEWEST_NEAR = 6
FEWEST_OTHER = 14


@dataclass(frozen=True, slots=True)
class Mean:
    """`value` None: not recorded on any of these days."""

    days: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Around:
    """Around the returns, and on the other days of the same period."""

    near: Mean
    other: Mean

    @property
    def is_recorded(self) -> bool:
        return self.near.days + self.other.days > 0

    @property
    def is_enough(self) -> bool:
        return self.near.days >= FEWEST_NEAR and self.other.days >= FEWEST_OTHER


@dataclass(frozen=True, slots=True)
class Returns:
    """`sure`: the days of returns that are known exactly. `unsure`: one of such days was."""

    sure: tuple[Day, ...]
    unsure: tuple[range, ...]

    @property
    def count(self) -> int:
        return len(self.sure) + len(self.unsure)

    def near(self, offsets: Collection[int]) -> set[Day]:
        return {day + offset for day in self.sure for offset in offsets}

    def doubtful(self, offsets: Collection[int]) -> set[Day]:
        return {day + offset for days in self.unsure for day in days for offset in offsets}


def returns_in(records: Iterable[DurabilityRecord], period: Period) -> Returns:
    """Those first seen within the period."""
    sure: list[Day] = []
    unsure: list[range] = []
    for record in records:
        earliest, latest = record.days
        if latest is None or record.origin_day + latest not in period:
            continue
        if earliest == latest:
            sure.append(record.origin_day + latest)
        else:
            unsure.append(range(record.origin_day + earliest, record.origin_day + latest + 1))
    return Returns(tuple(sure), tuple(unsure))


def around(values: Series, returns: Returns, offsets: Collection[int], period: Period) -> Around:
    """`values`: one measure by the day for which it counts, see `by_exposure`."""
    near = returns.near(offsets)
    doubtful = returns.doubtful(offsets) - near
    inside = {day: value for day, value in values.items() if day in period}
    return Around(
        near=_mean(value for day, value in inside.items() if day in near),
        other=_mean(value for day, value in inside.items() if day not in near and day not in doubtful),
    )


def by_exposure(values: Series, *, night_before: bool) -> Series:
    """What is asked in the morning of the night before counts for the day before."""
    return {day - 1: value for day, value in values.items()} if night_before else values


def _mean(values: Iterable[float]) -> Mean:
    known = list(values)
    return Mean(len(known), fmean(known) if known else None)
