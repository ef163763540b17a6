"""Tables as text that somebody sends (CSV and its kin), read row by row however the file is made.

Nothing of a file is trusted: rows, columns and cells have limits, nothing is held but the row at hand, and text that
is not in the encoding it claims ends in a message with the line. An encoding is never guessed: mojibake would go
unseen into a diary.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO, NamedTuple

from tracker.importers.reading import Tell, UnreadableFileError, Upload
from tracker.importers.skips import Skips

MAX_COLUMNS = 1_000
MAX_ROW = 262_144
"""Characters of one row, all its lines together."""
MAX_CELL = 131_072
"""Characters of one cell: what the standard csv reader allows."""
DELIMITERS = ",;\t"
_SAMPLE = 65_536
_ROWS_BETWEEN_TELLING = 512


class WrongEncodingError(UnreadableFileError):
    """The bytes on a line are not in the encoding of the file. `near` are the bytes around them."""

    def __init__(self, line: int, near: bytes, encoding: str) -> None:
        self.line = line
        self.near = near
        self.encoding = encoding
        hint = "Save it as “CSV UTF-8” and send it again."
        super().__init__(f"Line {line} is not {_ENCODING_NAMES.get(encoding, encoding)} text. {hint}")


class Row(NamedTuple):
    """`line` is the first of its lines, counted from 1."""

    line: int
    cells: list[str]

    def cell(self, place: int | None) -> str:
        """Without spaces around it. Empty where the row is too short, or the table lacks the column."""
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""


class Table(NamedTuple):
    names: tuple[str, ...]
    line: int
    delimiter: str
    rows: Iterator[Row]

    def place(self, name: str) -> int | None:
        """Where the column of that name stands, whatever its case."""
        folded = [each.casefold() for each in self.names]
        return folded.index(name.casefold()) if name.casefold() in folded else None

    def need(self, *names: str) -> None:
        missing = [name for name in names if self.place(name) is None]
        if missing:
            listed = ", ".join(f"“{name}”" for name in missing)
            raise UnreadableFileError(f"Line {self.line} names the columns, but lacks {listed}.")


_CONTROL = frozenset(range(32)) - frozenset(b"\t\r\n\f")
_ENCODING_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16"}


@contextmanager
def opened(upload: Upload, skips: Skips, tell: Tell, encoding: str = "") -> Iterator[Table]:
    """A table whose rows are read as they are asked for. Rows that cannot be read are told to `skips`."""
    size = upload.path.stat().st_size
    with upload.path.open("rb") as file:
        sample = file.read(_SAMPLE)
        encoding = encoding or encoding_of(sample)
        file.seek(0)
        delimiter = _delimiter(sample.decode(encoding, errors="replace"))
        text = io.TextIOWrapper(file, encoding, newline="")
        try:
            rows = _rows(_Lines(text), delimiter, skips)
            yield _table(_told(rows, file, size, tell), delimiter)
        except UnicodeDecodeError as error:
            raise _wrong_encoding(upload, encoding) from error


def looks_like_text(upload: Upload) -> bool:
    """Whether it starts like a table as text: no NUL, no other control sign, and not as JSON, XML or PDF start."""
    try:
        with upload.path.open("rb") as file:
            start = file.read(4_096)
    except OSError:
        return False
    if encoding_of(start) == "utf-16":
        return True
    plain = start.removeprefix(codecs.BOM_UTF8).lstrip()
    return not plain.startswith((b"{", b"[", b"<", b"%PDF")) and not set(start) & _CONTROL


def header_of(upload: Upload, encoding: str = "") -> Table | None:
    """A table of which only the names of the columns are there, or None for what is no table. Never raises."""
    try:
        with opened(upload, Skips(), lambda _done, _total: None, encoding) as table:
            return table
    except (UnreadableFileError, OSError):
        return None


def has_columns(upload: Upload, *names: str) -> bool:
    """Whether it is a table with these columns."""
    table = header_of(upload)
    return table is not None and all(table.place(name) is not None for name in names)


def encoding_of(start: bytes) -> str:
    """By the byte order mark. Without one it has to be UTF-8."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"


