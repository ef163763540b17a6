"""Rows as plain JSON and back, to the last microsecond: what undo keeps of rows that a change removes."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import DateTimeField, Model

M = TypeVar("M", bound=Model)
Snapshot = dict[str, Any]


def snapshot(row: Model) -> Snapshot:
    """Every stored field of `row`, its id included, by column name."""
    return {field.attname: _plain(field, row) for field in row._meta.concrete_fields}


def _plain(field: Any, row: Model) -> Any:
    value = field.value_from_object(row)
    return None if value is None else field.value_to_string(row)


def snapshots(rows: Iterable[Model]) -> list[Snapshot]:
    return [snapshot(row) for row in rows]


def row_of(model: type[M], kept: Snapshot) -> M:
    """The row as it was, not stored."""
    fields = model._meta.concrete_fields
    return model(**{field.attname: field.to_python(kept[field.attname]) for field in fields})


def put_back(model: type[M], kept: Sequence[Snapshot]) -> None:
    """Stores rows that are gone exactly as they were, ids and times included, in two queries."""
    if not kept:
        return
    # Storing stamps the times of "now" on the rows it is given, so the true ones are written after it.
    model._default_manager.bulk_create([row_of(model, each) for each in kept])
    times = [field.attname for field in model._meta.concrete_fields if isinstance(field, DateTimeField)]
    if times:
        model._default_manager.bulk_update([row_of(model, each) for each in kept], times)
