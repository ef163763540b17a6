"""Reads our own CSV files back: each row by the columns it was written with.

Columns are found by name, so their order does not matter; a file without the note column was written without notes.
What cannot be read is told with its line and column.
"""

import csv
import typing
from collections import Counter
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
T = TypeVar("T")
MOST_LETTERS = 500_000
_BOM = "\ufeff"


class UnreadableError(ValueError):
    """`line` counts from 1, the header; `column` is a header, empty where the whole line is meant.

    `reason` is the message without the line.
    """

    def __init__(self, line: int, reason: str, column: str = "", cell: str = "") -> None:
        shown = repr(cell) if len(cell) <= 60 else repr(cell[:60]) + "..."
        self.reason = f"{column[:60]}: {shown} {reason}" if column else reason
        super().__init__(f"line {line}, {self.reason}" if column else f"line {line}: {self.reason}")
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
    return (_or_raise(row) for _, row in numbered(row_type, lines))


def numbered(row_type: type[Row], lines: Iterable[str]) -> Iterator[tuple[int, Row | UnreadableError]]:
    """Rows with the number of their last line. A row with a cell that cannot be read is the error itself.

    Raises UnreadableError where the file as a whole makes no sense.
    """
    columns = _columns(row_type)
    make: Callable[..., Row] = row_type._make  # type: ignore[attr-defined]
    for number, cells in _cells(columns, lines):
        try:
            yield number, make(column.value(cells, number) for column in columns)
        except UnreadableError as error:
            yield number, error


def read_days(lines: Iterable[str]) -> Iterator[WideDay]:
    """Rows of days.csv with the columns that its diary had."""
    return (_or_raise(day) for _, day in numbered_days(lines))


def numbered_days(lines: Iterable[str]) -> Iterator[tuple[int, WideDay | UnreadableError]]:
    columns = _columns(DayRow)
    for number, cells in _cells(columns, lines):
        try:
            yield number, _wide_day(columns, cells, number)
        except UnreadableError as error:
            yield number, error


def _wide_day(columns: list["_Column"], cells: dict[str, str], number: int) -> WideDay:
    return WideDay(
        fixed=DayRow._make(column.value(cells, number) for column in columns),
        factors=_prefixed(FACTOR_PREFIX, Decimal, cells, number),
        worst_pain=_Column(WORST_PAIN, READ[int]).value(cells, number),
        pain=_prefixed(PAIN_PREFIX, int, cells, number),
    )


def _or_raise(row: T | UnreadableError) -> T:
    if isinstance(row, UnreadableError):
        raise row
    return row


def _columns(row_type: type[tuple[Any, ...]]) -> list[_Column]:
    found = []
    for name, kind in typing.get_type_hints(row_type).items():
        kinds = typing.get_args(kind) or (kind,)
        plain = next(each for each in kinds if each is not NoneType)
        found.append(_Column(name, READ[plain], optional=NoneType in kinds))
    return found


def _cells(columns: list[_Column], lines: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Number of the row's last line, and its cells by header."""
    reader = csv.reader(_plain_lines(lines), strict=True)
    header = [unguard(cell) for cell in _next(reader) or []]
    missing = [column.name for column in columns if column.name not in header and column.name != NOTE]
    if missing:
        raise UnreadableError(1, f"the column {missing[0]} is missing")
    if len(set(header)) != len(header):
        twice, _ = Counter(header).most_common(1)[0]
        raise UnreadableError(1, f"the column {twice[:60]} is there twice")
    while (cells := _next(reader)) is not None:
        if len(cells) != len(header):
            raise UnreadableError(reader.line_num, f"{len(cells)} cells under {len(header)} headers")
        yield reader.line_num, dict(zip(header, cells, strict=True))


def _next(reader: Any) -> list[str] | None:
    """The cells of the next row; None after the last."""
    try:
        return next(reader, None)
    except csv.Error as error:
        raise UnreadableError(
            reader.line_num, f"a quote or a line end is in the wrong place ({error})"
        ) from error


def _plain_lines(lines: Iterable[str]) -> Iterator[str]:
    """Without the byte order mark. A line longer than any of ours is never taken apart."""
    for number, text in enumerate(lines, 1):
        if len(text) > MOST_LETTERS:
            raise UnreadableError(
                number, f"it has {len(text):,} letters, and at most {MOST_LETTERS:,} can be read"
            )
        yield text.removeprefix(_BOM) if number == 1 else text


def _prefixed(prefix: str, kind: type, cells: dict[str, str], line: int) -> dict[str, Any]:
    """What is recorded in the columns of that prefix."""
    return {
        name: _Column(name, READ[kind]).value(cells, line)
        for name, cell in cells.items()
        if cell and name.startswith(prefix)
    }
