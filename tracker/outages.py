"""When what diaries are kept in cannot be used: no room left, others at work for too long, a database that is away.

An error is looked at together with what it was raised from: Django wraps those of the database's own driver.
"""

import errno
import sqlite3
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, InterfaceError

from tracker.logs import causes


@dataclass(frozen=True)
class Outage:
    """`status` and `retry_after` go to the browser, `log` to whoever runs the server."""

    name: str
    status: int
    log: str
    retry_after: int | None = None


FULL = Outage("full", 507, "NO ROOM LEFT: nothing can be saved until the disk has room again")
READ_ONLY = Outage(
    "read-only", 503, "the database may not be written to: look at its folder and its owner", 60
)
BUSY = Outage("busy", 503, "the database was busy for longer than a save may wait", 5)
AWAY = Outage("away", 503, "the database cannot be reached", 10)
DAMAGED = Outage("damaged", 503, "THE DATABASE IS DAMAGED: stop the server and restore a backup")

_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: FULL,  # what a quota, a limit of size or a failing disk looks like
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_PROTOCOL: BUSY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
# By the start of PostgreSQL's five letters, the longer ones first.
_POSTGRES = {
    "53100": FULL,
    "58030": FULL,
    "25006": READ_ONLY,
    "40001": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "53": AWAY,
    "57P": AWAY,
    "08": AWAY,
}
_FILES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO), FULL),
    errno.EROFS: READ_ONLY,
}


def outage_of(error: BaseException | None) -> Outage | None:
    """What is the matter with the storage; None for an error of another kind."""
    for each in causes(error):
        found = _outage(each)
        if found is not None:
            return found
    return None


def _outage(error: BaseException) -> Outage | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, OSError):
        return _FILES.get(error.errno or 0)
    if isinstance(error, InterfaceError):
        return AWAY  # a connection that was lost before
    if isinstance(error, DatabaseError):
        return _of_postgres(error.__cause__)
    return None


def _of_postgres(error: Any) -> Outage | None:
    """By psycopg's error. One without a code never got an answer from the server."""
    code: str | None = getattr(error, "sqlstate", "")
    if code is None:
        return AWAY if "OperationalError" in {kind.__name__ for kind in type(error).__mro__} else None
    return next((outage for start, outage in _POSTGRES.items() if code.startswith(start)), None)
