"""Android's Health Connect: the zip that its backup writes, with one SQLite database in it, or that database alone.

Each measure is of one app, the one with the most days of it (then the larger sum): two apps count the same steps and
the same night. Every record counts once, by its uuid.
"""

import datetime
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TypeVar

from tracker.importers import foreign_sqlite, safe_zip
from tracker.importers.foreign_sqlite import MAGIC, ForeignSqlite, Row
from tracker.importers.health_connect_rows import (
    AMOUNT_COLUMNS,
    SESSION_COLUMNS,
    STAGE_COLUMNS,
    Sleepers,
    amounts,
)
from tracker.importers.health_subjects import (
    NAPS,
    SLEEP,
    STEPS,
    TOO_LONG,
    WATER,
    found,
    sleep_readings,
    sums,
)
from tracker.importers.nights import DAY, Night
from tracker.importers.reading import Found, Subject, Tell, UnreadableFileError, Upload
from tracker.importers.skips import Skips
from tracker.importers.tally import Total

SESSIONS, STAGES = "sleep_session_record_table", "sleep_stages_table"
STEPS_TABLE, HYDRATION = "steps_record_table", "hydration_record_table"
APPS = "application_info_table"
MEASURES = (SESSIONS, STEPS_TABLE, HYDRATION)
TABLES = (*MEASURES, STAGES, APPS)
MOST_DATABASE = 2 * 1024**3
MOST_LOOKED_INTO = 20
MOST_APPS = 1_000
AMOUNTS = {STEPS_TABLE: ("count", Decimal(1), 1_000_000), HYDRATION: ("volume", Decimal(1000), 100)}
"""Column, what turns its unit into ours (litres into mL), and the most that a record can mean."""
NEEDED = {
    SESSIONS: {"row_id", "start_time", "end_time"},
    STAGES: set(STAGE_COLUMNS),
    STEPS_TABLE: {"start_time", "count"},
    HYDRATION: {"start_time", "volume"},
}
Kept = TypeVar("Kept", Night, Total)
TELL_EVERY = 20_000
NO_DATABASE = "This is no Health Connect export: there is no database in it."


class HealthConnect:
    name = "health_connect"
    label = "Health Connect (Android)"
    hint = "On the phone: Settings, Health Connect, then Backup and restore: the file it saves is a zip."

    def recognises(self, upload: Upload) -> bool:
        try:
            if not safe_zip.starts_as_zip(upload.path):
                return _starts_as_database(upload.path)
            with safe_zip.opened(upload.path) as archive:
                return _database(archive) is not None
        except UnreadableFileError:
            return False

    def read(self, upload: Upload, answers: Mapping[str, list[str]], tell: Tell) -> Found:
        skips = Skips()
        with _on_disk(upload, tell) as path, foreign_sqlite.opened(path, TABLES) as database:
            _check(database)
            size = path.stat().st_size
            export = _Export(database, skips, lambda: tell(size, 2 * size))
            readings = sleep_readings(export.nights())
            readings += sums(STEPS, export.totals(STEPS_TABLE, STEPS))
            readings += sums(WATER, export.totals(HYDRATION, WATER))
        return found(readings, skips.told())


