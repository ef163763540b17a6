"""The rows behind a day's page: the day itself and the weeks before it, in a fixed number of queries.

The weeks before come as plain records and tuples: a model instance for each of hundreds of rows would take longer
than everything else on the page.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tracker.analysis.records import Diary, TreatmentRecord
from tracker.changes.undo import last_step
from tracker.models import (
    CheckIn,
    Factor,
    FactorReading,
    Person,
    Rating,
    Spot,
    TreatedSpot,
    Treatment,
    UndoStep,
)
from tracker.records import DayNumber, check_ins_of, ratings_of, spot_record

# How far back the last value of a spot is looked for, and the person's usual treatments are counted.
LOOK_BACK = datetime.timedelta(days=60)


class PastTreatment(NamedTuple):
    """A treatment of the weeks before, as far as repeating it needs. `spots`: row ids."""

    kind: str
    tool: str
    minutes: Decimal | None
    by: str
    whole_body: bool
    spots: tuple[int, ...]


class TreatedPains(NamedTuple):
    """A treated spot, by its row id, and its pain."""

    spot_id: int
    pain_before: int | None
    pain_after: int | None


@dataclass(frozen=True)
class DayRows:
    """Rows of one person on `date`, and what the weeks before it say, sorted by day."""

    person: Person
    date: datetime.date
    spots: list[Spot]
    factors: list[Factor]
    readings: list[FactorReading]
    check_in: CheckIn | None
    ratings: dict[int, Rating]
    treatments: list[Treatment]
    treated: dict[int, list[TreatedPains]]
    past_treatments: list[PastTreatment]
    diary: Diary
    undo: UndoStep | None


def read_rows(person: Person, date: datetime.date) -> DayRows:
    start = date - LOOK_BACK
    spots = list(Spot.objects.for_user(person).order_by("number"))
    keys = {spot.pk: str(spot.public_id) for spot in spots}
    past = list(_past_treatments(person, start, date))
    treated = _treated(person, start, date) if past else {}
    return DayRows(
        person=person,
        date=date,
        spots=spots,
        factors=list(Factor.objects.for_user(person).order_by("position", "pk")),
        readings=list(FactorReading.objects.for_user(person).filter(date=date)),
        check_in=CheckIn.objects.for_user(person).filter(date=date).first(),
        ratings={row.spot_id: row for row in Rating.objects.for_user(person).filter(date=date)},
        treatments=_treatments(person, date) if past and past[-1][1] == date.toordinal() else [],
        treated=treated,
        past_treatments=[_past(row, treated.get(row[0], [])) for row in past],
        diary=Diary(
            spots=tuple(spot_record(spot) for spot in spots),
            check_ins=check_ins_of(person, start, date),
            ratings=ratings_of(person, start, date, keys),
            treatments=tuple(_pains(row, keys, each) for row in past for each in treated.get(row[0], [])),
        ),
        undo=last_step(person, date),
    )


# Row id, day, kind, tool, minutes, by, whether of the whole body, first day of a lasting change.
_Past = tuple[int, int, str, str, Decimal | None, str, bool, datetime.date | None]


def _past_treatments(person: Person, start: datetime.date, end: datetime.date) -> Iterable[_Past]:
    rows = Treatment.objects.for_user(person).filter(date__range=(start, end)).order_by("date", "entered_at")
    columns = ("pk", DayNumber("date"), "kind", "tool", "minutes", "by", "whole_body", "started_on")
    found: Iterable[_Past] = rows.values_list(*columns)
    return found


def _treatments(person: Person, date: datetime.date) -> list[Treatment]:
    return list(Treatment.objects.for_user(person).filter(date=date).order_by("entered_at"))


def _treated(person: Person, start: datetime.date, end: datetime.date) -> dict[int, list[TreatedPains]]:
    """Treated spots by the row id of their treatment."""
    found: dict[int, list[TreatedPains]] = {}
    rows = TreatedSpot.objects.for_user(person).filter(
        treatment__person=person, treatment__date__range=(start, end)
    )
    columns = ("treatment_id", "spot_id", "pain_before", "pain_after")
    for treatment, *pains in rows.order_by("pk").values_list(*columns):
        found.setdefault(treatment, []).append(TreatedPains(*pains))
    return found


def _past(row: _Past, treated: list[TreatedPains]) -> PastTreatment:
    _, _, kind, tool, minutes, by, whole_body, _ = row
    return PastTreatment(kind, tool, minutes, by, whole_body, tuple(each.spot_id for each in treated))


def _pains(row: _Past, keys: dict[int, str], each: TreatedPains) -> TreatmentRecord:
    _, day, kind, tool, _, _, _, started_on = row
    return TreatmentRecord(
        day,
        keys[each.spot_id],
        kind,
        tool,
        pain_before=each.pain_before,
        pain_after=each.pain_after,
        started=started_on.toordinal() if started_on else None,
    )
