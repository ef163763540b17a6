"""The whole pain diary of a person, kept between changes as far as they leave it untouched.

Ten years are tens of thousands of rows. `Person.untouched_before` tells a day before which nothing was changed for
long: what lies before it is read once and kept, and after a change only the days since are read. What was worked out
of a spot is used again where its rows of these days, its record and its rules say the same once more, so that it
cannot be out of date. After an ordinary change one spot is worked out anew, not all of them.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from tracker.analysis.keeping import kept, remembered
from tracker.analysis.records import (
    CheckInRecord,
    Day,
    Diary,
    RatingRecord,
    SpotRecord,
    TreatmentRecord,
)
from tracker.analysis.recurrence import Alone, alone
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series, completed_days, pain_of
from tracker.analysis.sessions import treatments_by_spot
from tracker.listed import Row, by_first, day_of, listed, rows_of
from tracker.models import CheckIn, Person, Spot, Treatment
from tracker.pain_rows import ratings_between, treated_between
from tracker.prepared import Prepared
from tracker.records import AsFloat, spot_record

Date = datetime.date


# The first columns of each tell the rows apart, and put them in order.
@Prepared
def _listed_check_ins(person: Person, start: Date, end: Date) -> QuerySet[Any, Any]:
    completed = ExpressionWrapper(Q(completed_at__isnull=False), BooleanField())
    columns = ("date", completed, AsFloat("sleep_hours"), "sleep_quality", "stress")
    return listed(CheckIn.objects.for_user(person).filter(date__range=(start, end)), columns)


@Prepared
def _listed_whole_body(person: Person, start: Date, end: Date) -> QuerySet[Any, Any]:
    rows = Treatment.objects.for_user(person).filter(date__range=(start, end), whole_body=True)
    return listed(rows, ("date", "pk", "kind", "tool", AsFloat("minutes"), "started_on"))


@Prepared
def _listed_ratings(person: Person, start: Date, end: Date) -> QuerySet[Any, Any]:
    return listed(ratings_between(person, start, end), ("spot_id", "date", "pain"))


@Prepared
def _listed_treated_spots(person: Person, start: Date, end: Date) -> QuerySet[Any, Any]:
    columns = (
        *("spot_id", "treatment__date", "treatment_id", "pk", "treatment__kind", "treatment__tool"),
        *(AsFloat("treatment__minutes"), "treatment__started_on", "pain_before", "pain_after"),
    )
    return listed(treated_between(person, start, end), columns)


# Rows as the database lists them, by day.
_Rows = tuple[Row, ...]


class _Placed(NamedTuple):
    """A treatment of a spot or of the whole body, and where it stands: by day, as they were written down."""

    place: tuple[Day, int, int]
    record: TreatmentRecord


@dataclass(frozen=True, slots=True)
class _RowsOfASpot:
    """Of some days; `completed`: those of them on which all was said that there was to say."""

    ratings: tuple[RatingRecord, ...] = ()
    treatments: tuple[_Placed, ...] = ()
    completed: frozenset[Day] = frozenset()


@dataclass(frozen=True, slots=True)
class _Past:
    """The days before one, spots by row id. `nothing`: of a spot that has no row in them."""

    check_ins: tuple[CheckInRecord, ...] = ()
    treatments: tuple[_Placed, ...] = ()
    of_spots: Mapping[int, _RowsOfASpot] = field(default_factory=dict)
    nothing: _RowsOfASpot = _RowsOfASpot()


_NO_PAST = _Past()


@dataclass(frozen=True)
class _Line:
    """What lies before `day` is the same as long as this is: a change there draws another line, of a later revision."""

    person_id: int
    joined: datetime.datetime
    day: Date
    since: int
    person: Person = field(compare=False)
    spots: Mapping[int, SpotRecord] = field(compare=False)


class _OfASpot(NamedTuple):
    ratings: tuple[RatingRecord, ...]
    lately_treated: tuple[_Placed, ...]
    alone: Alone


class _Between(NamedTuple):
    """All rows of some days, those of spots by row id."""

    check_ins: tuple[CheckInRecord, ...]
    whole_body: tuple[_Placed, ...]
    rated: Mapping[int, _Rows]
    treated: Mapping[int, _Rows]


def whole_diary_of(person: Person, today: Date, ruled: Callable[[Spot], Rules]) -> tuple[Diary, list[Alone]]:
    """Everything pain rests on, up to `today`, and each spot by itself; `ruled`: the rules of a spot."""
    stored = list(Spot.objects.for_user(person).order_by("number"))
    spots = {spot.pk: spot_record(spot) for spot in stored}
    line = person.untouched_before
    if line is None or line > today:
        line = Date.min
    past = _NO_PAST if line == Date.min else _past(_line(person, line, spots))
    lately = _between(person, line, today)
    completed = completed_days(lately.check_ins)
    found = {
        spot.pk: _of_a_spot(
            *(past.of_spots.get(spot.pk, past.nothing), spots[spot.pk], ruled(spot)),
            *(today.toordinal(), completed, lately.rated.get(spot.pk, ()), lately.treated.get(spot.pk, ())),
        )
        for spot in stored
    }
    treated = (each.lately_treated for each in found.values())
    diary = Diary(
        spots=tuple(spots.values()),
        check_ins=past.check_ins + lately.check_ins,
        # By row id of the spot, as the rows of `records` come.
        ratings=tuple(chain.from_iterable(found[pk].ratings for pk in sorted(found))),
        treatments=tuple([record for _, record in past.treatments + _in_order(lately.whole_body, *treated)]),
    )
    return diary, [each.alone for each in found.values()]


def diary_between(person: Person, start: Date, end: Date) -> Diary:
    """As `records.pain_diary_of`, for what is asked with many a page."""
    spots = {spot.pk: spot_record(spot) for spot in Spot.objects.for_user(person).order_by("number")}
    found = _between(person, start, end)
    treated = (_treatments(spots[pk], rows) for pk, rows in found.treated.items())
    return Diary(
        spots=tuple(spots.values()),
        check_ins=found.check_ins,
        ratings=tuple(
            chain.from_iterable(_ratings(spots[pk], found.rated[pk]) for pk in sorted(found.rated))
        ),
        treatments=tuple(record for _, record in _in_order(found.whole_body, *treated)),
    )


def check_ins_between(person: Person, start: Date, end: Date) -> tuple[CheckInRecord, ...]:
    return _check_ins(rows_of(_listed_check_ins(person, start, end)))


def pain_between(
    person: Person, stored: Iterable[Spot], completed: frozenset[Day], start: Date, end: Date
) -> tuple[dict[str, Series], tuple[TreatmentRecord, ...]]:
    """Of some days alone, from `start` to `end`: pain by day of each spot, and every treatment.

    `completed`: the days on which all was said that there was to say.
    """
    whole_body, rated, treated = (
        rows_of(query(person, start, end))
        for query in (_listed_whole_body, _listed_ratings, _listed_treated_spots)
    )
    rated_spots, treated_spots = by_first(rated), by_first(treated)
    placed, pain = [_whole_body(whole_body)], dict[str, Series]()
    for each in stored:
        spot = spot_record(each)
        treatments = _treatments(spot, treated_spots.get(each.pk, ()))
        placed.append(treatments)
        ratings = ((day_of(date), pain) for date, pain in rated_spots.get(each.pk, ()))
        pain[spot.key] = pain_of(spot, ratings, (one.record for one in treatments), completed)
    return pain, tuple(one.record for one in _in_order(*placed))


def _line(person: Person, day: Date, spots: Mapping[int, SpotRecord]) -> _Line:
    return _Line(person.pk, person.date_joined, day, person.untouched_since, person, spots)


def _between(person: Person, start: Date, end: Date) -> _Between:
    """From `start` to `end`, both included."""
    check_ins, treatments, rated, treated = (
        rows_of(query(person, start, end))
        for query in (_listed_check_ins, _listed_whole_body, _listed_ratings, _listed_treated_spots)
    )
    return _Between(_check_ins(check_ins), _whole_body(treatments), by_first(rated), by_first(treated))


@remembered(4)
def _past(line: _Line) -> _Past:
    found = _between(line.person, Date.min, line.day - datetime.timedelta(days=1))
    completed = completed_days(found.check_ins)
    of_spots = {
        pk: _RowsOfASpot(
            _ratings(spot, found.rated.get(pk, ())), _treatments(spot, found.treated.get(pk, ())), completed
        )
        for pk, spot in line.spots.items()
    }
    treatments = _in_order(found.whole_body, *(each.treatments for each in of_spots.values()))
    return _Past(found.check_ins, treatments, of_spots, _RowsOfASpot(completed=completed))


@kept(24)
def _of_a_spot(
    past: _RowsOfASpot,
    spot: SpotRecord,
    rules: Rules,
    as_of: Day,
    completed: frozenset[Day],
    rated: _Rows,
    treated: _Rows,
) -> _OfASpot:
    """`completed`, `rated`, `treated`: what comes after `past`."""
    ratings, lately_treated = _ratings(spot, rated), _treatments(spot, treated)
    # What a day says of a spot rests on that day alone.
    lately = pain_of(spot, _pains(ratings), (each.record for each in lately_treated), completed)
    treatments = [each.record for each in past.treatments + lately_treated]
    sessions = treatments_by_spot(treatments).get(spot.key, {})
    return _OfASpot(
        ratings=past.ratings + ratings,
        lately_treated=lately_treated,
        alone=alone(spot, {**_series_before(past, spot), **lately}, sessions, as_of, rules),
    )


@kept(24)
def _series_before(past: _RowsOfASpot, spot: SpotRecord) -> Series:
    return pain_of(spot, _pains(past.ratings), (each.record for each in past.treatments), past.completed)


def _pains(ratings: Iterable[RatingRecord]) -> Iterable[tuple[Day, int | None]]:
    return ((each.day, each.pain) for each in ratings)


def _check_ins(rows: Iterable[Row]) -> tuple[CheckInRecord, ...]:
    return tuple(
        CheckInRecord(day_of(date), bool(completed), hours, quality, stress)
        for date, completed, hours, quality, stress in sorted(rows, key=itemgetter(0))
    )


def _ratings(spot: SpotRecord, rows: _Rows) -> tuple[RatingRecord, ...]:
    return tuple(RatingRecord(spot.key, day_of(date), pain) for date, pain in rows)


def _whole_body(rows: Iterable[Row]) -> tuple[_Placed, ...]:
    return tuple(
        _Placed(
            (day_of(date), pk, 0),
            TreatmentRecord(day_of(date), None, kind, tool, minutes, started=_begun(start)),
        )
        for date, pk, kind, tool, minutes, start in rows
    )


def _treatments(spot: SpotRecord, rows: _Rows) -> tuple[_Placed, ...]:
    return tuple(
        _Placed(
            (day_of(date), treatment, pk),
            TreatmentRecord(day_of(date), spot.key, kind, tool, minutes, before, after, _begun(start)),
        )
        for date, treatment, pk, kind, tool, minutes, start, before, after in rows
    )


def _in_order(*placed: Iterable[_Placed]) -> tuple[_Placed, ...]:
    return tuple(sorted(chain.from_iterable(placed), key=itemgetter(0)))


def _begun(date: str | None) -> Day | None:
    return None if date is None else day_of(date)
