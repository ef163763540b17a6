"""Garmin Connect's Sleep.csv: one row a night. Its first column, called `Sleep Score 4 Weeks`, holds the date."""

import datetime
from decimal import Decimal

from tracker.importers.amounts import is_missing, minutes, number
from tracker.importers.delimited import Table, header_of
from tracker.importers.gathering import Gathering
from tracker.importers.reading import Subject, Upload
from tracker.importers.tables import TableImporter, dated

_DATE = "Sleep Score 4 Weeks"
_SLEEP = Subject("sleep", "Sleep", "sleep_hours", "h")
_SCORE = Subject("score", "Sleep score", "sleep_quality", low=0, high=100)


class GarminSleepImporter(TableImporter):
    name = "garmin_sleep"
    label = "Garmin Connect, sleep (CSV)"
    hint = "On connect.garmin.com: Health Stats, Sleep, 4 Weeks, Export CSV."
    columns = (_DATE, "Duration")

    def recognises(self, upload: Upload) -> bool:
        table = header_of(upload)
        return table is not None and table.place(_DATE) == 0 and table.place("Duration") is not None

    def take(self, table: Table, gathering: Gathering) -> None:
        duration, score = table.place("Duration"), table.place("Score")
        for row, date in dated(table, gathering.skips, _DATE):
            _take_sleep(row.cell(duration), row.line, date, gathering)
            _take_score(row.cell(score), row.line, date, gathering)


IMPORTER = GarminSleepImporter()


def _take_sleep(text: str, line: int, date: datetime.date, gathering: Gathering) -> None:
    length = minutes(text)
    if is_missing(text):
        gathering.skips.add(line, "The night was not measured")
    elif length is None or length > 24 * 60:
        gathering.skips.add(line, "The hours of sleep cannot be read", text)
    else:
        gathering.value(_SLEEP, "worst", line, date, length / 60)


def _take_score(text: str, line: int, date: datetime.date, gathering: Gathering) -> None:
    value = number(text)
    if value is not None and 0 <= value <= 100:
        gathering.value(_SCORE, "last", line, date, Decimal(value))
    elif not is_missing(text):
        gathering.skips.add(line, "The score is no number from 0 to 100", text)
