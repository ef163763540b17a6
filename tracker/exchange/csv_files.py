"""The CSV files as streams of bytes: UTF-8 with a byte order mark, CRLF, a few dozen kilobytes at a time."""

import codecs
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any

from tracker.exchange import labels
from tracker.exchange.cells import line
from tracker.exchange.chunks import in_chunks
from tracker.exchange.columns import CSV_FILES, NOTE, DayRow, headers
from tracker.exchange.day_rows import day_columns, wide_days
from tracker.exchange.derived_rows import episode_rows, return_rows
from tracker.exchange.diary_lines import diary_lines
from tracker.exchange.rows import factor_rows, rating_rows, spot_rows, treatment_rows
from tracker.exchange.stored import Selection

_ROWS: dict[str, Callable[[Selection], Iterable[tuple[Any, ...]]]] = {
    "ratings": rating_rows,
    "treatments": treatment_rows,
    "spots": spot_rows,
    "factors": factor_rows,
    "episodes": episode_rows,
    "returns": return_rows,
}


def csv_bytes(name: str, selection: Selection) -> Generator[bytes, None, None]:
    """The file `name` of CSV_FILES, streamed. KeyError for a name that is not there."""
    lines = _LINES[name](selection) if name in _LINES else _lines(name, selection)
    yield codecs.BOM_UTF8
    yield from in_chunks(lines)


def _lines(name: str, selection: Selection) -> Iterator[str]:
    row_type = CSV_FILES[name].row
    yield line(headers(row_type, notes=selection.notes))
    has_note = headers(row_type, notes=True)[-1] == NOTE
    kept = slice(None, -1) if has_note and not selection.notes else slice(None)
    for row in _ROWS[name](selection):
        yield line(row[kept])


def _wide_lines(selection: Selection) -> Iterator[str]:
    columns = day_columns(selection)
    factors, spots = list(columns.factors.values()), list(columns.spots.values())
    note = [NOTE] if selection.notes else []
    yield line([*headers(DayRow, notes=False), *factors, labels.WORST_PAIN, *spots, *note])
    for day in wide_days(selection, columns):
        *fixed, written = day.fixed
        yield line(
            [
                *fixed,
                *(day.factors.get(factor) for factor in factors),
                day.worst_pain,
                *(day.pain.get(spot) for spot in spots),
                *([written] if selection.notes else []),
            ]
        )


_LINES: dict[str, Callable[[Selection], Iterator[str]]] = {"diary": diary_lines, "days": _wide_lines}
