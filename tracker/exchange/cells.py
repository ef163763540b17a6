"""One cell, written and read again.

Text is always quoted and guarded, a number never is, and what was not recorded is nothing at all between two commas.
The standard csv writer knows no such mode before Python 3.12: it quotes either everything that is no number, the empty
cell included, which databases then read as an empty text, or only what needs it. Reading is the standard reader's.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from tracker.changes.fields import as_text
from tracker.entries import Date, Id
from tracker.exchange.guard import guard, unguard

LINE_END = "\r\n"


@lru_cache(maxsize=2_048)
def _short_text(text: str) -> str:
    return f'"{guard(text).replace(chr(34), chr(34) * 2)}"' if text else ""


def _text(text: str) -> str:
    """Names and words come thousands of times, so their cells are kept; long notes are not."""
    return _short_text(text) if len(text) <= 64 else _short_text.__wrapped__(text)


_WRITE: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    str: _text,
    bool: lambda value: "1" if value else "0",
    int: str,
    float: repr,
    Decimal: as_text,
    Date: lambda value: f'"{value.isoformat()}"',
}


def cell(value: object) -> str:
    """One cell, without what stands around it. Empty text counts as not recorded."""
    return _WRITE[type(value)](value)


def line(values: Iterable[object]) -> str:
    """One line of a CSV file. Empty text counts as not recorded."""
    return ",".join([_WRITE[type(value)](value) for value in values]) + LINE_END


def _yes_or_no(cell: str) -> bool:
    if cell not in ("0", "1"):
        raise ValueError("is neither 0 nor 1")
    return cell == "1"


def _whole(cell: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", cell):
        raise ValueError("is not a whole number")
    return int(cell)


def _decimal(cell: str) -> Decimal:
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", cell):
        raise ValueError("is not a number")
    return Decimal(cell)


def _float(cell: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,30})?(e-[0-9]{1,3})?", cell):
        raise ValueError("is not a number")
    return float(cell)


def _date(cell: str) -> Date:
    try:
        date = Date.fromisoformat(cell)
    except ValueError as error:
        raise ValueError("is not a date such as 2026-11-22") from error
    if date.isoformat() != cell:
        raise ValueError("is not a date such as 2026-11-22")
    return date


def _id(cell: str) -> Id:
    try:
        return Id(str(UUID(cell)))
    except ValueError as error:
        raise ValueError("is not an id") from error


READ: dict[object, Callable[[str], Any]] = {
    str: unguard,
    bool: _yes_or_no,
    int: _whole,
    float: _float,
    Decimal: _decimal,
    Date: _date,
    Id: _id,
}
"""By the type of a column: what a cell that is not empty means. A ValueError completes "2026-13-01 ..."."""
