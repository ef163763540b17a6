"""The whole pain diary of a person, read as a few long texts and kept spot by spot.

Ten years are tens of thousands of rows. The database writes each column of a spot as one JSON list, which costs a
fifth of fetching the rows, and what was worked out of a spot is kept under these very texts: it is used again where
the database says the same once more, to the last digit, so that it cannot be out of date. After an ordinary change
one spot is worked out anew, not all of them.
"""

import datetime
import json
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Aggregate, BooleanField, Expression, ExpressionWrapper, Q, QuerySet, TextField

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
from tracker.analysis.series import completed_days, pain_of
from tracker.analysis.sessions import treatments_by_spot
from tracker.models import CheckIn, Person, Rating, Spot, TreatedSpot, Treatment
from tracker.records import AsFloat, spot_record

Date = datetime.date


class Listed(Aggregate):
    """One column of many rows as a JSON list; every list of one query has the rows in the same order."""

    function = "json_group_array"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="json_agg(%(expressions)s)::text", **context)


class _Days(dict[str, Day]):
    """ISO dates as days: a person has at most some tens of thousands, and every spot has the same."""

    def __missing__(self, text: str) -> Day:
        day = self[text] = Date.fromisoformat(text).toordinal()
        return day


_day = _Days().__getitem__

_RATED = ("date", "pain")
_OF_A_CHECK_IN = (
    *("date", ExpressionWrapper(Q(completed_at__isnull=False), BooleanField())),
    *(AsFloat("sleep_hours"), "sleep_quality", "stress"),
)
_OF_A_TREATMENT = ("date", "pk", "kind", "tool", AsFloat("minutes"), "started_on")
_TREATED = (
    *("treatment__date", "treatment_id", "treatment__kind", "treatment__tool", AsFloat("treatment__minutes")),
    *("treatment__started_on", "pk", "pain_before", "pain_after"),
)
# As the database wrote the columns of some rows, each a JSON list.
Texts = tuple[str, ...]
Columns = tuple[str | Expression, ...]


class _Placed(NamedTuple):
    """A treatment of a spot or of the whole body, and where it stands: by day, as they were written down."""

    place: tuple[Day, int, int]
    record: TreatmentRecord


class _OfASpot(NamedTuple):
    ratings: tuple[RatingRecord, ...]
    treatments: tuple[_Placed, ...]
    alone: Alone


class _CheckIns(NamedTuple):
    records: tuple[CheckInRecord, ...]
    completed: frozenset[Day]


def whole_diary_of(
    person: Person, today: Date, ruled: Callable[[SpotRecord], Rules]
) -> tuple[Diary, list[Alone]]:
    """Everything pain rests on, up to `today`, and each spot by itself; `ruled`: the rules of a spot."""
    spots = {spot.pk: spot_record(spot) for spot in Spot.objects.for_user(person).order_by("number")}
    check_ins = _check_ins(_texts(CheckIn.objects.for_user(person).filter(date__lte=today), _OF_A_CHECK_IN))
    treatments = Treatment.objects.for_user(person).filter(date__lte=today, whole_body=True)
    whole_body = _of_the_whole_body(_texts(treatments, _OF_A_TREATMENT))
    rated, treated = _rated(person, today), _treated(person, today)
    found = {
        pk: _of_a_spot(
            *(spot, ruled(spot), today.toordinal(), check_ins.completed),
            *(rated.get(pk, ()), treated.get(pk, ())),
        )
        for pk, spot in spots.items()
    }
    placed = sorted(chain(whole_body, *(each.treatments for each in found.values())), key=itemgetter(0))
    diary = Diary(
        spots=tuple(spots.values()),
        check_ins=check_ins.records,
        # By row id of the spot, as the rows of `records` come.
        ratings=tuple(chain.from_iterable(found[pk].ratings for pk in sorted(found))),
        treatments=tuple([record for _, record in placed]),
    )
    return diary, [each.alone for each in found.values()]


def _rated(person: Person, today: Date) -> dict[int, Texts]:
    return _texts_by_spot(Rating.objects.for_user(person).filter(date__lte=today), _RATED)


def _treated(person: Person, today: Date) -> dict[int, Texts]:
    rows = TreatedSpot.objects.for_user(person)
    return _texts_by_spot(rows.filter(treatment__date__lte=today, treatment__whole_body=False), _TREATED)


def _texts(rows: QuerySet[Any], columns: Columns) -> Texts:
    return tuple(rows.aggregate(**_listed(columns)).values())


def _texts_by_spot(rows: QuerySet[Any], columns: Columns) -> dict[int, Texts]:
    found = rows.order_by().values_list("spot_id").annotate(**_listed(columns))
    return {spot: tuple(texts) for spot, *texts in found}


def _listed(columns: Columns) -> dict[str, Listed]:
    return {f"column_{number}": Listed(column) for number, column in enumerate(columns)}


def _rows(texts: Texts) -> list[tuple[Any, ...]]:
    """By date, the first column."""
    return sorted(zip(*(json.loads(text or "[]") for text in texts), strict=True), key=itemgetter(0))


@lru_cache(maxsize=4)
def _check_ins(texts: Texts) -> _CheckIns:
    records = tuple(
        CheckInRecord(_day(date), bool(completed), hours, quality, stress)
        for date, completed, hours, quality, stress in _rows(texts)
    )
    return _CheckIns(records, completed_days(records))


def _of_the_whole_body(texts: Texts) -> list[_Placed]:
    return [
        _Placed(
            (_day(date), pk, 0), TreatmentRecord(_day(date), None, kind, tool, minutes, started=_begun(start))
        )
        for date, pk, kind, tool, minutes, start in _rows(texts)
    ]


@lru_cache(maxsize=48)
def _of_a_spot(
    spot: SpotRecord, rules: Rules, as_of: Day, completed: frozenset[Day], rated: Texts, treated: Texts
) -> _OfASpot:
    ratings = [(_day(date), pain) for date, pain in _rows(rated)]
    placed = sorted(
        _Placed(
            (_day(date), treatment, pk),
            TreatmentRecord(_day(date), spot.key, kind, tool, minutes, before, after, _begun(start)),
        )
        for date, treatment, kind, tool, minutes, start, pk, before, after in _rows(treated)
    )
    treatments = [each.record for each in placed]
    series = pain_of(spot, ratings, treatments, completed)
    sessions = treatments_by_spot(treatments).get(spot.key, {})
    return _OfASpot(
        ratings=tuple(RatingRecord(spot.key, day, pain) for day, pain in ratings),
        treatments=tuple(placed),
        alone=alone(spot, series, sessions, as_of, rules),
    )


def forget() -> None:
    """Drops what this process kept of anybody's diary."""
    _check_ins.cache_clear()
    _of_a_spot.cache_clear()


def _begun(date: str | None) -> Day | None:
    return None if date is None else _day(date)
