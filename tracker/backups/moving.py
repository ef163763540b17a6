"""Moves everything from one database to another, of the same kind or not: every row with its number, or none at all."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import dj_database_url
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Model

from tracker.backups import BackupError, contents
from tracker.backups.aliases import SQLITE, another, in_place_of_ours, sqlite_file
from tracker.backups.digests import ROWS_AT_ONCE, Digest, digest_of, fields_of, rows_of
from tracker.backups.upgrading import bring_up_to_date, check_not_newer, needs_upgrade

TARGET = "target"
# Filled by `migrate` in every database alike; what is in the other one takes their place.
_FILLED = {"django_content_type", "auth_permission"}
_NOT_ROWS = {"django_migrations", "unknot_cache"}


class Moved(NamedTuple):
    tables: int
    rows: int


def move(url: str) -> Moved:
    """The app's database is read and stays as it is. Raises BackupError, and the other one is then empty still."""
    # It would tell of a pipeline that was broken off, before we tell why.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    check_not_newer()
    if needs_upgrade():
        raise BackupError("This database is not up to date: start the app once, or run `manage.py migrate`.")
    try:
        with another(TARGET, **_where(url)):
            _check_empty()
        with in_place_of_ours(**_where(url)):
            bring_up_to_date()
            call_command("createcachetable", verbosity=0)
        with (
            another(TARGET, **_where(url)),
            _held_still(connections[DEFAULT_DB_ALIAS]),
            transaction.atomic(TARGET),
        ):
            return _copy_all()
    except DatabaseError as error:
        # The first line names what is wrong, the ones after it show the row.
        raise BackupError(f"Nothing was moved. {str(error).splitlines()[0]}") from error


def _where(url: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError):
        raise BackupError("--to must be an sqlite:// or a postgres:// address.") from None
    if found["ENGINE"] == SQLITE:
        try:
            Path(found["NAME"]).touch(mode=0o600)  # SQLite would let everybody read it
        except OSError as error:
            raise BackupError(f"{found['NAME']} cannot be written: {error.strerror}.") from None
        return sqlite_file(found["NAME"])
    return found


def _check_empty() -> None:
    contents.check_ours(TARGET)
    rows = contents.counts(connections[TARGET])
    filled = [name for name, count in rows.items() if count and name not in _FILLED | _NOT_ROWS]
    if filled:
        raise BackupError(f"The other database is not empty: {filled[0]} has {rows[filled[0]]:,} rows.")


@contextmanager
def _held_still(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Nobody writes to the old one meanwhile: what they wrote would be left behind."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(
                connection.ops.quote_name(model._meta.db_table) for model in contents.all_models()
            )
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute(f"LOCK TABLE {names} IN SHARE MODE")
        yield


def _copy_all() -> Moved:
    models = contents.all_models()
    target = connections[TARGET]
    with target.cursor() as cursor:
        for model in reversed(models):
            if model._meta.db_table in _FILLED:
                cursor.execute(f"DELETE FROM {target.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - its own name
    before = [_copy(model) for model in models]
    target.check_constraints()
    for model, expected in zip(models, before, strict=True):
        if digest_of(rows_of(model, TARGET)) != expected:
            raise BackupError(
                f"Nothing was moved: the rows of {model._meta.db_table} did not arrive as they were."
            )
        _go_on_counting(model)
    return Moved(len(models), sum(digest.rows for digest in before))


def _copy(model: type[Model]) -> Digest:
    """Row by row as Django stores them, past `save`, which would set times anew. The digest is of what was read."""
    target, fields, name = connections[TARGET], fields_of(model), model._meta.db_table
    columns = ", ".join(target.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {target.ops.quote_name(name)} ({columns}) VALUES ({places})"  # noqa: S608 - its own names
    rows = rows_of(model, DEFAULT_DB_ALIAS)
    digest = Digest()
    with target.cursor() as cursor:
        while some := list(islice(rows, ROWS_AT_ONCE)):
            cursor.executemany(
                statement,
                [
                    [field.get_db_prep_save(value, target) for field, value in zip(fields, row, strict=True)]
                    for row in some
                ],
            )
            digest = digest.plus(digest_of(some))
    return digest


def _go_on_counting(model: type[Model]) -> None:
    """The next row gets the number it would have got: one of a deleted row is never given again."""
    key = model._meta.pk
    if not isinstance(key, AutoField):
        return
    table, column = model._meta.db_table, str(key.column)
    last = _last_number(connections[DEFAULT_DB_ALIAS], table, column)
    with connections[TARGET].cursor() as cursor:
        if connections[TARGET].vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            sequence = "pg_get_serial_sequence(%s, %s)"
            cursor.execute(f"SELECT setval({sequence}, %s, %s)", [table, column, max(last, 1), last > 0])


def _last_number(connection: BaseDatabaseWrapper, table: str, column: str) -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            return int(found[0]) if found else 0
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])
        cursor.execute(f"SELECT last_value, is_called FROM {cursor.fetchone()[0]}")  # noqa: S608 - its own name
        last, called = cursor.fetchone()
        return int(last) if called else 0
