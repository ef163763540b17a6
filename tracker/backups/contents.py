"""What a database holds, told without looking into it: tables and rows, and which migrations it has taken."""

from typing import NamedTuple

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from tracker.backups import BackupError
from tracker.models import Person

PEOPLE = Person._meta.db_table


def counts(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """Rows by table, in the order of their names."""
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - its own name
            found[name] = int(cursor.fetchone()[0])
    return found


def is_empty(using: str) -> bool:
    """Whether nobody has an account there: then nothing in it is anybody's."""
    with connections[using].cursor() as cursor:
        if PEOPLE not in connections[using].introspection.table_names(cursor):
            return True
        cursor.execute(f"SELECT 1 FROM {PEOPLE} LIMIT 1")  # noqa: S608 - its own name
        return cursor.fetchone() is None


def check_ours(using: str) -> None:
    """Raises BackupError for a database that another program keeps its tables in."""
    tables = connections[using].introspection.table_names()
    if tables and PEOPLE not in tables:
        others = ", ".join(sorted(tables)[:3])
        raise BackupError(f"This database holds other tables ({others} ...) and none of Unknot's.")


class Migrations(NamedTuple):
    applied: list[str]
    """As "tracker.0001_initial"."""
    unknown: list[str]
    """Those of our own parts that this release has never heard of: a newer one made them."""


def migrations(using: str, applied: list[str] | None = None) -> Migrations:
    """Where the database stands, or one of which `applied` is told."""
    connection = connections[using]
    if applied is None:
        applied = sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {".".join(key) for key in loader.disk_migrations}
    replaced = {".".join(key) for migration in loader.disk_migrations.values() for key in migration.replaces}
    parts = {app for app, _ in loader.disk_migrations}
    ours = [name for name in applied if name.split(".")[0] in parts]
    return Migrations(
        applied=applied,
        unknown=[name for name in ours if name not in known | replaced],
    )


def all_models() -> list[type[Model]]:
    """Every table that a model stands for, each after those that its rows name."""
    left = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    placed: list[type[Model]] = []
    while left:
        ready = [model for model in left if not (_named_by(model) - {model}) & set(left)]
        if not ready:
            raise TypeError(f"{left} name each other")
        placed += ready
        left = [model for model in left if model not in ready]
    return placed


def _named_by(model: type[Model]) -> set[object]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}
