"""Loop Habit Tracker's Checkmarks.csv of one habit: one row a day. The file does not name the habit.

Unknown is not no: only a day that the person ticked or crossed says anything. A yes that the app filled in by itself
(YES_AUTO) means that it was not due, not that it was done.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import islice
from pathlib import PurePath

from tracker.importers.amounts import number
from tracker.importers.delimited import Table, opened
from tracker.importers.gathering import MAX_NAME, Gathering
from tracker.importers.reading import Found, Kind, Subject, Tell, UnreadableFileError, Upload
from tracker.importers.skips import Skips
from tracker.importers.tables import dated
from tracker.importers.words import key_of

_COLUMNS = ("Date", "Value", "Notes")
_WORDS = {"YES_MANUAL": 1, "NO": 0}
_SILENT = {
    "YES_AUTO": "The app filled the day in by itself",
    "SKIP": "The day was skipped",
    "UNKNOWN": "The day was left open",
}
_OLD_CODES = {"2": "YES_MANUAL", "1": "YES_AUTO", "0": "NO", "-1": "UNKNOWN", "3": "SKIP"}
_THOUSAND = 1_000
_ROWS_TO_RECOGNISE = 200


class LoopHabitsImporter:
    name = "loop_habits"
    label = "Loop Habit Tracker (Checkmarks.csv of one habit)"
    hint = "In Loop: Settings, Export as CSV. Each habit has a Checkmarks.csv: give it the name of its habit."

    def recognises(self, upload: Upload) -> bool:
        """Many tables have such columns, so one of Loop's own words must be there too."""
        try:
            with opened(upload, Skips(), lambda _done, _total: None) as table:
                rows = islice(table.rows, _ROWS_TO_RECOGNISE) if table.names == _COLUMNS else ()
                return any(row.cell(1) in _WORDS or row.cell(1) in _SILENT for row in rows)
        except (UnreadableFileError, OSError):
            return False

    def read(self, upload: Upload, answers: Mapping[str, list[str]], tell: Tell) -> Found:
        with opened(upload, Skips(), lambda done, total: tell(done // 2, total)) as table:
            table.need(*_COLUMNS)
            counted = _is_counted(table)
        gathering = Gathering(Skips())
        with opened(upload, gathering.skips, lambda done, total: tell((done + total) // 2, total)) as table:
            _take(table, _habit(upload.name, "amount" if counted else "yes_no"), gathering)
        return gathering.found()


IMPORTER = LoopHabitsImporter()


def _is_counted(table: Table) -> bool:
    """Whether the habit is measured: then the file holds numbers that are none of the old codes of yes and no."""
    place = table.place("Value")
    return any(
        text not in _OLD_CODES and number(text) is not None for row in table.rows if (text := row.cell(place))
    )


def _habit(file_name: str, kind: Kind) -> Subject:
    stem = " ".join(PurePath(file_name).stem.split())[:MAX_NAME]
    name = stem if stem and not stem.casefold().startswith("checkmarks") else "Habit"
    return Subject(key_of("habit", name), name, kind)


def _take(table: Table, habit: Subject, gathering: Gathering) -> None:
    value, notes = table.place("Value"), table.place("Notes")
    for row, date in dated(table, gathering.skips, "Date"):
        text = row.cell(value)
        if habit.kind == "yes_no":
            text = _OLD_CODES.get(text, text)
        amount = number(text) if habit.kind == "amount" else None
        if text in _WORDS:
            gathering.value(habit, "last", row.line, date, Decimal(_WORDS[text]))
        elif text in _SILENT:
            gathering.skips.add(row.line, _SILENT[text])
        elif amount is not None and amount >= 0:
            gathering.value(habit, "last", row.line, date, amount / _THOUSAND)
        else:
            gathering.skips.add(row.line, "The value is none that Loop writes", text)
        gathering.note(row.line, date, row.cell(notes))
