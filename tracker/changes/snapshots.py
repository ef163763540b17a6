"""Rows as plain JSON and back, to the last microsecond: what undo keeps of rows that a change removes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connections, router
from django.db.models import Model

Snapshot = dict[str, Any]
AT_ONCE = 2_000


def snapshot(row: Model) -> Snapshot:
    """Every stored field of `row`, its id included, by column name."""
    return {field.attname: _plain(field, row) for field in row._meta.concrete_fields}


def _plain(field: Any, row: Model) -> Any:
    value = field.value_from_object(row)
    return None if value is None else field.value_to_string(row)


def _kept(each: Snapshot, field: Any) -> Any:
    """A row kept before a later migration gave its table this field gets what such a row has."""
    return field.to_python(each[field.attname] if field.attname in each else field.get_default())


def snapshots(rows: Iterable[Model]) -> list[Snapshot]:
    return [snapshot(row) for row in rows]


def put_back(model: type[Model], kept: Sequence[Snapshot]) -> None:
    """Stores rows that are gone exactly as they were, ids included."""
    fields = model._meta.concrete_fields
    insert(model, fields, ([_kept(each, field) for field in fields] for each in kept))


def insert(model: type[Model], fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    """Stores rows with exactly these values of `fields`.

    Not by way of the model: saving there stamps the time of "now" on a row, and thousands of rows go in at once.
    """
    statement, prepared = insert_statement(model, fields), stored_rows(model, fields, rows)
    with _connection(model).cursor() as cursor:
        while some := list(islice(prepared, AT_ONCE)):
            cursor.executemany(statement, some)


def insert_statement(model: type[Model], fields: Sequence[Any]) -> str:
    quote = _connection(model).ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join("%s" for _ in fields)
    # Names come from the model, values are parameters.
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608


def stored_rows(
    model: type[Model], fields: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> Iterator[list[Any]]:
    """Values as the database takes them."""
    connection = _connection(model)
    prepare = [field.get_db_prep_save for field in fields]
    for row in rows:
        yield [as_stored(value, connection) for as_stored, value in zip(prepare, row, strict=True)]


def update_statement(
    model: type[Model], person_id: int, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> tuple[str, list[list[Any]]]:
    """One for many rows of a person: `rows` hold the values of the fields and then the id."""
    quote = _connection(model).ops.quote_name
    by_name = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    sets = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    ids, values = [], []
    for row in rows:
        values.append(row[:-1])
        ids.append(row[-1])
    stored = [
        [*kept, pk, person_id] for kept, pk in zip(stored_rows(model, fields, values), ids, strict=True)
    ]
    # Names come from the model, values are parameters.
    return f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE id = %s AND person_id = %s", stored  # noqa: S608


def _connection(model: type[Model]) -> Any:
    return connections[router.db_for_write(model)]
