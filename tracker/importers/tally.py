"""Sums by day and source: kept small however long the file is."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from tracker.importers.reading import UnreadableFileError

MOST_SUMS = 200_000


class Total(NamedTuple):
    """`line`: where the first record of it stands."""

    amount: Decimal
    line: int


class DayTotals:
    """What each source says of each day."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, datetime.date], Decimal] = {}
        self._lines: dict[tuple[str, datetime.date], int] = {}

    def add(self, source: str, date: datetime.date, amount: Decimal, line: Callable[[], int]) -> None:
        """Raises UnreadableFileError where there are more days and sources than a person has."""
        key = source, date
        if key in self._sums:
            self._sums[key] += amount
            return
        if len(self._sums) >= MOST_SUMS:
            raise UnreadableFileError(f"The file has sums of more than {MOST_SUMS:,} days and sources.")
        self._sums[key] = amount
        self._lines[key] = line()

    def by_source(self) -> dict[str, dict[datetime.date, Total]]:
        found: dict[str, dict[datetime.date, Total]] = {}
        for (source, date), amount in self._sums.items():
            found.setdefault(source, {})[date] = Total(amount, self._lines[source, date])
        return found

    def largest(self) -> dict[datetime.date, Total]:
        """For each day the largest sum of one source: two devices in one pocket count the same steps."""
        found: dict[datetime.date, Total] = {}
        for (source, date), amount in self._sums.items():
            if date not in found or amount > found[date].amount:
                found[date] = Total(amount, self._lines[source, date])
        return found
