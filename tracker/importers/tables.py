"""What all importers of one known table share: how it is recognised, opened, and its days read."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping

from tracker.importers.days import Order, read_day, tomorrow, wrong_day
from tracker.importers.delimited import Row, Table, has_columns, opened
from tracker.importers.gathering import Gathering, Span
from tracker.importers.reading import Found, Subject, Tell, Upload
from tracker.importers.skips import Skips


class TableImporter(ABC):
    """An importer of a table with `columns`; there may be more, in any order and any case."""

    name: str
    label: str
    hint: str
    columns: tuple[str, ...]

    def recognises(self, upload: Upload) -> bool:
        return has_columns(upload, *self.columns)

    def read(self, upload: Upload, answers: Mapping[str, list[str]], tell: Tell) -> Found:
        gathering = Gathering(Skips())
        with opened(upload, gathering.skips, tell) as table:
            table.need(*self.columns)
            self.take(table, gathering)
        return gathering.found(self.settle)

    @abstractmethod
    def take(self, table: Table, gathering: Gathering) -> None:
        """Reads every row."""

    def settle(self, subject: Subject, span: Span) -> Subject:
        """What only all values of a subject tell of it."""
        return subject


def dated(
    table: Table, skips: Skips, *columns: str | int | None, order: Order = ""
) -> Iterator[tuple[Row, datetime.date]]:
    """The rows with their date, from the first of these columns that holds one. The others are told."""
    places = [table.place(column) if isinstance(column, str) else column for column in columns]
    latest = tomorrow()
    for row in table.rows:
        written = [text for place in places if (text := row.cell(place))]
        date = next((date for text in written if (date := read_day(text, order))), None)
        if date and not (problem := wrong_day(date, latest)):
            yield row, date
        elif not written:
            skips.add(row.line, "The row has no date")
        else:
            skips.add(row.line, problem if date else "The date cannot be read", written[0])
