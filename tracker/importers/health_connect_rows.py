"""What the rows of a Health Connect database say: times in milliseconds since 1970, offsets of clocks in seconds."""

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tracker.importers.foreign_sqlite import Row
from tracker.importers.nights import DAY, FIRST, Night, Stretch, TimesBySource, date_of, in_calendar
from tracker.importers.reading import UnreadableFileError
from tracker.importers.skips import Skips
from tracker.importers.tally import DayTotals

ASLEEP = {2, 4, 5, 6}
"""Stages: 0 unknown, 1 awake, 2 sleeping, 3 out of bed, 4 light, 5 deep, 6 REM, 7 awake in bed."""
SESSION_COLUMNS = (
    "uuid",
    "row_id",
    "app_info_id",
    "start_time",
    "end_time",
    "start_zone_offset",
    "end_zone_offset",
)
STAGE_COLUMNS = ("parent_key", "stage_start_time", "stage_end_time", "stage_type")
AMOUNT_COLUMNS = ("uuid", "app_info_id", "start_time", "start_zone_offset", "local_date")
MOST_SESSIONS = 200_000
MOST_OFFSET = 18 * 3600
BAD_NIGHT = "A sleep session without a time that can be read."
LONG_NIGHT = "A sleep session of more than 24 hours."
AWAKE_NIGHT = "A sleep session in which nobody slept: all its stages are awake or unknown."


class Session(NamedTuple):
    app: int
    start: int
    end: int
    offset: int


class Sleepers:
    """Times asleep by app. Sessions first, then the stages; a session that has none counts whole."""

    def __init__(self, skips: Skips) -> None:
        self._skips = skips
        self._sessions: dict[int, Session] = {}
        self._staged: set[int] = set()
        self._slept: set[int] = set()
        self._times = TimesBySource()

    def add_sessions(self, rows: Iterable[Row]) -> None:
        for row in once_each(rows):
            number, app, *times = row[1:]
            session = _session(app, times)
            if session is None or not isinstance(number, int):
                self._skips.add(0, BAD_NIGHT)
            elif session.end - session.start > DAY:
                self._skips.add(0, LONG_NIGHT)
            elif len(self._sessions) >= MOST_SESSIONS:
                raise UnreadableFileError(f"The database has more than {MOST_SESSIONS:,} sleep sessions.")
            else:
                self._sessions[number] = session

    def add_stages(self, rows: Iterable[Row]) -> None:
        for parent, start, end, stage in rows:
            session = self._sessions.get(parent) if isinstance(parent, int) else None
            if session is None or not isinstance(parent, int):
                continue
            self._staged.add(parent)
            if stage in ASLEEP and isinstance(start, int) and isinstance(end, int):
                self._add(parent, session, max(start // 1000, session.start), min(end // 1000, session.end))

    def nights(self) -> dict[str, dict[datetime.date, Night]]:
        """By the number of the app, as text."""
        for number, session in self._sessions.items():
            if number not in self._staged:
                self._add(number, session, session.start, session.end)
        self._skips.add(0, AWAKE_NIGHT, times=len(self._sessions.keys() - self._slept))
        return self._times.nights()

    def _add(self, number: int, session: Session, start: int, end: int) -> None:
        if start < end:
            self._slept.add(number)
            self._times.add(str(session.app), Stretch(start, end, session.offset, staged=False, line=0))


def amounts(rows: Iterable[Row], what: str, factor: Decimal, most: int, skips: Skips) -> DayTotals:
    """By app (its number, as text) and day. `factor` turns the database's unit into ours; no record has over `most`."""
    totals = DayTotals()
    for row in once_each(rows):
        app, start, offset, local_date, value = row[1:]
        date = _date(local_date, start, offset)
        amount = _number(value, most)
        if date is None:
            skips.add(0, f"{what} without a date that can be read.")
        elif amount is None:
            skips.add(0, f"{what} without a number that can be read.")
        else:
            totals.add(str(_app(app)), date, amount * factor, _no_line)
    return totals


def once_each(rows: Iterable[Row]) -> Iterator[Row]:
    """Of neighbours with one uuid, which comes first in a row, the first."""
    before: object = None
    for row in rows:
        if row[0] is None or row[0] != before:
            yield row
        before = row[0]


def _session(app: object, times: list[object]) -> Session | None:
    start, end, start_offset, end_offset = times
    offset = start_offset if end_offset is None else end_offset
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(offset, int)):
        return None
    in_order = in_calendar(start // 1000) and in_calendar(end // 1000) and start < end
    if not in_order or abs(offset) > MOST_OFFSET:
        return None
    return Session(_app(app), start // 1000, end // 1000, offset)


def _date(local_date: object, start: object, offset: object) -> datetime.date | None:
    if isinstance(local_date, int) and in_calendar(local_date * DAY):
        return FIRST + datetime.timedelta(days=local_date)
    if isinstance(start, int) and isinstance(offset, int) and abs(offset) <= MOST_OFFSET:
        local = start // 1000 + offset
        return date_of(local) if in_calendar(local) else None
    return None


def _number(value: object, most: int) -> Decimal | None:
    """A number of the database is an int or a float, never text; the comparison leaves out what is not a number."""
    return Decimal(str(value)) if isinstance(value, int | float) and 0 <= value <= most else None


def _app(number: object) -> int:
    return number if isinstance(number, int) else 0


def _no_line() -> int:
    return 0