class _Lines:
    """The lines of a text, as long as the row they make up stays within its limit."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.number = 0
        self.room = MAX_ROW

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self.room + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.room -= len(line)
        if self.room < 0:
            raise UnreadableFileError(_too_long(self.number, line))
        if "\0" in line:
            raise UnreadableFileError(f"Line {self.number} holds a NUL: this is not a table as text.")
        return line


def _too_long(number: int, line: str) -> str:
    if max(line.count(delimiter) for delimiter in DELIMITERS) >= MAX_COLUMNS:
        return f"Line {number} has more than {MAX_COLUMNS:,} columns."
    return (
        f"Line {number} belongs to a row of more than {MAX_ROW:,} characters. "
        "Either a quote is missing its end, or this is not a table as text."
    )


def _rows(lines: _Lines, delimiter: str, skips: Skips) -> Iterator[Row]:
    """Each row that holds anything. A quote out of place costs the row, one that never ends the file."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        start = lines.number + 1
        lines.room = MAX_ROW
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            _forgive(error, start, lines.number, skips)
            continue
        if len(cells) > MAX_COLUMNS:
            raise UnreadableFileError(f"Line {start} has more than {MAX_COLUMNS:,} columns.")
        if any(cells):
            yield Row(start, cells)


def _forgive(error: csv.Error, start: int, end: int, skips: Skips) -> None:
    if "unexpected end" in str(error):
        message = f"The row on line {start} opens a quote that never ends: the file may be cut off."
        raise UnreadableFileError(message) from error
    if "field limit" in str(error):
        message = (
            f"A cell of the row on line {start} is longer than {MAX_CELL:,} characters: is a quote left open?"
        )
        raise UnreadableFileError(message) from error
    skips.add(start, "A quote stands where none belongs, so the row cannot be read", times=end - start + 1)


def _told(rows: Iterator[Row], file: BinaryIO, size: int, tell: Tell) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count % _ROWS_BETWEEN_TELLING == 0:
            tell(min(file.tell(), size), size)
        yield row
    tell(size, size)


def _table(rows: Iterator[Row], delimiter: str) -> Table:
    for row in rows:
        if not row.cells[0].casefold().startswith("sep="):
            names = tuple(name.strip() for name in row.cells)
            return Table(names, row.line, delimiter, rows)
    raise UnreadableFileError("The file is empty.")


def _delimiter(sample: str) -> str:
    """What splits the most of the first rows into as many cells as the header has."""
    if sample[:4].casefold() == "sep=" and sample[4:5] in set(DELIMITERS):
        return sample[4]
    lines = sample.splitlines(keepends=True)[:40]
    return max(DELIMITERS, key=lambda delimiter: _agreement(_split(lines, delimiter)))


def _split(lines: Sequence[str], delimiter: str) -> list[int]:
    """How many cells each row has."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    counts: list[int] = []
    with suppress(csv.Error):
        counts.extend(len(cells) for cells in reader if cells)
    return counts


def _agreement(counts: list[int]) -> tuple[int, int]:
    if not counts or counts[0] < 2:
        return (0, 0)
    return (sum(count == counts[0] for count in counts), counts[0])


def _wrong_encoding(upload: Upload, encoding: str) -> UnreadableFileError:
    """Reads once more, up to the first byte that does not belong, to tell its line."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, offset = 1, 0
    with upload.path.open("rb") as file:
        while piece := file.read(_SAMPLE):
            state = decoder.getstate()
            try:
                line += decoder.decode(piece).count("\n")
            except UnicodeDecodeError:
                decoder.setstate(state)
                good, breaks = _good_bytes(decoder, piece)
                return _told_wrong(file, line + breaks, offset + good, encoding)
            offset += len(piece)
        return _told_wrong(file, line, offset, encoding)


def _good_bytes(decoder: codecs.IncrementalDecoder, piece: bytes) -> tuple[int, int]:
    """How many bytes can be read before one cannot, and the line ends among them."""
    breaks = 0
    for place in range(len(piece)):
        try:
            breaks += decoder.decode(piece[place : place + 1]).count("\n")
        except UnicodeDecodeError:
            return place, breaks
    return len(piece), breaks


def _told_wrong(file: BinaryIO, line: int, offset: int, encoding: str) -> UnreadableFileError:
    before = min(offset, 24)
    file.seek(offset - before)
    near = file.read(before + 24)
    if b"\0" in near and encoding != "utf-16":
        return UnreadableFileError(f"Line {line} holds a NUL: this is not a table as text.")
    start = max(near[:before].rfind(b"\n"), near[:before].rfind(b"\r")) + 1
    shown = near[start:].splitlines()
    return WrongEncodingError(line, shown[0] if shown else b"", encoding)
