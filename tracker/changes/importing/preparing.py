"""A plan as the rows it will write, down to what the database stores: all the work that needs no lock.

On SQLite nobody else can write while the rows go in, so nothing is worked out then that can be worked out before.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import uuid4

from django.db.models import Model

from tracker.changes.importing.parts import RowChange
from tracker.changes.importing.plan import Plan
from tracker.changes.snapshots import insert_statement, stored_rows, update_statement
from tracker.entries import Id
from tracker.models import CheckIn, FactorReading, Rating, TreatedSpot, Treatment
from tracker.models.diary import SIGNS

MODELS: dict[str, type[Model]] = {"check_ins": CheckIn, "ratings": Rating, "readings": FactorReading}
_PARENTS: dict[type[Model], str] = {Rating: "spot_id", FactorReading: "factor_id", TreatedSpot: "spot_id"}


class Statement(NamedTuple):
    """To be run once for each of the rows."""

    text: str
    rows: list[list[Any]]


@dataclass
class NewRows:
    """Rows to be made. What they belong to may have no number yet: `refs` say what it is, `places` where it stands."""

    statement: Statement
    refs: list[Id] = field(default_factory=list)
    place: int = -1

    def belonging(self, numbers: dict[Id, int]) -> list[list[Any]]:
        for row, ref in zip(self.statement.rows, self.refs, strict=True) if self.refs else ():
            row[self.place] = numbers[ref]
        return self.statement.rows


@dataclass
class Table:
    """`made`, `changed`: what the log says of each row, but for its number and for when it was changed last."""

    new: NewRows
    made: list[dict[str, Any]]
    updates: list[Statement]
    changed: list[tuple[int, dict[str, Any], dict[str, Any]]]


@dataclass
class Prepared:
    """`treated`: for each row of a treated spot, which of the treatments it belongs to, by its place."""

    plan: Plan
    now: datetime.datetime
    tables: dict[str, Table]
    treatments: NewRows
    treated: NewRows
    treatment_of: list[int]
    treatment_place: int


def prepare(plan: Plan, now: datetime.datetime) -> Prepared:
    changes = {"check_ins": plan.check_ins.values(), "ratings": plan.ratings, "readings": plan.readings}
    treatments = [
        {"public_id": key, **_without(entry._asdict(), "id", "spots")} for key, entry in plan.treatments
    ]
    treated = [(place, each) for place, (_, entry) in enumerate(plan.treatments) for each in entry.spots]
    new = _Rows(plan.person.pk, now)
    pairs = new.of(
        TreatedSpot,
        [
            {"public_id": uuid4(), "pain_before": each.pain_before, "pain_after": each.pain_after}
            for _, each in treated
        ],
        [each.spot for _, each in treated],
    )
    return Prepared(
        plan,
        now,
        {name: _table(new, MODELS[name], rows) for name, rows in changes.items()},
        new.of(Treatment, treatments),
        pairs,
        [place for place, _ in treated],
        _place_of(TreatedSpot, "treatment_id"),
    )


def _table(new: "_Rows", model: type[Model], changes: Iterable[RowChange]) -> Table:
    made: list[RowChange] = []
    changed: list[RowChange] = []
    for change in changes:
        (changed if change.pk else made).append(change)
    rows = [
        {
            "public_id": change.public_id or uuid4(),
            "date": change.date,
            "late": change.late,
            **columns(change.values, new.now),
        }
        for change in made
    ]
    return Table(
        new.of(model, rows, [change.ref for change in made] if model in _PARENTS else []),
        [plain(change.values) for change in made],
        _updates(new, model, changed),
        [(change.pk or 0, plain(change.values), plain(change.replaced)) for change in changed],
    )


def _updates(new: "_Rows", model: type[Model], changes: Iterable[RowChange]) -> list[Statement]:
    by_fields: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for change in changes:
        values = {**columns(change.values, new.now), "changed_at": new.now}
        by_fields.setdefault(tuple(values), []).append((*values.values(), change.pk))
    return [
        Statement(*update_statement(model, new.person_id, fields, rows)) for fields, rows in by_fields.items()
    ]


class _Rows:
    """Rows of one person that are made now."""

    def __init__(self, person_id: int, now: datetime.datetime) -> None:
        self.person_id, self.now = person_id, now

    def of(self, model: type[Model], rows: Iterable[dict[str, Any]], refs: Sequence[Id] = ()) -> NewRows:
        fields = _fields(model)
        usual = {each.attname: each.get_default() for each in fields}
        usual |= {"person_id": self.person_id}
        usual |= {name: self.now for name in ("entered_at", "changed_at") if name in usual}
        whole = ([{**usual, **row}[each.attname] for each in fields] for row in rows)
        statement = Statement(insert_statement(model, fields), list(stored_rows(model, fields, whole)))
        return NewRows(statement, list(refs), _place_of(model, _PARENTS[model]) if refs else -1)


def _fields(model: type[Model]) -> list[Any]:
    return [each for each in model._meta.concrete_fields if not each.primary_key]


def _place_of(model: type[Model], name: str) -> int:
    return [each.attname for each in _fields(model)].index(name)


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


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
