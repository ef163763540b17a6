"""Our own CSV files as part of a diary: as much as they say, whether all of them are there or one alone.

diary.csv says everything that was recorded; without it ratings.csv, treatments.csv and days.csv are taken, each for its
own part. What a file tells of a spot or a factor that is listed nowhere is enough to make one: the spot then lies at
the middle of its muscle. Columns whose name starts with `derived_` are never read.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from tracker.entries import Document
from tracker.exchange import parse
from tracker.exchange.columns import (
    CSV_FILES,
    DayRow,
    DiaryRow,
    FactorRow,
    RatingRow,
    SpotRow,
    TreatmentRow,
    headers,
)
from tracker.exchange.day_rows import WideDay
from tracker.exchange.gathering import Gatherer
from tracker.exchange.labels import WORST_PAIN
from tracker.importers.reading import Skipped, Tell, UnreadableFileError

Row = TypeVar("Row", bound=tuple[Any, ...])
DERIVED_FILES = ("episodes", "returns")


class OwnDocument(NamedTuple):
    """What CSV files say. Lines that make no sense are in `skipped`, each with its file and line."""

    document: Document
    skipped: tuple[Skipped, ...] = ()


def name_of_csv(start: bytes) -> str | None:
    """Which of CSV_FILES begins like this."""
    first = start.decode("utf-8-sig", errors="replace").partition("\n")[0]
    try:
        header = set(next(csv.reader([first]), []))
    except csv.Error:
        return None
    for file in CSV_FILES.values():
        wanted = set(headers(file.row, notes=False)) | ({WORST_PAIN} if file.row is DayRow else set())
        if wanted <= header:
            return file.name
    return None


def document_of_csv(files: Mapping[str, bytes], tell: Tell) -> OwnDocument:
    """`files` by their name in CSV_FILES. Raises UnreadableFileError."""
    if not files.keys() - set(DERIVED_FILES):
        raise UnreadableFileError(
            "This file is worked out from a diary and holds no entry of its own. "
            "Send the whole zip, diary.csv, ratings.csv, treatments.csv or days.csv."
        )
    return _Reading(files, tell).document()


class _Reading:
    def __init__(self, files: Mapping[str, bytes], tell: Tell) -> None:
        self._files, self._tell = files, tell
        self._gatherer = Gatherer()
        self._done = 0
        self._whole = sum(map(len, files.values()))

    def document(self) -> OwnDocument:
        take = self._gatherer
        self._each("spots", SpotRow, take.spot)
        self._each("factors", FactorRow, take.factor)
        if "diary" in self._files:
            self._each("diary", DiaryRow, take.diary)
        else:
            self._each("ratings", RatingRow, take.rating)
            self._each("treatments", TreatmentRow, take.treatment)
            self._days()
        return OwnDocument(take.document(), tuple(take.skipped))

    def _each(self, name: str, row_type: type[Row], take: Callable[[int, Row], None]) -> None:
        if name in self._files:
            self._take(name, parse.numbered(row_type, self._lines(name)), take)

    def _days(self) -> None:
        if "days" in self._files:
            days: Iterator[tuple[int, WideDay | parse.UnreadableError]] = parse.numbered_days(
                self._lines("days")
            )
            self._take("days", days, self._gatherer.day)

    def _take(
        self,
        name: str,
        rows: Iterator[tuple[int, Row | parse.UnreadableError]],
        take: Callable[[int, Row], None],
    ) -> None:
        self._gatherer.file = f"{name}.csv"
        try:
            for line, row in rows:
                if isinstance(row, parse.UnreadableError):
                    self._gatherer.skip(line, row.reason)
                else:
                    take(line, row)
        except parse.UnreadableError as error:
            raise UnreadableFileError(f"{name}.csv, {error}.") from error

    def _lines(self, name: str) -> Iterator[str]:
        data = self._files[name]
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise UnreadableFileError(f"{name}.csv, line {line:,}: it is not in UTF-8.") from error
        for number, each in enumerate(io.StringIO(text, newline="")):
            if number % 1_000 == 0:
                self._tell(self._done, self._whole)
            self._done += len(each)
            yield each
