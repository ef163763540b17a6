"""Oura's table of sleeps: one row a sleep, naps among them. Of several on one day the longest is the night."""

from tracker.importers.amounts import is_missing, number
from tracker.importers.delimited import Table
from tracker.importers.gathering import Gathering
from tracker.importers.reading import Subject
from tracker.importers.tables import TableImporter, dated

_SLEEP = Subject("sleep", "Sleep", "sleep_hours", "h")
_SECONDS = 3_600


class OuraSleepImporter(TableImporter):
    """`day` is the day on whose morning the sleep ended. Sleeps that were deleted in the app stay out."""

    name = "oura_sleep"
    label = "Oura, sleep (CSV)"
    hint = "From Oura's data export: sleepmodel.csv in the folder App Data."
    columns = ("day", "total_sleep_duration")

    def take(self, table: Table, gathering: Gathering) -> None:
        total, sort = table.place("total_sleep_duration"), table.place("type")
        for row, date in dated(table, gathering.skips, "day"):
            if row.cell(sort).casefold() == "deleted":
                gathering.skips.add(row.line, "The sleep was deleted in the app")
                continue
            text = row.cell(total)
            seconds = number(text)
            if is_missing(text) or seconds == 0:
                gathering.skips.add(row.line, "No sleep was measured")
            elif seconds is None or not 0 < seconds <= 24 * _SECONDS:
                gathering.skips.add(row.line, "The seconds of sleep cannot be read", text)
            else:
                gathering.value(_SLEEP, "worst", row.line, date, seconds / _SECONDS)


IMPORTER = OuraSleepImporter()
