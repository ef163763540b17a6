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
from tracker.records import check_ins_of, ratings_of, spot_record

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
    treated: dict[int, list[TreatedSpot]]
    past_treatments: list[PastTreatment]
    diary: Diary
    undo: UndoStep | None


def read_rows(person: Person, date: datetime.date) -> DayRows:
    start = date - LOOK_BACK
    spots = list(Spot.objects.for_user(person).order_by("number"))
    keys = {spot.pk: str(spot.public_id) for spot in spots}
    treatments = list(_treatments(person, start, date))
    treated = _treated(person, treatments)
    return DayRows(
        person=person,
        date=date,
        spots=spots,
        factors=list(Factor.objects.for_user(person).order_by("position", "pk")),
        readings=list(FactorReading.objects.for_user(person).filter(date=date)),
        check_in=CheckIn.objects.for_user(person).filter(date=date).first(),
        ratings={row.spot_id: row for row in Rating.objects.for_user(person).filter(date=date)},
        treatments=[row for row in treatments if row.date == date],
        treated=treated,
        past_treatments=[_past(row, treated.get(row.pk, [])) for row in treatments],
        diary=Diary(
            spots=tuple(spot_record(spot) for spot in spots),
            check_ins=check_ins_of(person, start, date),
            ratings=ratings_of(person, start, date, keys),
            treatments=tuple(
                _pains(row, keys, each) for row in treatments for each in treated.get(row.pk, [])
            ),
        ),
        undo=last_step(person, date),
    )


def _treatments(person: Person, start: datetime.date, end: datetime.date) -> Iterable[Treatment]:
    return Treatment.objects.for_user(person).filter(date__range=(start, end)).order_by("date", "entered_at")


def _treated(person: Person, treatments: Iterable[Treatment]) -> dict[int, list[TreatedSpot]]:
    """Treated spots by the row id of their treatment."""
    found: dict[int, list[TreatedSpot]] = {}
    rows = TreatedSpot.objects.for_user(person).filter(treatment__in=[row.pk for row in treatments])
    for row in rows.order_by("pk").defer("public_id"):
        found.setdefault(row.treatment_id, []).append(row)
    return found


def _past(row: Treatment, treated: list[TreatedSpot]) -> PastTreatment:
    spots = tuple(each.spot_id for each in treated)
    return PastTreatment(row.kind, row.tool, row.minutes, row.by, row.whole_body, spots)


def _pains(row: Treatment, keys: dict[int, str], each: TreatedSpot) -> TreatmentRecord:
    return TreatmentRecord(
        row.date.toordinal(),
        keys[each.spot_id],
        row.kind,
        row.tool,
        pain_before=each.pain_before,
        pain_after=each.pain_after,
        started=row.started_on.toordinal() if row.started_on else None,
    )
