"""From times asleep to hours of a night: what both phones' health records need alike.

A *sleep* is what lies less than GAP apart. It belongs to the date on which it ends, by the clock of the place where it
ended. The *night* of a date is the longest sleep that ended on it and every other that ended by noon, so a night with a
long time awake is whole, and so is the day's sleep of somebody who works at night. What is left is a nap. Time that
two records of one source cover counts once.
"""

import datetime
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from tracker.importers.reading import UnreadableFileError

GAP = 3 * 3600
DAY = 86_400
NOON = 12 * 3600
FIRST = datetime.date(1970, 1, 1)
LAST = datetime.date(2100, 1, 1)
MOST_STRETCHES = 1_000_000
MOST_SOURCES = 1_000
FIELDS = 5


class Stretch(NamedTuple):
    """A time asleep. Seconds since 1970 in UTC; `offset` of the local clock at its end in seconds, east positive."""

    start: int
    end: int
    offset: int
    staged: bool
    """Whether its source tells deep from light sleep."""
    line: int


class Sleep(NamedTuple):
    """`end` in seconds of the local clock."""

    seconds: int
    end: int
    staged: bool
    line: int


class Night(NamedTuple):
    seconds: int
    staged: bool
    line: int
    naps: int


class Times:
    """Times of one source, asleep for instance: 40 bytes for each that does not touch the one before it."""

    def __init__(self) -> None:
        self._fields = array("q")

    def __len__(self) -> int:
        return len(self._fields) // FIELDS

    def add(self, stretch: Stretch) -> None:
        """Raises UnreadableFileError where there are more than a life has room for."""
        if self._fields:
            joined = _join(self._at(len(self._fields) - FIELDS), stretch)
            if joined is not None:
                self._fields[-FIELDS:] = array("q", joined)
                return
        if len(self) >= MOST_STRETCHES:
            raise UnreadableFileError(
                f"The file has more than {MOST_STRETCHES:,} separate times of one kind."
            )
        self._fields.extend(stretch)

    def _at(self, place: int) -> Stretch:
        start, end, offset, staged, line = self._fields[place : place + FIELDS]
        return Stretch(start, end, offset, bool(staged), line)

    def nights(self) -> dict[datetime.date, Night]:
        by_date: dict[datetime.date, list[Sleep]] = {}
        for sleep in self._sleeps():
            by_date.setdefault(date_of(sleep.end), []).append(sleep)
        return {date: _night(sleeps) for date, sleeps in by_date.items()}

    def _sleeps(self) -> Iterator[Sleep]:
        """Neighbouring stretches as one sleep each, in order."""
        seconds, first, last = 0, None, None
        staged = False
        for stretch in self.apart():
            if last is not None and first is not None and stretch.start - last.end >= GAP:
                yield Sleep(seconds, last.end + last.offset, staged, first.line)
                seconds, first, staged = 0, None, False
            first, last = first or stretch, stretch
            seconds += stretch.end - stretch.start
            staged = staged or stretch.staged
        if last is not None and first is not None:
            yield Sleep(seconds, last.end + last.offset, staged, first.line)

    def apart(self) -> Iterator[Stretch]:
        """The union of all stretches: in order, none touching another."""
        current: Stretch | None = None
        fields = self._fields
        places = sorted(range(0, len(fields), FIELDS), key=lambda place: (fields[place], fields[place + 1]))
        for place in places:
            stretch = self._at(place)
            joined = None if current is None else _join(current, stretch)
            if joined is None and current is not None:
                yield current
            current = joined or stretch
        if current is not None:
            yield current


class TimesBySource:
    """Times asleep by device or app. All of them together are bounded, since a file may make up sources."""

    def __init__(self) -> None:
        self._times: dict[str, Times] = {}
        self._added = 0

    def add(self, source: str, stretch: Stretch) -> None:
        self._added += 1
        if self._added > MOST_STRETCHES:
            raise UnreadableFileError(f"The file has more than {MOST_STRETCHES:,} records of sleep.")
        if source not in self._times and len(self._times) >= MOST_SOURCES:
            raise UnreadableFileError(f"The file has sleep from more than {MOST_SOURCES:,} sources.")
        self._times.setdefault(source, Times()).add(stretch)

    def nights(self) -> dict[str, dict[datetime.date, Night]]:
        return {source: self._times[source].nights() for source in sorted(self._times)}


def date_of(local: int) -> datetime.date:
    """The date of a local clock that shows `local` seconds since 1970."""
    return FIRST + datetime.timedelta(days=local // DAY)


def in_calendar(local: int) -> bool:
    """Whether a moment is one that a phone can have recorded: keeps broken numbers out of dates."""
    return DAY <= local < (LAST - FIRST).days * DAY


def _join(one: Stretch, other: Stretch) -> Stretch | None:
    """Both as one where they touch or overlap, with the clock of the later end. None where they do not."""
    if other.start > one.end or one.start > other.end:
        return None
    later = max(one, other, key=lambda each: each.end)
    return Stretch(
        start=min(one.start, other.start),
        end=later.end,
        offset=later.offset,
        staged=one.staged or other.staged,
        line=min(one.line, other.line),
    )


def _night(sleeps: list[Sleep]) -> Night:
    longest = max(sleeps, key=lambda sleep: sleep.seconds)
    parts = [sleep for sleep in sleeps if sleep is longest or sleep.end % DAY <= NOON]
    return Night(
        seconds=sum(sleep.seconds for sleep in parts),
        staged=any(sleep.staged for sleep in parts),
        line=min(sleep.line for sleep in parts),
        naps=len(sleeps) - len(parts),
    )
