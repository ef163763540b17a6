"""Stored rows of one person as entries, streamed: one query a table, a few hundred rows in memory at a time.

Order is by day and then by row, so that a file read back in its own order is written in the same order again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, groupby
from operator import itemgetter
from typing import Any

from django.db.models import Expression, FilteredRelation, Q, QuerySet

from tracker.analysis.records import Day
from tracker.analysis.recurrence import Alone, alone
from tracker.analysis.series import completed_days, pain_of
from tracker.analysis.sessions import treatments_by_spot
from tracker.analysis.spot_story import story_of
from tracker.columns import DayNumber, DayText, KeyText
from tracker.entries import (
    CheckInEntry,
    Date,
    FactorEntry,
    Id,
    RatingEntry,
    ReadingEntry,
    SpotEntry,
    TreatedEntry,
    TreatmentEntry,
)
from tracker.http import today_of
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, Treatment
from tracker.models.diary import SIGNS
from tracker.records import check_ins_of, spot_record, treated_spots_of
from tracker.recurrence import rules_by_spot, rules_of

_CHUNK = 500
_TREATED = ("treated__spot_id", "treated__pain_before", "treated__pain_after")
_THEN_TREATED = ("pk", "treated__pk")


@dataclass(frozen=True)
class Selection:
    """What is asked for: whose diary, which days (both ends included, None leaves one open), notes or not.

    Spots and factors are read once and whatever the range; rows of one that is added while the export runs are left
    for the next.
    """

    person: Person
    start: Date | None = None
    end: Date | None = None
    notes: bool = False

    @cached_property
    def as_of(self) -> Date:
        """The day up to which everything derived is worked out: what came later does not exist yet."""
        today = today_of(self.person)
        return today if self.end is None else min(self.end, today)

    def recurrence(self) -> Iterator[Alone]:
        """Spot by spot: ten years of all of them would be the most that an export has in memory."""
        person, as_of, rules = self.person, self.as_of, rules_of(self.person)
        spots = {spot.pk: spot_record(spot) for spot in Spot.objects.for_user(person)}
        own = rules_by_spot(person, rules)
        completed = completed_days(check_ins_of(person, end=as_of))
        keys = {pk: spot.key for pk, spot in spots.items()}
        treated = treated_spots_of(person, Date.min, as_of, keys)
        for spot, group in groupby(self._pains(), key=lambda row: spots.get(row[0])):
            if spot is None:  # added meanwhile
                continue
            rated = [(day, pain) for _, day, pain in group if day is not None]
            done = [each for each in treated if each.spot == spot.key]
            series = pain_of(spot, rated, done, completed)
            sessions = treatments_by_spot(done).get(spot.key, {})
            yield alone(story_of(spot, series, sessions, as_of.toordinal(), own.get(spot.key, rules)))

    def _pains(self) -> Iterator[tuple[int, Day | None, int | None]]:
        """Spot by spot, in their order, the days and pains that were rated; of a spot without any one None."""
        rated = FilteredRelation(
            "ratings", condition=Q(ratings__person=self.person, ratings__date__lte=self.as_of)
        )
        rows = Spot.objects.for_user(self.person).annotate(rated=rated).order_by("number")
        return rows.values_list("pk", DayNumber("rated__date"), "rated__pain").iterator(_CHUNK)

    def covers(self, date: Date) -> bool:
        return (self.start is None or self.start <= date) and (self.end is None or date <= self.end)

    @property
    def spots(self) -> list[SpotEntry]:
        return list(self.spots_by_key.values())

    @property
    def factors(self) -> list[FactorEntry]:
        return list(self.factors_by_key.values())

    @cached_property
    def spots_by_key(self) -> dict[int, SpotEntry]:
        columns = SpotEntry._fields[1:]
        rows = Spot.objects.for_user(self.person).order_by("number")
        return {
            pk: SpotEntry._make((Id(str(key)), *values, tuple(map(_period, periods))))
            for pk, key, *values, periods in rows.values_list("pk", "public_id", *columns)
        }

    @cached_property
    def factors_by_key(self) -> dict[int, FactorEntry]:
        columns = FactorEntry._fields[1:]
        rows = Factor.objects.for_user(self.person).order_by("position", "pk")
        return {
            pk: FactorEntry._make((Id(str(key)), *values, tuple(map(_period, periods))))
            for pk, key, *values, periods in rows.values_list("pk", "public_id", *columns)
        }

    def check_ins(self) -> Iterator[CheckInEntry]:
        columns = ("completed_at", "sleep_hours", "sleep_quality", "stress", "late", "note")
        for date, key, completed_at, *values in self._stream(CheckIn.objects.for_user(self.person), *columns):
            yield CheckInEntry(date, Id(key), completed_at is not None, *values)

    def readings(self) -> Iterator[ReadingEntry]:
        factors = self.factors_by_key
        rows = FactorReading.objects.for_user(self.person)
        for date, key, factor, *values in self._stream(rows, "factor_id", "value", "late", "note"):
            if factor in factors:
                yield ReadingEntry(date, Id(key), factors[factor].id, *values)

    def ratings(self) -> Iterator[RatingEntry]:
        spots = self.spots_by_key
        rows = Rating.objects.for_user(self.person)
        columns = ("spot_id", "pain", "zones", "late", *SIGNS)
        for date, key, spot, pain, zones, late, *ticks in self._stream(rows, *columns):
            if spot in spots:
                signs = tuple(compress(SIGNS, ticks))
                yield RatingEntry(date, Id(key), spots[spot].id, pain, signs, tuple(zones), late)

    def treatments(self) -> Iterator[TreatmentEntry]:
        spots = self.spots_by_key
        columns = TreatmentEntry._fields[2:-1]
        stream = self._stream(self._treated_rows(), *columns, *_TREATED, then=_THEN_TREATED)
        for _, group in groupby(stream, key=itemgetter(1)):
            first, *others = group
            date, key, *values = first[:-3]
            on_spots = tuple(
                TreatedEntry(spots[spot].id, before, after)
                for *_, spot, before, after in (first, *others)
                if spot in spots
            )
            yield TreatmentEntry._make((date, Id(key), *values, on_spots))

    def plain(self, rows: QuerySet[Any], *columns: str | Expression) -> Iterator[Any]:
        """The day as text, the public id and these columns of each row, straight from the database."""
        return self._stream(rows, *columns, day=DayText("date"))

    def plain_treatments(self, *columns: str | Expression) -> Iterator[Any]:
        """The same, a row for each treated spot: which, and its pain before and after, stand last."""
        return self._stream(
            self._treated_rows(), *columns, *_TREATED, then=_THEN_TREATED, day=DayText("date")
        )

    def _treated_rows(self) -> QuerySet[Treatment]:
        """Every index starts with the person, so the join has to name them as well."""
        return Treatment.objects.for_user(self.person).annotate(
            treated=FilteredRelation("spots", condition=Q(spots__person=self.person))
        )

    def _stream(
        self,
        rows: QuerySet[Any],
        *columns: str | Expression,
        then: tuple[str, ...] = ("pk",),
        day: str | Expression = "date",
    ) -> Iterator[Any]:
        if self.start is not None:
            rows = rows.filter(date__gte=self.start)
        if self.end is not None:
            rows = rows.filter(date__lte=self.end)
        ordered = rows.order_by("date", *then)
        return ordered.values_list(day, KeyText("public_id"), *columns).iterator(_CHUNK)


def _period(pair: list[str]) -> tuple[Date, Date]:
    return Date.fromisoformat(pair[0]), Date.fromisoformat(pair[1])
