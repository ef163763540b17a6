"""A diary as plain frozen records: what every analysis reads. No Django, no clock.

A day is an integer, `datetime.date.toordinal()` of the person's local date, so that clock changes and travel can
neither make nor drop a day. Records that come in tens of thousands are named tuples, the others frozen dataclasses;
none can be changed. `None` means not recorded; 0 means recorded as zero.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

Day = int


@dataclass(frozen=True, slots=True)
class SpotRecord:
    """One spot. `archived`: half-open periods [from, to) in which it was put away; `to` None: until now."""

    key: str
    muscle: str
    side: str
    first_day: Day
    archived: tuple[tuple[Day, Day | None], ...] = ()

    def asked_on(self, day: Day) -> bool:
        """Whether a completed check-in of `day` says something of this spot when it does not mention it."""
        if day < self.first_day:
            return False
        # Asked for every day of every spot, nearly always of one that was never put away.
        return not self.archived or not any(
            start <= day and (end is None or day < end) for start, end in self.archived
        )


class CheckInRecord(NamedTuple):
    """One day. Sleep belongs to the night that ended on that morning: as an exposure it counts for day - 1."""

    day: Day
    completed: bool
    sleep_hours: float | None = None
    sleep_quality: int | None = None
    stress: int | None = None


class RatingRecord(NamedTuple):
    """Worst pain 0-10 of a spot on a day; `pain` None: only signs or areas were noted."""

    spot: str
    day: Day
    pain: int | None


class TreatmentRecord(NamedTuple):
    """One treatment of one spot (`spot` None: the whole body), pain 0-10 just before and just after.

    `day` is the day it was written down for; `started`: the first day of a lasting change, such as a new desk.
    """

    day: Day
    spot: str | None
    kind: str
    tool: str = ""
    minutes: float | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    started: Day | None = None

    @property
    def marked_on(self) -> Day:
        """Where it stands in time: a lasting change where it began."""
        return self.day if self.started is None else self.started


@dataclass(frozen=True, slots=True)
class FactorRecord:
    """What a factor is. `kind`: scale, hours, minutes, count, amount or yes_no.

    `asked`: half-open periods [from, to) in which the person followed it; `to` None: until now.
    """

    key: str
    name: str
    kind: str
    unit: str = ""
    night_before: bool = False
    asked: tuple[tuple[Day, Day | None], ...] = ()

    def asked_on(self, day: Day) -> bool:
        """Whether the page of `day` asked for it, so that leaving it unticked says no."""
        return any(start <= day and (end is None or day < end) for start, end in self.asked)


class ReadingRecord(NamedTuple):
    """Value of a factor on a day; yes is 1, no is 0."""

    factor: str
    day: Day
    value: float


@dataclass(frozen=True, slots=True)
class Diary:
    """Everything of one person in a range of days, sorted by day; ratings and readings by spot or factor first."""

    spots: tuple[SpotRecord, ...] = ()
    check_ins: tuple[CheckInRecord, ...] = ()
    ratings: tuple[RatingRecord, ...] = ()
    treatments: tuple[TreatmentRecord, ...] = ()
    factors: tuple[FactorRecord, ...] = ()
    readings: tuple[ReadingRecord, ...] = field(default=())
