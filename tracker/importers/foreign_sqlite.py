"""Reads a SQLite file that a stranger made: rows of plain tables, and nothing else that such a file can do.

Views, virtual tables, triggers, generated columns, indexes, collations and functions of the file stay unused: a table
is read only if the database says that it is one, a column only if it is stored, and an authorizer refuses whatever is
not the reading of a column that was asked for. Time, memory and the length of a cell are bounded.
"""

import re
import resource
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tracker.importers.reading import UnreadableFileError
from tracker.importers.safe_zip import shown

MAGIC = b"SQLite format 3\0"
MOST_SECONDS = 120.0
MOST_GROWTH = 400 * 1024**2
"""In bytes of this process: a list of a million tables is read into memory before anything can be asked."""
MOST_CELL = 1_000_000
STEPS_BETWEEN_LOOKS = 2_000
PLAIN_TABLE = re.compile(rb"\s*CREATE\s+TABLE\s", re.IGNORECASE)
DAMAGED = "The database in the file is damaged: “{}”. Export it again and send that."
TOO_LONG = (
    "Reading the database took too long or too much memory, as no export of the phone does. It was not read."
)
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MOST_CELL,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 10,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
SETTINGS = ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "mmap_size=0")
ALLOWED = {sqlite3.SQLITE_SELECT}
SCHEMA = {"sqlite_master", "sqlite_schema"}
BROKEN = (sqlite3.Error, ValueError, OverflowError, MemoryError)
"""ValueError: words of a damaged file within an error that are not UTF-8."""
Row = tuple[object, ...]


class ForeignSqlite:
    """An opened database. `tables`: of the names asked for, those that are tables, with the columns they store."""

    def __init__(self, connection: sqlite3.Connection, names: tuple[str, ...]) -> None:
        self._connection = connection
        self._readable: set[tuple[str, str]] = set()
        self._asked = set(names)
        connection.set_authorizer(self._authorize)
        self.tables = {name: self._columns(name) for name in names if self._is_table(name)}
        self._readable = {(name, column) for name, columns in self.tables.items() for column in columns}
        self._asked = set()

    def rows(self, table: str, columns: tuple[str, ...], order: str = "") -> Iterator[Row]:
        """Every row of a table of `tables`; None for a column that it lacks. Text comes as bytes."""
        stored = self.tables[table]
        wanted = ", ".join(f'"{column}"' if column in stored else "NULL" for column in columns)
        ordered = f' ORDER BY "{order}"' if order in stored else ""
        yield from self._ask(f'SELECT {wanted} FROM "{table}" NOT INDEXED{ordered}')  # noqa: S608  # our own names

    def _is_table(self, name: str) -> bool:
        found = list(self._ask("SELECT type, rootpage, sql FROM sqlite_master WHERE name = ?", (name,)))
        return len(found) == 1 and found[0][0] == b"table" and _is_plain(found[0])

    def _columns(self, name: str) -> frozenset[str]:
        """What the table stores: a hidden or a generated column is worked out by the file's own words."""
        described = self._ask(f'PRAGMA table_xinfo("{name}")')
        return frozenset(_text(row[1]) for row in described if row[6] == 0)

    def _ask(self, statement: str, values: tuple[str, ...] = ()) -> Iterator[Row]:
        try:
            yield from self._connection.execute(statement, values)
        except BROKEN as error:
            raise UnreadableFileError(_told(error)) from error

    def _authorize(
        self, action: int, first: str | None, second: str | None, _database: str | None, through: str | None
    ) -> int:
        """`through` names the view or trigger behind an access: there is none in what we ask."""
        if through is not None:
            return sqlite3.SQLITE_DENY
        reads = action == sqlite3.SQLITE_READ and (first in SCHEMA or (first, second) in self._readable)
        describes = action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo" and second in self._asked
        return sqlite3.SQLITE_OK if reads or describes or action in ALLOWED else sqlite3.SQLITE_DENY


@contextmanager
def opened(path: Path, names: tuple[str, ...]) -> Iterator[ForeignSqlite]:
    """Raises UnreadableFileError for what is no database, is damaged, or takes too long."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(address, uri=True, cached_statements=0)
    except sqlite3.Error as error:
        raise UnreadableFileError(_told(error)) from error
    with closing(connection):
        connection.text_factory = bytes
        for limit, value in LIMITS.items():
            connection.setlimit(limit, value)
        for setting in SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        connection.set_progress_handler(_Patience().is_over, STEPS_BETWEEN_LOOKS)
        yield ForeignSqlite(connection, names)


class _Patience:
    def __init__(self) -> None:
        self._until = time.monotonic() + MOST_SECONDS
        self._most = _memory() + MOST_GROWTH

    def is_over(self) -> bool:
        return time.monotonic() > self._until or _memory() > self._most


def _memory() -> int:
    """The most that this process has used so far, in bytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024


def _told(error: Exception) -> str:
    """Which table or column it was may be any bytes at all, not even text."""
    if isinstance(error, sqlite3.Error):
        return TOO_LONG if "interrupted" in str(error) else DAMAGED.format(shown(str(error), 120))
    return DAMAGED.format("what it says is not text")


def _is_plain(row: Row) -> bool:
    _, page, sql = row
    return (
        isinstance(page, int) and page > 0 and isinstance(sql, bytes) and PLAIN_TABLE.match(sql) is not None
    )


def _text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
