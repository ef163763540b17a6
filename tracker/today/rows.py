"""The rows behind a day's page: the day itself and the weeks before it, one query a table.

All but spots come as plain records and tuples: a model instance for each of hundreds of rows would take longer than
everything else on the page.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    FilteredRelation,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)

from tracker.analysis.records import CheckInRecord, Diary, RatingRecord, TreatmentRecord
from tracker.analysis.series import Series, pain_by_spot
from tracker.changes.undo import last_step
from tracker.columns import AsFloat, DayNumber, KeyText
from tracker.models import CheckIn, Factor, Person, Rating, Spot, Treatment, UndoStep
from tracker.models.diary import SIGNS
from tracker.prepared import Prepared
from tracker.records import spot_record, stored_spots

# How far back the last value of a spot is looked for, and the person's usual treatments are counted.
LOOK_BACK = datetime.timedelta(days=60)


class DayCheckIn(NamedTuple):
    """What was said of the day itself."""

    completed: bool
    sleep_hours: Decimal | None
    sleep_quality: int | None
    stress: int | None
    note: str


class DayRating(NamedTuple):
    """A spot on the day. `signs`: the words of those that were noticed."""

    pain: int | None
    signs: tuple[str, ...]


class DayFactor(NamedTuple):
    """A factor that is asked for or recorded on the day. `value` is None where it is not recorded."""

    key: str
    name: str
    kind: str
    unit: str
    asks_note: bool
    note: str | None
    value: Decimal | None


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
    """Rows of one person on `date`, and what the weeks before it say, sorted by day.

    `ratings`: by row id of the spot; `treated`: by row id of the treatment.
    """

    person: Person
    date: datetime.date
    spots: list[Spot]
    factors: list[DayFactor]
    check_in: DayCheckIn | None
    ratings: dict[int, DayRating]
    treatments: list[Treatment]
    treated: dict[int, list[TreatedPains]]
    past_treatments: list[PastTreatment]
    diary: Diary
    undo: UndoStep | None

    @cached_property
    def pains(self) -> dict[str, Series]:
        """Pain by day of every spot, by its public id."""
        return pain_by_spot(self.diary)


def read_rows(person: Person, date: datetime.date) -> DayRows:
    start = date - LOOK_BACK
    spots = stored_spots(person)
    keys = {spot.pk: str(spot.public_id) for spot in spots}
    check_ins, check_in = _check_ins(person, start, date)
    rated, ratings = _ratings(person, start, date, keys)
    past, treated = _past_treatments(person, start, date)
    return DayRows(
        person=person,
        date=date,
        spots=spots,
        factors=_factors(person, date),
        check_in=check_in,
        ratings=ratings,
        treatments=_treatments(person, date) if past and past[-1].day == date.toordinal() else [],
        treated=treated,
        past_treatments=[_past(row, treated.get(row.pk, [])) for row in past],
        diary=Diary(
            spots=tuple(spot_record(spot) for spot in spots),
            check_ins=check_ins,
            ratings=rated,
            treatments=tuple(_pains(row, keys, each) for row in past for each in treated.get(row.pk, [])),
        ),
        undo=last_step(person, date),
    )


_DAY = DayNumber("date")


@Prepared
def _check_in_rows(person: Person, start: datetime.date, date: datetime.date) -> QuerySet[Any, Any]:
    """The note of the day alone is read."""
    completed = ExpressionWrapper(Q(completed_at__isnull=False), BooleanField())
    note = Case(When(date=date, then="note"), default=Value(""), output_field=TextField())
    rows = CheckIn.objects.for_user(person).filter(date__range=(start, date)).order_by("date")
    return rows.values_list(_DAY, completed, AsFloat("sleep_hours"), "sleep_quality", "stress", note)


def _check_ins(
    person: Person, start: datetime.date, date: datetime.date
) -> tuple[tuple[CheckInRecord, ...], DayCheckIn | None]:
    """Those of the weeks before, and of the day as well."""
    found = _check_in_rows(person, start, date)
    records = tuple(CheckInRecord(day, bool(done), *rest) for day, done, *rest, _ in found)
    if not records or records[-1].day != date.toordinal():
        return records, None
    _, completed, slept, quality, stress = records[-1]
    return records, DayCheckIn(completed, _exactly(slept), quality, stress, found[-1][-1])


def _exactly(number: float | None) -> Decimal | None:
    """What was written down with a few decimals, as it was."""
    return None if number is None else Decimal(str(number))


@Prepared
def _rating_rows(person: Person, start: datetime.date, date: datetime.date) -> QuerySet[Any, Any]:
    rows = Rating.objects.for_user(person).filter(date__range=(start, date)).order_by()
    return rows.values_list("spot_id", _DAY, "pain", *SIGNS)


def _ratings(
    person: Person, start: datetime.date, date: datetime.date, keys: dict[int, str]
) -> tuple[tuple[RatingRecord, ...], dict[int, DayRating]]:
    found = sorted(_rating_rows(person, start, date))
    today = date.toordinal()
    of_the_day = {row[0]: DayRating(row[2], _signs(row[3:])) for row in found if row[1] == today}
    return tuple(RatingRecord(keys[row[0]], row[1], row[2]) for row in found), of_the_day


def _signs(ticks: Iterable[bool]) -> tuple[str, ...]:
    return tuple(words for words, is_ticked in zip(SIGNS.values(), ticks, strict=True) if is_ticked)


@Prepared
def _factor_rows(person: Person, date: datetime.date) -> QuerySet[Any, Any]:
    """Factors in use, and others that hold a value on this day all the same."""
    reading = FilteredRelation("readings", condition=Q(readings__date=date))
    rows = Factor.objects.for_user(person).annotate(reading=reading)
    asked = rows.filter(Q(in_use=True) | Q(reading__isnull=False)).order_by("position", "pk")
    columns = (KeyText("public_id"), "name", "kind", "unit", "asks_note", "reading__note")
    return asked.values_list(*columns, AsFloat("reading__value"))


def _factors(person: Person, date: datetime.date) -> list[DayFactor]:
    return [DayFactor._make((*row[:-1], _exactly(row[-1]))) for row in _factor_rows(person, date)]


class _Past(NamedTuple):
    pk: int
    day: int
    kind: str
    tool: str
    by: str
    whole_body: bool
    minutes: float | None
    started: int | None


@Prepared
def _treatment_rows(person: Person, start: datetime.date, date: datetime.date) -> QuerySet[Any, Any]:
    """As they were written down, once for each treated spot."""
    columns = ("pk", _DAY, "kind", "tool", "by", "whole_body", AsFloat("minutes"), DayNumber("started_on"))
    pains = ("spots__spot_id", "spots__pain_before", "spots__pain_after")
    rows = Treatment.objects.for_user(person).filter(date__range=(start, date))
    return rows.order_by("date", "entered_at", "spots__pk").values_list(*columns, *pains)


def _past_treatments(
    person: Person, start: datetime.date, date: datetime.date
) -> tuple[list[_Past], dict[int, list[TreatedPains]]]:
    """Each once, and the treated spots by the row id of their treatment."""
    past: dict[int, _Past] = {}
    treated: dict[int, list[TreatedPains]] = {}
    for row in _treatment_rows(person, start, date):
        past.setdefault(row[0], _Past(*row[:-3]))
        if row[-3] is not None:
            treated.setdefault(row[0], []).append(TreatedPains(*row[-3:]))
    return list(past.values()), treated


def _treatments(person: Person, date: datetime.date) -> list[Treatment]:
    return list(Treatment.objects.for_user(person).filter(date=date).order_by("entered_at"))


def _past(row: _Past, treated: Iterable[TreatedPains]) -> PastTreatment:
    spots = tuple(each.spot_id for each in treated)
    return PastTreatment(row.kind, row.tool, _exactly(row.minutes), row.by, bool(row.whole_body), spots)


def _pains(row: _Past, keys: dict[int, str], each: TreatedPains) -> TreatmentRecord:
    return TreatmentRecord(
        row.day,
        keys[each.spot_id],
        row.kind,
        row.tool,
        pain_before=each.pain_before,
        pain_after=each.pain_after,
        started=row.started,
    )