class _Export:
    def __init__(self, database: ForeignSqlite, skips: Skips, tell: Callable[[], None]) -> None:
        self._database = database
        self._skips = skips
        self._tell = tell
        self._apps = self._names()

    def nights(self) -> dict[datetime.date, Night]:
        sleepers = Sleepers(self._skips)
        sleepers.add_sessions(self._rows(SESSIONS, SESSION_COLUMNS, "uuid"))
        sleepers.add_stages(self._rows(STAGES, STAGE_COLUMNS))
        nights = sleepers.nights()
        chosen = self._choose(
            SLEEP, nights, {app: sum(map(_seconds, each.values())) for app, each in nights.items()}
        )
        for night in chosen.values():
            self._skips.add(0, NAPS, times=night.naps)
            self._skips.add(0, TOO_LONG, times=night.seconds > DAY)
        return chosen

    def totals(self, table: str, subject: Subject) -> dict[datetime.date, Total]:
        column, factor, most = AMOUNTS[table]
        rows = self._rows(table, (*AMOUNT_COLUMNS, column), "uuid")
        by_app = amounts(rows, subject.name, factor, most, self._skips).by_source()
        return self._choose(
            subject, by_app, {app: sum(map(_amount, each.values())) for app, each in by_app.items()}
        )

    def _choose(
        self,
        subject: Subject,
        by_app: dict[str, dict[datetime.date, Kept]],
        sizes: Mapping[str, Decimal | int],
    ) -> dict[datetime.date, Kept]:
        """What the one app says, and a word on each of the others."""
        if not by_app:
            return {}
        best = max(sorted(by_app), key=lambda app: (len(by_app[app]), sizes[app]))
        for app in sorted(by_app.keys() - {best}):
            others = f"{subject.name} of “{self._name(app)}”"
            self._skips.add(
                0,
                f"{others}: one app is read, and “{self._name(best)}” knows more days.",
                times=len(by_app[app]),
            )
        return by_app[best]

    def _name(self, app: str) -> str:
        return self._apps.get(app, f"app {app}")

    def _names(self) -> dict[str, str]:
        found = {}
        for number, package, name in islice(
            self._rows(APPS, ("row_id", "package_name", "app_name")), MOST_APPS
        ):
            text = next((each for each in (name, package) if isinstance(each, bytes) and each), b"?")
            found[str(number)] = safe_zip.shown(text.decode(errors="replace"))
        return found

    def _rows(self, table: str, columns: tuple[str, ...], order: str = "") -> Iterator[Row]:
        if table not in self._database.tables:
            return
        for number, row in enumerate(self._database.rows(table, columns, order)):
            if number % TELL_EVERY == 0:
                self._tell()
            yield row


IMPORTER = HealthConnect()


@contextmanager
def _on_disk(upload: Upload, tell: Tell) -> Iterator[Path]:
    """The database as a file, which SQLite needs: in a folder of its own that is gone afterwards."""
    if _starts_as_database(upload.path):
        yield upload.path
        return
    with safe_zip.opened(upload.path) as archive, tempfile.TemporaryDirectory(prefix="unknot-") as folder:
        member = _database(archive)
        if member is None:
            raise UnreadableFileError(NO_DATABASE)
        if member.size > MOST_DATABASE:
            raise UnreadableFileError(f"The database in the file is too large: {member.size:,} bytes.")
        path = Path(folder) / "export.db"
        with path.open("wb") as target:
            for number, chunk in enumerate(archive.chunks(member)):
                if number % 16 == 0:
                    tell(target.tell(), 2 * member.size)
                target.write(chunk)
        yield path


def _database(archive: safe_zip.SafeZip) -> safe_zip.Member | None:
    """The largest member that starts as a SQLite database does."""
    largest = sorted(archive.members, key=lambda member: -member.size)[:MOST_LOOKED_INTO]
    return next((member for member in largest if archive.start(member, len(MAGIC)) == MAGIC), None)


def _starts_as_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _check(database: ForeignSqlite) -> None:
    """Raises UnreadableFileError where it is some other database, or one of another layout."""
    present = [table for table in MEASURES if table in database.tables]
    if not present:
        raise UnreadableFileError(
            "This is a database, but not of Health Connect: it has no table of sleep, of steps or of drinks."
        )
    for table in (*present, *({STAGES} & database.tables.keys())):
        missing = sorted(NEEDED[table] - database.tables[table])
        if missing:
            raise UnreadableFileError(f"The table {table} in the database lacks {', '.join(missing)}.")


def _seconds(night: Night) -> int:
    return night.seconds


def _amount(total: Total) -> Decimal:
    return total.amount
