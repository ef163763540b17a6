"""An SQLite database copied while others write to it, and put in the place of another while they may read it."""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from tracker.backups import BackupError

VERSION = sqlite3.sqlite_version
COPY_PREFIX = ".unknot-copy-"
_PAGES_A_STEP = 2_000
_PATIENCE_SECONDS = 20.0
_LOG_PATIENCE_MS = 2_000


def path_of(connection: BaseDatabaseWrapper) -> Path:
    return Path(connection.settings_dict["NAME"])


def check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BackupError(
            f"Not enough room in {folder}: {needed / 1e6:,.0f} MB are needed, {free / 1e6:,.0f} MB are free."
        )


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A place for a plain copy: beside the database, where its content lies anyway, and for its owner alone."""
    with tempfile.TemporaryDirectory(prefix=COPY_PREFIX, dir=folder) as made:
        yield Path(made)


@contextmanager
def snapshot(source: Path) -> Iterator[Path]:
    """The database as it is at this moment, in a file of its own that has been checked.

    A reading transaction holds the moment, so that the copy need not begin anew with each write of others; with a
    write-ahead log nobody waits for it.
    """
    with ExitStack() as kept:
        try:
            check_room(source.parent, source.stat().st_size)
            path = kept.enter_context(scratch(source.parent)) / source.name
            _copy(source, path)
        except (OSError, sqlite3.Error) as error:
            raise BackupError(f"The database cannot be copied: {error}.") from error
        check(path)
        # What fails while it is read is not the copy: the encryption, the disk that the backup goes to.
        yield path


def _copy(source: Path, path: Path) -> None:
    with closing(_opened(source)) as live, closing(_opened(path)) as copy:
        live.execute("PRAGMA query_only = ON")
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy.execute("PRAGMA synchronous = OFF")
        live.backup(copy, pages=_PAGES_A_STEP, progress=patience())
        live.execute("COMMIT")
        copy.execute("PRAGMA journal_mode = DELETE")


def check(path: Path) -> None:
    """Every page and index of the database, and every reference from one row to another."""
    try:
        with closing(_opened(path)) as database:
            (said,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            astray = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        said, astray = str(error), None
    if said != "ok":
        raise BackupError(f"The copy of the database is damaged: {said}.")
    if astray is not None:
        raise BackupError(f"A row of {astray[0]} names one of {astray[2]} that is not there.")


def put_in_place(source: Path, target: Path) -> None:
    """The content of `source` becomes that of `target` in one step, by SQLite's own locks and log.

    A file that is renamed over a database would leave a log behind that does not belong to it, and whoever has the old
    one open would go on writing there.
    """
    with closing(_opened(source)) as copy, closing(_opened(target)) as live:
        try:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
                live.execute(f"PRAGMA {pragma}")
            copy.backup(live, pages=_PAGES_A_STEP, progress=patience())
            # What the log still holds, later writers take up, if somebody reads for longer.
            live.execute(f"PRAGMA busy_timeout = {_LOG_PATIENCE_MS}")
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise BackupError(
                f"Nothing was written: {error}. Is the app still running? Stop it first."
            ) from error
    os.chmod(target, 0o600)  # noqa: PTH101 - as the app makes it


def patience() -> Callable[[int, int, int], None]:
    """Python's own loop waits for ever for somebody who holds the database."""
    last = [time.monotonic(), -1.0]

    def told(_: int, remaining: int, __: int) -> None:
        if remaining != last[1]:
            last[:] = time.monotonic(), remaining
        elif time.monotonic() - last[0] > _PATIENCE_SECONDS:
            raise sqlite3.OperationalError("the database is locked")

    return told


def _opened(path: Path) -> sqlite3.Connection:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.close(descriptor)
    return sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)
