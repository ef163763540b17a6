"""What is made of an error of the storage, the real ones where they can be had here."""

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from psycopg import errors
from psycopg_pool import PoolTimeout

from tracker.outages import AWAY, BUSY, DAMAGED, FULL, READ_ONLY, Outage, outage_of


def wrapped(cause: BaseException) -> DatabaseError:
    """As Django hands on what a driver raised."""
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


def raised(path: Path | str, *statements: str) -> sqlite3.Error:
    try:
        connection = sqlite3.connect(path, timeout=0, isolation_level=None, uri=True)
        for statement in statements:
            connection.execute(statement)
    except sqlite3.Error as error:
        return error
    raise AssertionError("nothing was raised")


FILLS = ("PRAGMA max_page_count=3", "CREATE TABLE t (x)", "INSERT INTO t VALUES (zeroblob(99999))")


def test_what_sqlite_itself_raises_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "some.sqlite3"
    assert outage_of(wrapped(raised(tmp_path / "small", *FILLS))) is FULL
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("CREATE TABLE t (x)")
    holder.execute("BEGIN IMMEDIATE")
    assert outage_of(wrapped(raised(file, "BEGIN IMMEDIATE"))) is BUSY
    holder.rollback()
    assert outage_of(wrapped(raised(f"file:{file}?mode=ro", "INSERT INTO t VALUES (1)"))) is READ_ONLY
    assert outage_of(wrapped(raised(tmp_path / "no" / "folder"))) is AWAY
    file.write_bytes(b"no database at all, only words" * 99)
    assert outage_of(wrapped(raised(file, "SELECT * FROM t"))) is DAMAGED
    assert outage_of(wrapped(raised(tmp_path / "new", "SELECT * FROM nothing"))) is None


@pytest.mark.parametrize(
    ("cause", "outage"),
    [
        (errors.DiskFull(), FULL),
        (errors.TooManyConnections(), AWAY),
        (errors.AdminShutdown(), AWAY),
        (errors.CannotConnectNow(), AWAY),
        (errors.DeadlockDetected(), BUSY),
        (errors.ReadOnlySqlTransaction(), READ_ONLY),
        (psycopg.OperationalError("connection refused"), AWAY),
        (PoolTimeout("no connection after 8 seconds"), AWAY),
        (errors.UniqueViolation(), None),
        (errors.SyntaxError(), None),
    ],
)
def test_what_postgresql_says_is_told_apart(cause: psycopg.Error, outage: Outage | None) -> None:
    assert outage_of(wrapped(cause)) is outage


def test_files_that_cannot_be_written_are_outages_and_other_errors_are_none() -> None:
    assert outage_of(OSError(errno.ENOSPC, "no")) is FULL
    assert outage_of(OSError(errno.EROFS, "no")) is READ_ONLY
    assert outage_of(FileNotFoundError(errno.ENOENT, "no")) is None
    assert outage_of(InterfaceError("the connection is closed")) is AWAY
    assert outage_of(IntegrityError("not unique")) is None
    assert outage_of(ValueError("no")) is None
    assert outage_of(None) is None


def test_an_error_raised_from_another_is_of_the_other_kind() -> None:
    error = RuntimeError("while it was written")
    error.__context__ = OSError(errno.ENOSPC, "no room")
    assert outage_of(error) is FULL
