"""diary.json: everything that belongs to a diary, as one JSON text, written row by row.

Rows stand in the order in which they were made, one a line. A row restored elsewhere is made in the same order, so the
same diary always gives the same text.
"""

import datetime
import json
from collections.abc import Callable, Generator, Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey

from tracker.entries import Date
from tracker.exchange.archive_values import plain, veil
from tracker.exchange.chunks import in_chunks
from tracker.models import Person
from tracker.models.owned import Owned
from tracker.models.portable import SETTINGS, VEILED, fields_of, name_of, tables

FORMAT = "unknot-diary"
VERSION = 1
_CHUNK = 500

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=False, allow_nan=False).encode
# What databases may hand back in an order of their own.
_sorted = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode


def diary_json(person: Person, made_on: Date) -> Generator[bytes, None, None]:
    return in_chunks(_lines(person, made_on))


def _lines(person: Person, made_on: Date) -> Iterator[str]:
    yield f'{{\n"format":{_dumps(FORMAT)},\n"version":{VERSION},\n"made_on":{_dumps(plain(made_on))},\n'
    yield f'"settings":{_dumps({name: plain(getattr(person, name)) for name in SETTINGS})}'
    for model in tables():
        yield f",\n{_dumps(name_of(model))}:["
        between = "\n"
        for row in _rows(model, person):
            yield between + row
            between = ",\n"
        yield "\n]"
    yield "\n}\n"


def _rows(model: type[Owned], person: Person) -> Iterator[str]:
    fields = fields_of(model)
    names = [f"{each.name}__public_id" if isinstance(each, ForeignKey) else each.name for each in fields]
    cells = [_cell(model, each) for each in fields]
    rows: Any = model.objects.for_user(person).order_by("pk").values_list(*names)
    for row in rows.iterator(_CHUNK):
        key = str(row[0])
        yield "{" + ",".join([cell(value, key) for cell, value in zip(cells, row, strict=True)]) + "}"


def _cell(model: type[Owned], field: Any) -> Callable[[Any, str], str]:
    """`"name":value` of that field, for a value and the id of its row."""
    name = "id" if field.name == "public_id" else field.name
    start = f"{_dumps(name)}:"
    if (model.__name__, field.name) in VEILED:
        return lambda value, key: start + _dumps(veil(value, f"{key} {name}"))
    if field.get_internal_type() == "JSONField":
        return lambda value, _: start + _sorted(value)
    return lambda value, _: start + _WRITE[type(value)](value)


# By the type of a value that no encoder has to look into; `plain` says the same for all of them.
_WRITE: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: repr,
    str: _dumps,
    UUID: lambda value: f'"{value}"',
    Date: lambda value: f'"{value.isoformat()}"',
    float: lambda value: _dumps(plain(value)),
    Decimal: lambda value: _dumps(plain(value)),
    datetime.datetime: lambda value: f'"{plain(value)}"',
}
