"""The rows of some days that pain rests on, read once as far as changes leave these days untouched.

`Person.untouched_before` tells a day before which nothing was changed for long: what lies before it is read once and
kept, and after a change only the days since are read.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from tracker.analysis.keeping import remembered
from tracker.analysis.records import CheckInRecord, Day, RatingRecord, SpotRecord, TreatmentRecord
from tracker.analysis.series import Series, completed_days, pain_of
from tracker.columns import AsFloat
from tracker.listed import Row, by_first, day_of, listed, rows_of
from tracker.models import CheckIn, Person, Rating, TreatedSpot, Treatment
from tracker.prepared import Prepared

Date = datetime.date
# Rows as the database lists them, by day.
Rows = tuple[Row, ...]
_DAY = datetime.timedelta(days=1)


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
    rows = Rating.objects.for_user(person).filter(date__range=(start, end))
    return listed(rows, ("spot_id", "date", "pain"))


@Prepared
def _listed_treated_spots(person: Person, start: Date, end: Date) -> QuerySet[Any, Any]:
    # The person of the treatment is the same; said once more, its index of days leads to the rows.
    rows = TreatedSpot.objects.for_user(person).filter(
        treatment__person=person, treatment__date__range=(start, end), treatment__whole_body=False
    )
    columns = (
        *("spot_id", "treatment__date", "treatment_id", "pk", "treatment__kind", "treatment__tool"),
        *(AsFloat("treatment__minutes"), "treatment__started_on", "pain_before", "pain_after"),
    )
    return listed(rows, columns)


class Placed(NamedTuple):
    """A treatment of a spot or of the whole body, and where it stands: by day, as they were written down."""

    place: tuple[Day, int, int]
    record: TreatmentRecord


@dataclass(frozen=True, slots=True)
class DaysOfASpot:
    """Its rows of some days; `completed`: those of them on which all was said that there was to say."""

    ratings: tuple[RatingRecord, ...] = ()
    treatments: tuple[Placed, ...] = ()
    completed: frozenset[Day] = frozenset()
    _series: dict[SpotRecord, Series] = field(default_factory=dict, compare=False, repr=False)

    def pain(self, spot: SpotRecord) -> Series:
        """Of these days, worked out once: what a day says of a spot rests on that day alone."""
        if not (self.ratings or self.treatments or self.completed):
            return {}
        known = self._series.get(spot)
        if known is None:
            known = self._series[spot] = pain_of(
                spot, pains(self.ratings), (each.record for each in self.treatments), self.completed
            )
        return known


@dataclass(frozen=True, slots=True)
class Past:
    """Some days before the line, spots by row id. `nothing`: of a spot that has no row in them."""

    check_ins: tuple[CheckInRecord, ...] = ()
    treatments: tuple[Placed, ...] = ()
    of_spots: Mapping[int, DaysOfASpot] = field(default_factory=dict)
    nothing: DaysOfASpot = DaysOfASpot()

    def of(self, spot: int) -> DaysOfASpot:
        return self.of_spots.get(spot, self.nothing)


_NO_PAST = Past()


@dataclass(frozen=True)
class Stretch:
    """Days before the line. They are the same as long as this is: a change there makes `since` a later revision.

    `spots`: all of the person, as whoever came first had read them; one that came later has no rows in these days.
    """

    person_id: int
    joined: datetime.datetime
    line: Date
    since: int
    first: Date
    last: Date
    person: Person = field(compare=False)
    spots: Mapping[int, SpotRecord] = field(compare=False)


class DaysRead:
    """The rows of some days, those of spots by row id; each table is read when it is asked for."""

    def __init__(self, person: Person, start: Date, end: Date) -> None:
        self._asked = (person, start, end)
        self.first = start.toordinal()

    def _rows(self, query: Prepared) -> list[Row]:
        _, start, end = self._asked
        return rows_of(query(*self._asked)) if start <= end else []

    @cached_property
    def check_ins(self) -> tuple[CheckInRecord, ...]:
        return tuple(
            CheckInRecord(day_of(date), bool(completed), hours, quality, stress)
            for date, completed, hours, quality, stress in sorted(
                self._rows(_listed_check_ins), key=itemgetter(0)
            )
        )

    @cached_property
    def completed(self) -> frozenset[Day]:
        return completed_days(self.check_ins)

    @cached_property
    def whole_body(self) -> tuple[Placed, ...]:
        return tuple(
            Placed(
                (day_of(date), pk, 0),
                TreatmentRecord(day_of(date), None, kind, tool, minutes, started=_begun(start)),
            )
            for date, pk, kind, tool, minutes, start in self._rows(_listed_whole_body)
        )

    @cached_property
    def rated(self) -> Mapping[int, Rows]:
        return by_first(self._rows(_listed_ratings))

    @cached_property
    def treated(self) -> Mapping[int, Rows]:
        return by_first(self._rows(_listed_treated_spots))


def whole(person: Person, spots: Mapping[int, SpotRecord], end: Date) -> tuple[Past, DaysRead]:
    """All days up to `end`."""
    stretch = untouched(person, spots, Date.min, end)
    past = _whole_past(stretch) if stretch else _NO_PAST
    return past, DaysRead(person, _day_after(stretch, Date.min), end)


def between(person: Person, spots: Mapping[int, SpotRecord], start: Date, end: Date) -> tuple[Past, DaysRead]:
    """From `start` to `end`, both included: few enough of them to be kept of many people."""
    stretch = untouched(person, spots, start, end)
    past = _past(stretch) if stretch else _NO_PAST
    return past, DaysRead(person, _day_after(stretch, start), end)


def pains(ratings: Iterable[RatingRecord]) -> Iterable[tuple[Day, int | None]]:
    return ((each.day, each.pain) for each in ratings)


def ratings_of(spot: SpotRecord, rows: Rows) -> tuple[RatingRecord, ...]:
    return tuple(RatingRecord(spot.key, day_of(date), pain) for date, pain in rows)


def treatments_of(spot: SpotRecord, rows: Rows) -> tuple[Placed, ...]:
    return tuple(
        Placed(
            (day_of(date), treatment, pk),
            TreatmentRecord(day_of(date), spot.key, kind, tool, minutes, before, after, _begun(start)),
        )
        for date, treatment, pk, kind, tool, minutes, start, before, after in rows
    )


def in_order(*placed: Iterable[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(chain.from_iterable(placed), key=itemgetter(0)))


def untouched(person: Person, spots: Mapping[int, SpotRecord], start: Date, end: Date) -> Stretch | None:
    """As far as these days lie before the line; None where none of them does."""
    line = person.untouched_before
    if line is None or line <= start:
        return None
    last = min(line - _DAY, end)
    return Stretch(person.pk, person.date_joined, line, person.untouched_since, start, last, person, spots)


def _day_after(stretch: Stretch | None, start: Date) -> Date:
    return stretch.last + _DAY if stretch else start


def _read_past(stretch: Stretch) -> Past:
    found = DaysRead(stretch.person, stretch.first, stretch.last)
    of_spots = {
        pk: DaysOfASpot(
            ratings_of(spot, found.rated.get(pk, ())),
            treatments_of(spot, found.treated.get(pk, ())),
            found.completed,
        )
        for pk, spot in stretch.spots.items()
    }
    treatments = in_order(found.whole_body, *(each.treatments for each in of_spots.values()))
    return Past(found.check_ins, treatments, of_spots, DaysOfASpot(completed=found.completed))


# All years of few, the days that pages ask for most of many: together some tens of megabytes.
_whole_past = remembered(4)(_read_past)
_past = remembered(32)(_read_past)


def _begun(date: str | None) -> Day | None:
    return None if date is None else day_of(date)
