"""A diary as it is handed over: plain records of everything a person wrote down, with their stable ids.

Writing starts from these and reading arrives at them. `None` is not recorded; an empty text was not written.
"""

import datetime
from decimal import Decimal
from typing import NamedTuple, NewType

Date = datetime.date
Id = NewType("Id", str)


class SpotEntry(NamedTuple):
    """`archived_before`: earlier periods [from, to) in which the spot was put away."""

    id: Id
    number: int
    muscle: str
    side: str
    view: str
    x: float
    y: float
    anchor_view: str
    anchor_x: float
    anchor_y: float
    nickname: str
    first_day: Date
    archived_on: Date | None
    archived_before: tuple[tuple[Date, Date], ...] = ()


class FactorEntry(NamedTuple):
    """`asked_before`: earlier periods [from, to) in which the person followed the factor."""

    id: Id
    builtin: str
    name: str
    kind: str
    unit: str
    asks_note: bool
    night_before: bool
    in_use: bool
    position: int
    asked_since: Date | None
    asked_before: tuple[tuple[Date, Date], ...] = ()


class CheckInEntry(NamedTuple):
    date: Date
    id: Id
    completed: bool
    sleep_hours: Decimal | None
    sleep_quality: int | None
    stress: int | None
    late: bool
    note: str


class ReadingEntry(NamedTuple):
    date: Date
    id: Id
    factor: Id
    value: Decimal
    late: bool
    note: str


class RatingEntry(NamedTuple):
    """`signs` in the order in which they are offered; `zones` as "side:zone"."""

    date: Date
    id: Id
    spot: Id
    pain: int | None
    signs: tuple[str, ...]
    zones: tuple[str, ...]
    late: bool


class TreatedEntry(NamedTuple):
    spot: Id
    pain_before: int | None
    pain_after: int | None


class TreatmentEntry(NamedTuple):
    date: Date
    id: Id
    kind: str
    tool: str
    minutes: Decimal | None
    pressure: int | None
    by: str
    whole_body: bool
    started_on: Date | None
    late: bool
    note: str
    spots: tuple[TreatedEntry, ...] = ()


Entry = CheckInEntry | ReadingEntry | RatingEntry | TreatmentEntry
"""What belongs to one day; its first field is that day."""


class Document(NamedTuple):
    """Part of a diary, or a whole one: what an import may add, whatever file it came from.

    Entries name spots and factors by their id: of one listed here, or of one that the person has. A check-in stands
    for its day alone; what it leaves None says nothing.
    """

    spots: tuple[SpotEntry, ...] = ()
    factors: tuple[FactorEntry, ...] = ()
    check_ins: tuple[CheckInEntry, ...] = ()
    readings: tuple[ReadingEntry, ...] = ()
    ratings: tuple[RatingEntry, ...] = ()
    treatments: tuple[TreatmentEntry, ...] = ()
