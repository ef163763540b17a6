"""Daylio's CSV: one row an entry, with a mood and the activities of the time before it."""

import datetime
from decimal import Decimal

from tracker.importers.delimited import Row, Table
from tracker.importers.gathering import Gathering
from tracker.importers.reading import Subject
from tracker.importers.tables import TableImporter, dated
from tracker.importers.words import key_of

_MOODS = {"rad": 5, "good": 4, "meh": 3, "bad": 2, "awful": 1}
_MOOD = Subject("mood", "Mood", "scale", low=1, high=5)


class DaylioImporter(TableImporter):
    """Moods are 1 (awful) to 5 (rad), the mean of a day; an activity is a yes on its day, and nothing on others."""

    name = "daylio"
    label = "Daylio (CSV)"
    hint = "In Daylio: More, Export entries, CSV."
    columns = ("full_date", "mood", "activities")

    def take(self, table: Table, gathering: Gathering) -> None:
        mood, activities = table.place("mood"), table.place("activities")
        title, note, scales = (table.place(name) for name in ("note_title", "note", "scales"))
        for row, date in dated(table, gathering.skips, "full_date"):
            _take_mood(row, date, row.cell(mood), gathering)
            for name in row.cell(activities).split(" | "):
                if name := name.strip():
                    subject = Subject(key_of("activity", name), name, "yes_no")
                    gathering.value(subject, "worst", row.line, date, Decimal(1))
            words = ": ".join(text for text in (row.cell(title), row.cell(note)) if text)
            gathering.note(row.line, date, words)
            if row.cell(scales):
                gathering.skips.add(row.line, "The column “scales” is not read")


IMPORTER = DaylioImporter()


def _take_mood(row: Row, date: datetime.date, word: str, gathering: Gathering) -> None:
    value = _MOODS.get(word.casefold())
    if value:
        gathering.value(_MOOD, "mean", row.line, date, Decimal(value))
    elif word:
        gathering.skips.add(
            row.line, f"“{word[:40]}” is not one of Daylio's own moods, so where it stands is unknown"
        )
