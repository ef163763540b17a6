"""Bearable's CSV: one row a record, its category says which. Both generations of its columns are read.

Symptoms are worst of the day, as elsewhere in this diary; mood, energy and sleep quality the mean of the day, since
they are asked several times a day and none counts more; of several sleeps the longest, which is the night. Sleep stands
under the day on which the night ended. What a rating means on 0-10 is not decided here.
"""

import datetime
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from tracker.importers.amounts import hours, is_missing, number
from tracker.importers.delimited import Table
from tracker.importers.gathering import Gathering, Span, scale_of
from tracker.importers.reading import Kind, Subject
from tracker.importers.skips import Skips
from tracker.importers.tables import TableImporter, dated
from tracker.importers.words import hurts, key_of, unit_kind

_LAST_BRACKET = re.compile(r"^(.*\S)\s*\(([^()]*)\)$", re.DOTALL)
_NO_LEVELS = frozenset({"no", "none", "not at all", "0"})
_SYMPTOM_TOP = 4


class _Record(NamedTuple):
    """One row, its date read. `what` is the detail: the name of a symptom, the items of a factor."""

    line: int
    date: datetime.date
    amount: str
    what: str


class BearableImporter(TableImporter):
    name = "bearable"
    label = "Bearable (CSV)"
    hint = "In Bearable's settings: export your data. It is one CSV file."
    columns = ("date", "category", "rating/amount", "detail")

    def take(self, table: Table, gathering: Gathering) -> None:
        names = ("category", "rating/amount", "detail", "notes")
        category, amount, detail, notes = (table.place(name) for name in names)
        for row, date in dated(table, gathering.skips, "date formatted", "date"):
            gathering.note(row.line, date, row.cell(notes))
            called = row.cell(category)
            take = _CATEGORIES.get(called.casefold())
            if take:
                take(_Record(row.line, date, row.cell(amount), row.cell(detail)), gathering)
            elif called:
                gathering.skips.add(row.line, f"Nothing is read from the category “{called[:40]}”")

    def settle(self, subject: Subject, span: Span) -> Subject:
        unknown = subject.kind in {"scale", "sleep_quality"} and subject.high is None
        return scale_of(subject, span, (5, 10, 100)) if unknown else subject


IMPORTER = BearableImporter()


def _symptom(record: _Record, gathering: Gathering) -> None:
    bracket = _LAST_BRACKET.match(record.what)
    name = bracket[1] if bracket else record.what
    value = _rating(record, gathering.skips, top=_SYMPTOM_TOP)
    if value is None or not _named(name, record, gathering.skips):
        return
    kind: Kind = "pain" if hurts(name) else "scale"
    subject = Subject(key_of("symptom", name), name, kind, low=0, high=_SYMPTOM_TOP)
    gathering.value(subject, "worst", record.line, record.date, value)


def _rated(name: str, kind: Kind) -> "_Take":
    """A rating of the day whose scale the file does not tell: `_settle` reads it off the values."""
    subject = Subject(key_of("rating", name), name, kind)

    def take(record: _Record, gathering: Gathering) -> None:
        value = _rating(record, gathering.skips, top=100)
        if value is not None:
            gathering.value(subject, "mean", record.line, record.date, value)

    return take


def _sleep(record: _Record, gathering: Gathering) -> None:
    length = hours(record.amount)
    if is_missing(record.amount):
        gathering.skips.add(record.line, "The row has no value")
    elif length is None:
        gathering.skips.add(record.line, "The hours of sleep cannot be read", record.amount)
    elif not 0 <= length <= 24:
        gathering.skips.add(record.line, "No night has so many hours", record.amount)
    else:
        subject = Subject("sleep", "Sleep", "sleep_hours", "h")
        gathering.value(subject, "worst", record.line, record.date, length)


def _factors(record: _Record, gathering: Gathering) -> None:
    """`Name - level` each. A level that is a number counts, one in words goes along as a note of a yes."""
    for item in _items(record.what):
        name, _, level = (part.strip() for part in item.rpartition(" - "))
        if not name:
            name, level = level, ""
        if _named(name, record, gathering.skips):
            _factor(name, level, record, gathering)


def _factor(name: str, level: str, record: _Record, gathering: Gathering) -> None:
    value = number(level) if level else None
    if value is not None and value >= 0:
        counted = Subject(key_of("factor level", name), name, "count")
        gathering.value(counted, "worst", record.line, record.date, value)
        return
    subject = Subject(key_of("factor", name), name, "yes_no")
    none = level.casefold() in _NO_LEVELS
    gathering.value(subject, "worst", record.line, record.date, Decimal(0 if none else 1), level)


def _medication(record: _Record, gathering: Gathering) -> None:
    """Taken or not: how much of it is not kept, doses of different things do not add up."""
    for name in _items(record.what):
        if _named(name, record, gathering.skips) and number(record.amount) != 0:
            subject = Subject(key_of("medication", name), name, "treatment")
            gathering.value(subject, "worst", record.line, record.date, Decimal(1))


def _measurement(record: _Record, gathering: Gathering) -> None:
    """`Step count (steps)`. The last of a day: counters such as steps grow, and their last is the whole."""
    bracket = _LAST_BRACKET.match(record.what)
    name, unit = (bracket[1], bracket[2].strip()) if bracket else (record.what, "")
    value = _rating(record, gathering.skips, top=None)
    if value is not None and _named(name, record, gathering.skips):
        subject = Subject(key_of("measurement", f"{name} {unit}"), name, unit_kind(unit), unit)
        gathering.value(subject, "last", record.line, record.date, value)


_Take = Callable[[_Record, Gathering], None]
_CATEGORIES: dict[str, _Take] = {
    "symptom": _symptom,
    "mood": _rated("Mood", "scale"),
    "energy": _rated("Energy", "scale"),
    "sleep": _sleep,
    "sleep quality": _rated("Sleep quality", "sleep_quality"),
    "factors": _factors,
    "medication": _medication,
    "meds/supplements": _medication,
    "health measurements": _measurement,
}


def _rating(record: _Record, skips: Skips, *, top: int | None) -> Decimal | None:
    value = number(record.amount)
    if is_missing(record.amount):
        problem = "The row has no value"
    elif value is None:
        problem = "The value is no number"
    elif value < 0:
        problem = "The value is below 0"
    elif top is not None and value > top:
        problem = f"The value is above {top}"
    else:
        return value
    skips.add(record.line, problem, record.amount)
    return None


def _items(packed: str) -> Iterable[str]:
    return (item.strip() for item in f" {packed} ".split(" | ") if item.strip())


def _named(name: str, record: _Record, skips: Skips) -> bool:
    if not name:
        skips.add(record.line, "The row does not say what it is of")
    return bool(name)
