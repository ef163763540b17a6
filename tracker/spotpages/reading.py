"""What the page of a spot reads beside the diary of pain: what was ticked, and what the days of a year held."""

import datetime
import json
from functools import reduce
from itertools import compress
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from tracker.analysis.records import Day
from tracker.analysis.series import Series
from tracker.columns import AsFloat, DayNumber
from tracker.models import Factor, FactorReading, Person, Rating, Spot
from tracker.models.diary import SIGNS
from tracker.prepared import Prepared

Date = datetime.date
# What factors that are compared are built in as.
LOAD = ("desk_hours", "longest_sitting", "movement_breaks", "training_load", "carried_load")
BODY = ("activity_minutes", "water")

_ANYTHING = reduce(or_, (Q(**{sign: True}) for sign in SIGNS)) | ~Q(zones=[])


@Prepared
def _ticked_rows(person: Person, spot: int, end: Date) -> QuerySet[Any, Any]:
    rows = Rating.objects.for_user(person).filter(_ANYTHING, spot=spot, date__lte=end)
    return rows.order_by("-date").values_list(DayNumber("date"), "pain", "zones", *SIGNS)


@Prepared
def _factor_rows(person: Person) -> QuerySet[Any, Any]:
    return _factors(person).values_list("pk", "builtin", "night_before")


@Prepared
def _reading_rows(person: Person, start: Date, end: Date) -> QuerySet[Any, Any]:
    # Named one by one, factors lead to an index that has day and value; joined, to every reading of these days.
    factors = _factors(person).values("pk")
    rows = FactorReading.objects.for_user(person).filter(date__range=(start, end), factor_id__in=factors)
    return rows.order_by().values_list("factor_id", DayNumber("date"), AsFloat("value"))


class Ticks(NamedTuple):
    """What was ticked on one day, and the pain that was."""

    day: Day
    pain: int | None
    signs: tuple[str, ...]
    zones: tuple[str, ...]


class Readings(NamedTuple):
    """`values`: by what a factor is built in as. `nightly`: those that tell of the night before."""

    values: dict[str, Series]
    nightly: set[str]


def ticks_of(person: Person, spot: Spot, end: Date) -> list[Ticks]:
    """Days up to `end` on which anything was ticked, the newest first."""
    return [
        Ticks(day, pain, tuple(compress(SIGNS, ticks)), () if zones == "[]" else tuple(json.loads(zones)))
        for day, pain, zones, *ticks in _ticked_rows(person, spot.pk, end)
    ]


def readings_of(person: Person, start: Date, end: Date) -> Readings:
    names = dict[int, str]()
    nightly = set[str]()
    for pk, name, night in _factor_rows(person):
        names[pk] = name
        if night:
            nightly.add(name)
    values: dict[str, Series] = {name: {} for name in names.values()}
    for factor, day, value in _reading_rows(person, start, end):
        values[names[factor]][day] = value
    return Readings(values, nightly)


def _factors(person: Person) -> QuerySet[Factor]:
    return Factor.objects.for_user(person).filter(builtin__in=(*LOAD, *BODY)).order_by()
