"""Django's `migrate`, all of it in one transaction: a migration that fails leaves the database as it was.

Django gives each migration a transaction of its own, so that the third of five that fails leaves a database that fits
neither release, and on SQLite one whose references are no longer kept (see models.references). Here nobody sees any
of it before all of it is there, a process that is killed half way included.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

_LOCK = 0x756E6B6E6F74  # "unknot"


class Command(migrate.Command):
    _using = "default"

    def handle(self, *args: Any, **options: Any) -> None:
        self._using = options["database"]
        if options["plan"] or options["check_unapplied"] or not _all_can_be_taken_back(self._using):
            super().handle(*args, **options)
            return
        connection = connections[self._using]
        with _foreign_keys_off(connection), transaction.atomic(self._using):
            _one_after_the_other(connection)
            super().handle(*args, **options)

    def migration_progress_callback(self, action: str, *args: Any, **options: Any) -> None:
        super().migration_progress_callback(action, *args, **options)
        connection = connections[self._using]
        if action.endswith("_success") and connection.in_atomic_block and connection.vendor == "postgresql":
            # What a commit would have done: no table can be altered while checks of its rows are pending.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _all_can_be_taken_back(using: str) -> bool:
    """Whether no migration asks to run outside of a transaction, as for an index that PostgreSQL builds meanwhile."""
    connection = connections[using]
    loader = MigrationExecutor(connection).loader
    applied = set(loader.applied_migrations)
    return connection.vendor == "sqlite" or all(
        migration.atomic for key, migration in loader.graph.nodes.items() if key not in applied
    )


def _one_after_the_other(connection: BaseDatabaseWrapper) -> None:
    """Of several servers that start at one moment the first migrates, and the others find nothing left to do.

    On SQLite the transaction itself is such a lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@contextmanager
def _foreign_keys_off(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """SQLite rebuilds tables with them off, and can switch them outside of a transaction only.

    Django checks every row at the end of each migration instead.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()
