"""Whether two databases hold the same rows, told without laying them side by side."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Field, Model

ROWS_AT_ONCE = 1_000


class Digest(NamedTuple):
    """Of the rows of a table in any order."""

    rows: int = 0
    total: int = 0

    def plus(self, other: "Digest") -> "Digest":
        return Digest(self.rows + other.rows, (self.total + other.total) % 2**256)


def fields_of(model: type[Model]) -> list["Field[Any, Any]"]:
    """The columns that are written; the database fills generated ones itself."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def rows_of(model: type[Model], using: str) -> Iterator[tuple[Any, ...]]:
    """Every row of a table as plain values, a few at a time."""
    names = [field.attname for field in fields_of(model)]
    every = model._base_manager.using(using)  # noqa: SLF001 - Django's documented name
    rows = every.order_by().values_list(*names)
    return rows.iterator(chunk_size=ROWS_AT_ONCE)


def digest_of(rows: Iterable[Sequence[Any]]) -> Digest:
    """A sum over the rows, so that how a database sorts does not matter."""
    number = total = 0
    for row in rows:
        text = json.dumps([_plain(value) for value in row], sort_keys=True, separators=(",", ":"))
        total += int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
        number += 1
    return Digest(number, total % 2**256)


def _plain(value: Any) -> Any:
    """As JSON writes it, the same from every database: a moment in UTC, a decimal by its digits."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return str(value)
