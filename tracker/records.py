"""The only bridge from stored rows to the plain records of tracker.analysis.

Rows are read with `values_list`, one query a table, so that the number of queries never grows with history.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import (
    BooleanField,
    Expression,
    ExpressionWrapper,
    Max,
    Q,
    QuerySet,
)

from tracker.analysis.matching import ACTIVE_MIN, Anchored, Mark
from tracker.analysis.records import (
    CheckInRecord,
    Day,
    Diary,
    FactorRecord,
    RatingRecord,
    ReadingRecord,
    SpotRecord,
    TreatmentRecord,
)
from tracker.analysis.series import Series, pain_of
from tracker.columns import AsFloat, DayNumber
from tracker.listed import series_by
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, TreatedSpot, Treatment
from tracker.prepared import Prepared

Date = datetime.date


def diary_of(person: Person, start: Date | None = None, end: Date | None = None) -> Diary:
    """Everything of `person` from `start` to `end`, both included; None leaves that side open."""
    return Diary(
        spots=spots_of(person),
        check_ins=check_ins_of(person, start, end),
        ratings=ratings_of(person, start, end),
        treatments=treatments_of(person, start, end),
        factors=factors_of(person),
        readings=readings_of(person, start, end),
    )


def pain_diary_of(person: Person, start: Date | None = None, end: Date | None = None) -> Diary:
    """What pain by spot and day rests on: no factors, no readings."""
    return Diary(
        spots=spots_of(person),
        check_ins=check_ins_of(person, start, end),
        ratings=ratings_of(person, start, end),
        treatments=treatments_of(person, start, end),
    )


_DAY = DayNumber("date")


def _rows(rows: QuerySet[Any], *columns: str | Expression) -> list[tuple[Any, ...]]:
    """As `values_list`, straight from the cursor: for long tables, and columns that need no converting."""
    query = rows.values_list(*columns).query
    try:
        sql, values = query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _between(rows: QuerySet[Any], start: Date | None, end: Date | None, field: str = "date") -> QuerySet[Any]:
    if start is not None:
        rows = rows.filter(**{f"{field}__gte": start})
    if end is not None:
        rows = rows.filter(**{f"{field}__lte": end})
    return rows


def spot_record(spot: Spot) -> SpotRecord:
    return SpotRecord(
        key=str(spot.public_id),
        muscle=spot.muscle,
        side=spot.side,
        first_day=spot.first_day.toordinal(),
        archived=_periods(spot.archived_before, spot.archived_on),
    )


@Prepared
def _spots_by_number(person: Person) -> QuerySet[Spot]:
    return Spot.objects.for_user(person).order_by("number")


def stored_spots(person: Person) -> list[Spot]:
    """All spots, by number."""
    return _spots_by_number.objects(person)


def spots_of(person: Person) -> tuple[SpotRecord, ...]:
    return tuple(map(spot_record, stored_spots(person)))


def anchored_spots_of(person: Person) -> tuple[Anchored, ...]:
    """Every spot with its first mark, archived ones too: what a new mark may be the same as."""
    ratings = Rating.objects.for_user(person).filter(pain__gte=ACTIVE_MIN).order_by()
    treated = TreatedSpot.objects.for_user(person).filter(pain_before__gte=ACTIVE_MIN).order_by()
    rated_last = dict(ratings.values_list("spot_id").annotate(Max("date")))
    treated_last = dict(treated.values_list("spot_id").annotate(Max("treatment__date")))
    columns = ("pk", "public_id", "number", "muscle", "side", "anchor_view", "anchor_x", "anchor_y")
    found = []
    for pk, key, number, *mark in Spot.objects.for_user(person).order_by("number").values_list(*columns):
        last = [date for date in (rated_last.get(pk), treated_last.get(pk)) if date is not None]
        found.append(Anchored(str(key), number, Mark(*mark), max(last).toordinal() if last else None))
    return tuple(found)


def check_ins_of(
    person: Person, start: Date | None = None, end: Date | None = None
) -> tuple[CheckInRecord, ...]:
    rows = _between(CheckIn.objects.for_user(person), start, end).order_by("date")
    completed = ExpressionWrapper(Q(completed_at__isnull=False), output_field=BooleanField())
    hours = AsFloat("sleep_hours")
    found = _rows(rows, _DAY, completed, hours, "sleep_quality", "stress")
    return tuple(CheckInRecord(day, bool(done), *rest) for day, done, *rest in found)


def ratings_of(
    person: Person, start: Date | None = None, end: Date | None = None, keys: Mapping[int, str] | None = None
) -> tuple[RatingRecord, ...]:
    """Those with signs alone too. `keys`: public ids of the person's spots by row id, if the caller has them."""
    rows = _between(Rating.objects.for_user(person), start, end)
    keys = _spot_keys(person) if keys is None else keys
    # Sorted here: asked for this order, SQLite goes through the index that has it, over all years.
    found = sorted(_rows(rows.order_by(), "spot_id", _DAY, "pain"))
    return tuple(RatingRecord(keys[spot], day, pain) for spot, day, pain in found)


def _spot_keys(person: Person) -> dict[int, str]:
    """Public ids by row id: cheaper than a join that turns the same few ids into UUIDs for every row."""
    return {pk: str(key) for pk, key in Spot.objects.for_user(person).values_list("pk", "public_id")}


