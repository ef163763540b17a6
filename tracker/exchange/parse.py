"""Reads our own CSV files back: each row by the columns it was written with.

Columns are found by name, so their order does not matter; a file without the note column was written without notes.
What cannot be read is told with its line and column.
"""

import csv
import typing
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from types import NoneType
from typing import Any, NamedTuple, TypeVar

from tracker.exchange.cells import READ
from tracker.exchange.columns import NOTE, DayRow
from tracker.exchange.day_rows import WideDay
from tracker.exchange.guard import unguard
from tracker.exchange.labels import FACTOR_PREFIX, PAIN_PREFIX, WORST_PAIN

Row = TypeVar("Row", bound=tuple[Any, ...])
_BOM = "\ufeff"


class UnreadableError(ValueError):
    """`line` counts from 1, the header; `column` is a header, empty where the whole line is meant."""

    def __init__(self, line: int, reason: str, column: str = "", cell: str = "") -> None:
        super().__init__(f"line {line}, {column}: {cell!r} {reason}" if column else f"line {line}: {reason}")
        self.line = line
        self.column = column


class _Column(NamedTuple):
    name: str
    read: Callable[[str], Any]
    optional: bool = True

    def value(self, cells: dict[str, str], line: int) -> Any:
        cell = cells.get(self.name, "")
        if self.optional and not cell:
            return None
        try:
            return self.read(cell)
        except ValueError as error:
            raise UnreadableError(line, str(error), self.name, cell) from error


def read(row_type: type[Row], lines: Iterable[str]) -> Iterator[Row]:
    """Rows of one file. `lines` keep their own line ends, as a file opened with newline="" gives them."""
    columns = _columns(row_type)
    make: Callable[..., Row] = row_type._make  # type: ignore[attr-defined]
    for number, cells in _cells(columns, lines):
        yield make(column.value(cells, number) for column in columns)


def read_days(lines: Iterable[str]) -> Iterator[WideDay]:
    """Rows of days.csv with the columns that its diary had."""
    columns = _columns(DayRow)
    worst = _Column(WORST_PAIN, READ[int])
    for number, cells in _cells(columns, lines):
        yield WideDay(
            fixed=DayRow._make(column.value(cells, number) for column in columns),
            factors=_prefixed(FACTOR_PREFIX, Decimal, cells, number),
            worst_pain=worst.value(cells, number),
            pain=_prefixed(PAIN_PREFIX, int, cells, number),
        )


def _columns(row_type: type[tuple[Any, ...]]) -> list[_Column]:
    found = []
    for name, kind in typing.get_type_hints(row_type).items():
        kinds = typing.get_args(kind) or (kind,)
        plain = next(each for each in kinds if each is not NoneType)
        found.append(_Column(name, READ[plain], optional=NoneType in kinds))
    return found


def _cells(columns: list[_Column], lines: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Number of the row's last line, and its cells by header."""
    reader = csv.reader(_without_bom(lines), strict=True)
    header = [unguard(cell) for cell in next(reader, [])]
    missing = [column.name for column in columns if column.name not in header and column.name != NOTE]
    if missing:
        raise UnreadableError(1, f"the column {missing[0]} is missing")
    for cells in reader:
        if len(cells) != len(header):
            raise UnreadableError(reader.line_num, f"{len(cells)} cells under {len(header)} headers")
        yield reader.line_num, dict(zip(header, cells, strict=True))


def _without_bom(lines: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(lines):
        yield text.removeprefix(_BOM) if number == 0 else text


def _prefixed(prefix: str, kind: type, cells: dict[str, str], line: int) -> dict[str, Any]:
    """What is recorded in the columns of that prefix."""
    return {
        name: _Column(name, READ[kind]).value(cells, line)
        for name, cell in cells.items()
        if cell and name.startswith(prefix)
    }
