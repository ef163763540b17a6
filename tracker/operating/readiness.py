"""Whether the app can do its work: its database, the migrations of that, and its worker."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tracker.imports import alive

OK = "ok"
_migrated: set[str] = set()


def checks() -> dict[str, str]:
    """A word on each part, `OK` where it is well. What depends on a part that is not is not asked."""
    said = {"database": _database()}
    if said["database"] == OK:
        said["migrations"] = _migrations()
    said["worker"] = OK if alive.is_somebody_there() else "away"
    return said


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return "away"
    return OK


def _migrations() -> str:
    """Migrations only ever go forward, so that a process which found none missing need not look again."""
    if connection.settings_dict["NAME"] in _migrated:
        return OK
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "missing"
    _migrated.add(connection.settings_dict["NAME"])
    return OK
