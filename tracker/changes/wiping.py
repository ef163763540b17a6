"""Removes rows for good: whole tables of a person in one statement each, and what the database file keeps of them."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from tracker.models import AuditEntry, Person
from tracker.models.owned import Owned
from tracker.models.portable import every_table

# How long to wait for others who read, so that the log can be emptied; who waits for an answer waits as well.
_PATIENCE_MS = 2_000


def wipe(rows: QuerySet[Any]) -> int:
    """Deletes `rows` in one statement, and gives their number. What names them must be gone before."""
    return rows.order_by()._raw_delete(rows.db)  # noqa: SLF001 - Django's own word for just that


def wipe_diary(person: Person) -> None:
    """Every row of every table that holds diaries. The caller holds the transaction.

    What happened in the account goes with the person, not before: `changes.auditing.forget_with_person`.
    """
    for model in owned_tables():
        wipe(model.objects.for_user(person))


def owned_tables() -> tuple[type[Owned], ...]:
    """Every table of a diary, each before those that its rows name."""
    return tuple(model for model in every_table()[::-1] if model is not AuditEntry)


def leave_no_trace(using: str = DEFAULT_DB_ALIAS, patience_ms: int = _PATIENCE_MS) -> bool:
    """Empties SQLite's log of recent writes, where what was deleted would stay a while; whether that could be done.

    In the file itself deleted content is overwritten (PRAGMA secure_delete). Somebody who reads for longer than our
    patience, during which nobody can write, leaves the log to the worker, which does the same every minute.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {patience_ms:d}").fetchone()
        try:
            busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual:d}").fetchone()
    return not busy
