"""Takes an import out of the diary again: all that still is as the import left it.

What somebody has changed since by hand is theirs, stays, and is counted.
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Exists, Model, OuterRef

from tracker.changes.auditing import record
from tracker.changes.emptied import drop_emptied
from tracker.changes.factors import give_builtin_factors
from tracker.changes.importing.here import is_recorded
from tracker.changes.importing.preparing import MODELS, columns
from tracker.changes.importing.writing import BATCH, Log, update
from tracker.changes.trials import note_last
from tracker.localday import local_date
from tracker.models import (
    CheckIn,
    Factor,
    FactorReading,
    FlagRest,
    Person,
    Rating,
    Spot,
    SpotNote,
    TreatedSpot,
    Treatment,
    Trial,
    TrialDay,
    TrialEpisode,
)
from tracker.models.diary import SIGNS
from tracker.models.owned import Entered

_RECORDED: dict[type[Model], tuple[str, ...]] = {
    CheckIn: ("sleep_hours", "sleep_quality", "stress", "note", "completed_at"),
    Rating: ("pain", "zones", *SIGNS),
    FactorReading: ("value", "note"),
}
_ON_SPOTS = (Rating, TreatedSpot, FlagRest, SpotNote, Trial)
_EMPTY: dict[str, Any] = {"completed": False, "signs": (), "zones": (), "note": ""}


class TakenBack(NamedTuple):
    """`removed`: values. `kept`: those that were changed since, and spots and factors that are in use by now."""

    removed: int
    kept: int


def take_back(person: Person, log: Log, added_at: datetime.datetime) -> TakenBack:
    """The caller holds the person and the transaction. What a restored diary brought beside its days goes first."""
    record(person, "import-undone")
    undoing = _Undoing(person)
    others: list[tuple[str, list[int]]] = log.get("others", [])
    undoing.others(others, added_at)
    undoing.treatments(log["treatments"], added_at)
    for table in ("ratings", "readings", "check_ins"):
        undoing.rows(MODELS[table], log[table])
    for dates in _batches(sorted(undoing.dates)):
        drop_emptied(person, dates)
    undoing.unused(Spot, log["spots"], ("spot",), _ON_SPOTS)
    undoing.unused(Factor, log["factors"], ("factor",), (FactorReading,))
    if others:
        note_last(person)
        give_builtin_factors(person, local_date(undoing.now, person.zone, person.day_starts_at))
    return TakenBack(undoing.removed, undoing.kept)


class _Undoing:
    def __init__(self, person: Person) -> None:
        self.person = person
        self.now = datetime.datetime.now(datetime.UTC)
        self.removed = self.kept = 0
        self.dates: set[datetime.date] = set()

    def others(self, tables: list[tuple[str, list[int]]], added_at: datetime.datetime) -> None:
        """Tables stand after those that they name: so a trial of which a day was noted since stays."""
        for name, ids in reversed(tables):
            model = apps.get_model("tracker", name)
            mine = model._default_manager.filter(person=self.person, pk__in=ids)
            free = mine
            if issubclass(model, Entered):
                free = free.filter(changed_at__lte=added_at)
            for user in (TrialDay, TrialEpisode) if model is Trial else ():
                free = free.exclude(Exists(user.objects.for_user(self.person).filter(trial=OuterRef("pk"))))
            gone = list(free.values_list("pk", flat=True))
            self.kept += mine.count() - len(gone)
            mine.filter(pk__in=gone).delete()

    def treatments(self, ids: list[int], added_at: datetime.datetime) -> None:
        mine = Treatment.objects.for_user(self.person)
        for part in _batches(ids):
            left = mine.filter(pk__in=part, changed_at__lte=added_at)
            found = dict(left.values_list("pk", "date"))
            self.kept += mine.filter(pk__in=part).count() - len(found)
            self.dates.update(found.values())
            self.removed += len(found)
            mine.filter(pk__in=found).delete()

    def rows(self, model: type[Model], log: list[list[Any]]) -> None:
        gone: list[int] = []
        changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        by_id = {entry[0]: entry[1:] for entry in log}
        for row in self._stored(model, list(by_id)):
            made, written, replaced = by_id[row.pk]
            back = self._given_back(row, written, replaced)
            self.dates.add(row.date)
            whole = len(back) == len(written)
            if made and whole and model is not CheckIn and not _holds_other(row, written):
                gone.append(row.pk)
            elif back:
                values = columns(back, self.now)
                if whole and "changed_at" in replaced:
                    values["changed_at"] = datetime.datetime.fromisoformat(replaced["changed_at"])
                changed.setdefault(tuple(values), []).append((*values.values(), row.pk))
        for fields, rows in changed.items():
            update(model, self.person, fields, rows)
        for part in _batches(gone):
            model._default_manager.filter(person=self.person, pk__in=part).delete()

    def _stored(self, model: type[Model], ids: list[int]) -> Iterable[Any]:
        for part in _batches(ids):
            yield from model._default_manager.filter(person=self.person, pk__in=part)

    def _given_back(self, row: Any, written: dict[str, Any], replaced: dict[str, Any]) -> dict[str, Any]:
        """What each field had before, of those that still hold what the import wrote."""
        back = {}
        for name, value in written.items():
            if not _is_still(row, name, value):
                self.kept += 1
                continue
            back[name] = replaced.get(name, _EMPTY.get(name))
        if back.get("value", "") is None and _holds_other(row, written):
            del back["value"]  # a note was written beside it, and a reading is nothing without its value
            self.kept += 1
        self.removed += len(back)
        return back

    def unused(
        self, model: type[Model], ids: list[int], names: tuple[str, ...], users: tuple[type[Model], ...]
    ) -> None:
        """Removes what the import made and nothing names any more."""
        mine = model._default_manager.filter(person=self.person, pk__in=ids)
        free = mine
        for user in users:
            named = {f"{name}_id": OuterRef("pk") for name in names}
            free = free.exclude(Exists(user._default_manager.filter(person=self.person, **named)))
        gone = list(free.values_list("pk", flat=True))
        self.kept += mine.count() - len(gone)
        mine.filter(pk__in=gone).delete()


def _is_still(row: Any, name: str, value: Any) -> bool:
    if name == "completed":
        return (row.completed_at is not None) == bool(value)
    if name == "signs":
        return [sign for sign in SIGNS if getattr(row, sign)] == list(value)
    if name == "zones":
        return sorted(row.zones) == list(value)
    now = getattr(row, name)
    return Decimal(value) == now if isinstance(now, Decimal) else bool(now == value)


def _holds_other(row: Any, written: dict[str, Any]) -> bool:
    """Whether something was recorded in the row since, beside what the import wrote."""
    by_import = set(written) | ({"completed_at"} if "completed" in written else set())
    by_import |= set(SIGNS) if "signs" in written else set()
    others = (getattr(row, name) for name in _RECORDED[type(row)] if name not in by_import)
    return any(is_recorded(value) and value != [] for value in others)


def _batches(items: list[Any]) -> Iterable[list[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
