"""What a file says, as compressed JSON and back: a table keeps it between reading and adding. No Django here."""

import datetime
import json
import typing
import zlib
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple

from tracker.entries import Document
from tracker.importers.reading import Found, Skipped

_Read = Callable[[Any], Any]


class Contents(NamedTuple):
    """What was read of a file. Another app's is `found`, to be mapped; our own is a `document`, ready to be added."""

    found: Found | None = None
    document: Document | None = None
    skipped: tuple[Skipped, ...] = ()


def pack(contents: Contents) -> bytes:
    return zlib.compress(json.dumps(contents, default=str, separators=(",", ":")).encode(), 6)


def unpack(data: bytes) -> Contents:
    found: Contents = _reader(Contents)(json.loads(zlib.decompress(data)))
    return found


@cache
def _reader(kind: Any) -> _Read:
    """Turns what JSON has into `kind`: lists into the tuples they were, text into dates and numbers."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, UnionType):
        return _or_none(_reader(next(each for each in parts if each is not NoneType)))
    if origin is tuple and parts[-1] is Ellipsis:
        return _many(_reader(parts[0]))
    if origin is tuple:
        return _row(tuple, [_reader(each) for each in parts])
    if hasattr(kind, "_fields"):
        return _row(kind._make, [_reader(each) for each in typing.get_type_hints(kind).values()])
    if kind is Decimal:
        return Decimal
    return datetime.date.fromisoformat if kind is datetime.date else _same


def _same(value: Any) -> Any:
    return value


def _or_none(read: _Read) -> _Read:
    return lambda value: None if value is None else read(value)


def _many(read: _Read) -> _Read:
    if read is _same:
        return tuple
    return lambda values: tuple(map(read, values))


def _row(make: Callable[[Any], Any], reads: list[_Read]) -> _Read:
    return lambda values: make([read(value) for read, value in zip(reads, values, strict=True)])
