"""What a report is of: days, spots, and whether notes go along. Plain, so that a shared link can keep it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

Date = datetime.date
DAYS = 90


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """From `start` to `end`, both included. `spots`: public ids; None: all that were in use in these days.

    `notes`: whether the person's own words go along.
    """

    start: Date
    end: Date
    spots: tuple[UUID, ...] | None = None
    notes: bool = False

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def as_json(self) -> dict[str, Any]:
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "spots": None if self.spots is None else [str(key) for key in self.spots],
            "notes": self.notes,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ReportChoice":
        spots = kept["spots"]
        return cls(
            start=Date.fromisoformat(kept["start"]),
            end=Date.fromisoformat(kept["end"]),
            spots=None if spots is None else tuple(UUID(key) for key in spots),
            notes=bool(kept["notes"]),
        )


def usual(today: Date) -> ReportChoice:
    """The last 90 days, today included: as many as the rules look back on unless somebody changed them."""
    return ReportChoice(today - datetime.timedelta(days=DAYS - 1), today)
