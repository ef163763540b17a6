"""Writes a plan into the diary, a few statements a table, and gives what it takes to undo it.

The caller holds the person and the transaction, and knows that the plan is of the diary as it is.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import connections, router
from django.db.models import Model

from tracker.changes.auditing import record
from tracker.changes.importing.plan import Plan
from tracker.changes.importing.preparing import MODELS, NewRows, Prepared, Statement, prepare
from tracker.changes.snapshots import AT_ONCE, update_statement
from tracker.entries import Id
from tracker.models import Factor, Person, Spot, TreatedSpot, Treatment

Log = dict[str, Any]
BATCH = 1000


def add(plan: Plan, now: datetime.datetime) -> Log:
    """What was added, as plain JSON: rows by table, each with the values it got and those that were replaced."""
    return write(prepare(plan, now))


def write(prepared: Prepared) -> Log:
    record(prepared.plan.person, "import-added")
    writer = _Writer(prepared)
    spots, factors = writer.spots(), writer.factors()
    known = {
        "check_ins": {},
        "ratings": writer.ids_of(Spot, spots),
        "readings": writer.ids_of(Factor, factors),
    }
    return {
        "spots": [row.pk for row in spots.values()],
        "factors": [row.pk for row in factors.values()],
        **{table: writer.rows(table, parents) for table, parents in known.items()},
        "treatments": writer.treatments(known["ratings"]),
    }


class _Writer:
    def __init__(self, prepared: Prepared) -> None:
        self.prepared, self.plan = prepared, prepared.plan
        self.person, self.now = self.plan.person, prepared.now

    def spots(self) -> dict[Id, Spot]:
        rows = {}
        for key, entry in self.plan.spots.items():
            values = entry._asdict()
            del values["id"]
            away = [[start.isoformat(), end.isoformat()] for start, end in values.pop("archived_before")]
            rows[key] = Spot(person=self.person, public_id=key, archived_before=away, **values)
        Spot.objects.bulk_create(rows.values())
        return rows

    def factors(self) -> dict[Id, Factor]:
        rows = {}
        taken = Factor.objects.for_user(self.person).order_by("-position").values_list("position", flat=True)
        last = taken.first() or 0
        for place, (key, entry) in enumerate(self.plan.factors.items(), start=1):
            values = entry._asdict()
            del values["id"]
            asked = [[start.isoformat(), end.isoformat()] for start, end in values.pop("asked_before")]
            values["position"] = min(last + place, 30_000)
            rows[key] = Factor(person=self.person, public_id=key, asked_before=asked, **values)
        Factor.objects.bulk_create(rows.values())
        return rows

    def ids_of(self, model: type[Spot] | type[Factor], made: dict[Id, Any]) -> dict[Id, int]:
        """Row ids of all spots or factors that entries may name."""
        known = model.objects.for_user(self.person).values_list("public_id", "pk")
        return {**{Id(str(key)): pk for key, pk in known}, **{key: row.pk for key, row in made.items()}}

    def rows(self, table: str, parents: dict[Id, int]) -> list[list[Any]]:
        """[id, made or not, values written, values replaced] of every row."""
        model, known = MODELS[table], self.prepared.tables[table]
        numbers = self._insert(model, known.new, parents)
        before = _changed_at(model, self.person, [pk for pk, *_ in known.changed])
        for statement in known.updates:
            _run(model, statement)
        log: list[list[Any]] = [[pk, 1, values, {}] for pk, values in zip(numbers, known.made, strict=True)]
        log += [
            [pk, 0, values, {**replaced, "changed_at": before[pk]}] for pk, values, replaced in known.changed
        ]
        return log

    def _insert(self, model: type[Model], new: NewRows, parents: dict[Id, int]) -> list[int]:
        """The numbers of the new rows, which are given in the order in which they go in."""
        rows = new.belonging(parents)
        if not rows:
            return []
        mine = model._default_manager.filter(person=self.person).order_by("-pk")
        last = mine.values_list("pk", flat=True).first() or 0
        _run(model, new.statement)
        return list(mine.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True))

    def treatments(self, spots: dict[Id, int]) -> list[int]:
        numbers = self._insert(Treatment, self.prepared.treatments, {})
        treated = self.prepared.treated
        for row, place in zip(treated.belonging(spots), self.prepared.treatment_of, strict=True):
            row[self.prepared.treatment_place] = numbers[place]
        _run(TreatedSpot, treated.statement)
        return numbers


def update(
    model: type[Model], person: Person, fields: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """One statement for many rows: `rows` hold the values of `fields` and then the id."""
    _run(model, Statement(*update_statement(model, person.pk, fields, rows)))


def _run(model: type[Model], statement: Statement) -> None:
    with connections[router.db_for_write(model)].cursor() as cursor:
        for start in range(0, len(statement.rows), AT_ONCE):
            cursor.executemany(statement.text, statement.rows[start : start + AT_ONCE])


def _changed_at(model: type[Model], person: Person, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(ids), BATCH):
        rows = model._default_manager.filter(person=person, pk__in=ids[start : start + BATCH])
        found |= {pk: at.isoformat() for pk, at in rows.values_list("pk", "changed_at")}
    return found