def treatments_of(
    person: Person,
    start: Date | None = None,
    end: Date | None = None,
    begun: tuple[Date, Date] | None = None,
    keys: Mapping[int, str] | None = None,
) -> tuple[TreatmentRecord, ...]:
    """One record a treated spot; a treatment of the whole body is one record with `spot` None.

    With `begun` only lasting changes that began from the one to the other of these days. `keys`: as of `ratings_of`.
    """
    rows = _between(Treatment.objects.for_user(person), start, end).order_by("date", "pk")
    spots = TreatedSpot.objects.for_user(person).filter(treatment__person=person).order_by("pk")
    spots = _between(spots, start, end, "treatment__date")
    if begun is not None:
        rows = rows.filter(started_on__range=begun)
        spots = spots.filter(treatment__started_on__range=begun)
    columns = ("pk", _DAY, "kind", "tool", AsFloat("minutes"), "whole_body", DayNumber("started_on"))
    treated: dict[int, list[tuple[int | None, int | None, int | None]]] = {}
    for treatment, spot, before, after in _rows(
        spots, "treatment_id", "spot_id", "pain_before", "pain_after"
    ):
        treated.setdefault(treatment, []).append((spot, before, after))
    keys = _spot_keys(person) if keys is None else keys
    return tuple(
        TreatmentRecord(
            day=day,
            spot=None if spot is None else keys[spot],
            kind=kind,
            tool=tool,
            minutes=minutes,
            pain_before=before,
            pain_after=after,
            started=started,
        )
        for pk, day, kind, tool, minutes, whole_body, started in _rows(rows, *columns)
        for spot, before, after in ([(None, None, None)] if whole_body else treated.get(pk, ()))
    )


def treated_spots_of(
    person: Person, start: Date, end: Date, keys: Mapping[int, str]
) -> tuple[TreatmentRecord, ...]:
    """As `treatments_of`, without those of the whole body, and with no more of each than flags rest on."""
    rows = _between(TreatedSpot.objects.for_user(person), start, end, "treatment__date")
    # The person of the treatment is the same; said once more, its index of days leads to the rows.
    rows = rows.filter(treatment__person=person, treatment__whole_body=False).order_by()
    columns = ("treatment_id", "pk", "treatment__kind", "spot_id", "pain_before", "treatment__started_on")
    found = sorted(_rows(rows, DayNumber("treatment__date"), *columns))
    return tuple(
        TreatmentRecord(day, keys[spot], kind, pain_before=before, started=None if begun is None else day)
        for day, _, _, kind, spot, before, begun in found
    )


_PAINS: dict[str, int | None] = {"": None, **{str(pain): pain for pain in range(11)}}


def pain_series_of(person: Person, end: Date, completed: frozenset[Day]) -> dict[SpotRecord, Series]:
    """Pain by day of every spot, with no record of each rating; `completed`: the days of completed check-ins."""
    spots = {spot.pk: spot_record(spot) for spot in stored_spots(person)}
    rows = _between(Rating.objects.for_user(person), None, end)
    rated = {
        spot: zip(days, map(_PAINS.__getitem__, pains), strict=True)
        for spot, days, pains in series_by(rows, "spot_id", "pain")
    }
    done: dict[str | None, list[TreatmentRecord]] = {}
    for each in treated_spots_of(person, Date.min, end, {pk: spot.key for pk, spot in spots.items()}):
        done.setdefault(each.spot, []).append(each)
    return {
        spot: pain_of(spot, rated.get(pk, ()), done.get(spot.key, ()), completed)
        for pk, spot in spots.items()
    }


def factors_of(person: Person) -> tuple[FactorRecord, ...]:
    rows = Factor.objects.for_user(person).order_by("position", "pk")
    columns = ("public_id", "name", "kind", "unit", "night_before", "asked_since", "asked_before")
    return tuple(
        FactorRecord(str(key), name, kind, unit, night, _periods(before, since))
        for key, name, kind, unit, night, since, before in rows.values_list(*columns)
    )


def _periods(before: list[list[str]], since: Date | None) -> tuple[tuple[Day, Day | None], ...]:
    """Stored pairs of ISO dates, and the period that is still open, as days."""
    closed = [
        (Date.fromisoformat(start).toordinal(), Date.fromisoformat(end).toordinal()) for start, end in before
    ]
    return (*closed, (since.toordinal(), None)) if since is not None else tuple(closed)


def readings_of(
    person: Person, start: Date | None = None, end: Date | None = None, factor: str | None = None
) -> tuple[ReadingRecord, ...]:
    """With `factor` (a public id) those of that factor alone."""
    rows = _between(FactorReading.objects.for_user(person), start, end).order_by()
    factors = Factor.objects.for_user(person)
    if factor is not None:
        factors = factors.filter(public_id=factor)
    keys = {pk: str(key) for pk, key in factors.values_list("pk", "public_id")}
    if factor is not None:
        rows = rows.filter(factor_id__in=list(keys))
    return tuple(
        ReadingRecord(keys[factor_id], day, value)
        for factor_id, day, value in sorted(_rows(rows, "factor_id", _DAY, AsFloat("value")))
    )


def reading_series_of(person: Person) -> dict[str, dict[Day, float]]:
    """By the factor's public id its values by day, with no record of each: ten years have tens of thousands."""
    keys = {pk: str(key) for pk, key in Factor.objects.for_user(person).values_list("pk", "public_id")}
    found: dict[str, dict[Day, float]] = {key: {} for key in keys.values()}
    for factor, days, values in series_by(FactorReading.objects.for_user(person), "factor_id", "value"):
        found[keys[factor]] = dict(zip(days, map(float, values), strict=True))
    return found
