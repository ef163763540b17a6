"""Writes a plan into the diary, a few statements a table, and gives what it takes to undo it.

The caller holds the person and the transaction, and made the plan inside it: so the plan is of the diary as it is.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import connections, router
from django.db.models import Model

from tracker.changes.auditing import record
from tracker.changes.importing.parts import RowChange
from tracker.changes.importing.plan import Plan
from tracker.changes.snapshots import insert
from tracker.entries import Id, TreatmentEntry
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, TreatedSpot, Treatment
from tracker.models.diary import SIGNS

Log = dict[str, Any]
BATCH = 1000
MODELS: dict[str, type[Model]] = {"check_ins": CheckIn, "ratings": Rating, "readings": FactorReading}


def add(plan: Plan, now: datetime.datetime) -> Log:
    """What was added, as plain JSON: rows by table, each with the values it got and those that were replaced.

    The caller holds the person and the transaction.
    """
    record(plan.person, "import-added")
    writer = _Writer(plan, now)
    spots, factors = writer.spots(), writer.factors()
    return {
        "spots": [row.pk for row in spots.values()],
        "factors": [row.pk for row in factors.values()],
        "check_ins": writer.rows("check_ins", plan.check_ins.values(), {}),
        "ratings": writer.rows("ratings", plan.ratings, writer.ids_of(Spot, spots)),
        "readings": writer.rows("readings", plan.readings, writer.ids_of(Factor, factors)),
        "treatments": writer.treatments(writer.ids_of(Spot, spots)),
    }


class _Writer:
    def __init__(self, plan: Plan, now: datetime.datetime) -> None:
        self.plan, self.person, self.now = plan, plan.person, now

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

    def rows(self, table: str, changes: Iterable[RowChange], parents: dict[Id, int]) -> list[list[Any]]:
        """[id, made or not, values written, values replaced] of every row."""
        made: list[RowChange] = []
        changed: list[RowChange] = []
        for change in changes:
            (changed if change.pk else made).append(change)
        model = MODELS[table]
        new = self._insert(model, made, parents)
        before = _changed_at(model, self.person, [change.pk for change in changed if change.pk])
        self._update(model, changed)
        log: list[list[Any]] = [
            [pk, 1, plain(change.values), {}] for pk, change in zip(new, made, strict=True)
        ]
        for change in changed:
            kept = {**plain(change.replaced), "changed_at": before[change.pk or 0]}
            log.append([change.pk, 0, plain(change.values), kept])
        return log

    def _insert(self, model: type[Model], made: list[RowChange], parents: dict[Id, int]) -> list[int]:
        """The numbers of the new rows. Not by way of the model: nobody else may write while this lasts."""
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        usual = {field.attname: field.get_default() for field in fields}
        usual |= {"person_id": self.person.pk, "entered_at": self.now, "changed_at": self.now}
        parents_of: dict[type[Model], str] = {Rating: "spot_id", FactorReading: "factor_id"}
        parent = parents_of.get(model, "")
        keys = [change.public_id or uuid4() for change in made]

        def row(key: UUID, change: RowChange) -> list[Any]:
            values = {**usual, "public_id": key, "date": change.date, "late": change.late}
            values |= columns(change.values, self.now)
            if parent:
                values[parent] = parents[change.ref]
            return [values[field.attname] for field in fields]

        insert(model, fields, map(row, keys, made))
        rows = model._default_manager.filter(person=self.person, entered_at=self.now)
        numbers: dict[UUID, int] = dict(rows.values_list("public_id", "pk"))
        return [numbers[key] for key in keys]

    def _update(self, model: type[Model], changes: Sequence[RowChange]) -> None:
        by_fields: dict[tuple[str, ...], list[tuple[int, dict[str, Any]]]] = {}
        for change in changes:
            values = {**columns(change.values, self.now), "changed_at": self.now}
            by_fields.setdefault(tuple(values), []).append((change.pk or 0, values))
        for fields, rows in by_fields.items():
            update(model, self.person, fields, [(*values.values(), pk) for pk, values in rows])

    def treatments(self, spots: dict[Id, int]) -> list[int]:
        planned = self.plan.treatments
        rows = [self._treatment(key, entry) for key, entry in planned]
        for start in range(0, len(rows), BATCH):
            Treatment.objects.bulk_create(rows[start : start + BATCH])
        treated = [
            TreatedSpot(
                person=self.person,
                treatment=row,
                spot_id=spots[each.spot],
                pain_before=each.pain_before,
                pain_after=each.pain_after,
            )
            for row, (_, entry) in zip(rows, planned, strict=True)
            for each in entry.spots
        ]
        for start in range(0, len(treated), BATCH):
            TreatedSpot.objects.bulk_create(treated[start : start + BATCH])
        return [row.pk for row in rows]

    def _treatment(self, key: Any, entry: TreatmentEntry) -> Treatment:
        values = entry._asdict()
        del values["id"], values["spots"]
        return Treatment(person=self.person, public_id=key, **values)


def columns(values: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
    """Recorded values as the columns that hold them."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == "completed":
            found["completed_at"] = now if value else None
        elif name == "signs":
            found |= {sign: sign in value for sign in SIGNS}
        elif name == "zones":
            found["zones"] = list(value)
        else:
            found[name] = value
    return found


def update(
    model: type[Model], person: Person, fields: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """One statement for many rows: `rows` hold the values of `fields` and then the id."""
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    by_name = {field.name: field for field in model._meta.concrete_fields}
    known = [by_name[name] for name in fields]
    sets = ", ".join(f"{quote(str(field.column))} = %s" for field in known)
    values = [
        [
            *(
                field.get_db_prep_save(value, connection)
                for field, value in zip(known, row[:-1], strict=True)
            ),
            row[-1],
            person.pk,
        ]
        for row in rows
    ]
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        # Names come from the model, values are parameters.
        cursor.executemany(f"UPDATE {table} SET {sets} WHERE id = %s AND person_id = %s", values)  # noqa: S608


def _changed_at(model: type[Model], person: Person, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(ids), BATCH):
        rows = model._default_manager.filter(person=person, pk__in=ids[start : start + BATCH])
        found |= {pk: at.isoformat() for pk, at in rows.values_list("pk", "changed_at")}
    return found


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it; numbers with a point as text, so that none is rounded."""
    return {
        name: list(value)
        if isinstance(value, tuple)
        else value
        if isinstance(value, int | str)
        else str(value)
        for name, value in values.items()
    }
