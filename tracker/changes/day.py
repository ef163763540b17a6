"""Saves the values of one day: repeat-safe, per field, in one transaction, and takes them back again.

The page says of each field what it had shown. Where another page saved something else in between, the later one
wins for that field alone, and the caller learns of it.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from tracker.changes.fields import FieldChange, Value, as_text
from tracker.changes.old_steps import let_go_of_old_steps
from tracker.changes.sheet import DaySheet
from tracker.models import Person, UndoStep


@dataclass(frozen=True, slots=True)
class Overruled:
    """Another page had saved `theirs` since this page was shown; now the field holds `ours`."""

    field: str
    theirs: Value
    ours: Value


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the new value of each field that changed. `undo` is None when nothing did."""

    values: Mapping[str, Value] = field(default_factory=dict)
    overruled: tuple[Overruled, ...] = ()
    undo: UndoStep | None = None

    @property
    def changed(self) -> tuple[str, ...]:
        return tuple(self.values)


def save(
    person: Person, date: datetime.date, changes: Iterable[FieldChange], now: datetime.datetime
) -> Saved:
    """Writes `changes` to the check-in of `date`. Raises UnknownFieldError for a field of nobody's."""
    with transaction.atomic():
        sheet = DaySheet(person, date, now)
        before: dict[str, str] = {}
        values: dict[str, Value] = {}
        overruled = []
        for change in _with_what_they_imply(sheet, changes):
            stored = sheet.get(change.field)
            if stored == change.value:
                continue
            if change.knows_was and stored != change.was:
                overruled.append(Overruled(change.field, stored, change.value))
            before.setdefault(change.field, as_text(stored))
            values[change.field] = change.value
            sheet.set(change.field, change.value)
        if not before:
            return Saved()
        late = sheet.write()
        step = remember(person, date, {"fields": before, "late": late}, now)
        return Saved(values, tuple(overruled), step)


def _with_what_they_imply(sheet: DaySheet, changes: Iterable[FieldChange]) -> Iterable[FieldChange]:
    """A reading needs a value to hang its note on.

    A note on a yes/no factor that is not recorded says yes; a factor that is cleared lets go of its note.
    """
    for change in changes:
        family, _, key = change.field.partition(".")
        if family == "factor_note" and change.value and sheet.get(f"factor.{key}") is None:
            yield FieldChange(f"factor.{key}", Decimal(1))
        if family == "factor" and change.value is None:
            yield FieldChange(f"factor_note.{key}", "")
        yield change


def remember(person: Person, date: datetime.date, before: dict[str, Any], now: datetime.datetime) -> UndoStep:
    """Keeps what a change replaced; steps older than a day are let go, but merges stay: they are their own log."""
    let_go_of_old_steps(person, now)
    return UndoStep.objects.create(person=person, kind="day", date=date, before=before)
