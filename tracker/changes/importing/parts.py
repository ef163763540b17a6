"""What a plan is made of."""

import datetime
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from tracker.changes.importing.here import Values
from tracker.entries import Id

Date = datetime.date


class Difference(NamedTuple):
    """A value of the file that is not the one here."""

    date: Date
    kind: str
    ref: Id
    here: Any
    there: Any


@dataclass
class Line:
    """How many values of one kind, of one spot or factor, meet what. `first`, `last`: of those that are added."""

    kind: str
    ref: Id
    added: int = 0
    same: int = 0
    differing: int = 0
    first: Date | None = None
    last: Date | None = None

    def count(self, date: Date) -> None:
        self.added += 1
        self.first = min(self.first or date, date)
        self.last = max(self.last or date, date)


@dataclass
class RowChange:
    """What is written into one row. `pk` None: the row is made, with `public_id` if the file has one for it.

    `replaced`: what stood there, by field.
    """

    date: Date
    ref: Id
    public_id: UUID | None
    pk: int | None
    late: bool
    values: Values = field(default_factory=dict)
    replaced: Values = field(default_factory=dict)
