"""A stretch of days, and the steps in which a chart goes through it."""

from dataclasses import dataclass

from tracker.analysis.records import Day

# More single days than this cannot be told apart on a small screen: beyond it a chart goes week by week.
DAILY_STEPS = 180


@dataclass(frozen=True, slots=True)
class Period:
    """Every day from `first` to `last`, both included."""

    first: Day
    last: Day

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A period ends before it begins.")

    def __contains__(self, day: Day) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def is_weekly(self) -> bool:
        """Whether charts of this period show weeks instead of days."""
        return self.days > DAILY_STEPS

    def weeks(self) -> list["Period"]:
        """Monday to Sunday; the first and the last week are cut where the period begins and ends."""
        return [
            Period(max(monday, self.first), min(monday + 6, self.last))
            for monday in range(monday_of(self.first), self.last + 1, 7)
        ]

    def steps(self) -> list["Period"]:
        """What a chart shows as one point each: single days, or weeks above DAILY_STEPS days."""
        if self.is_weekly:
            return self.weeks()
        return [Period(day, day) for day in range(self.first, self.last + 1)]


def monday_of(day: Day) -> Day:
    """Day 1 of the proleptic calendar was a Monday."""
    return day - (day - 1) % 7
