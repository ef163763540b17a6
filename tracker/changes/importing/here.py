"""What a diary holds already, read once, one query a table, by what each row is: a day, a spot and a day."""

import datetime
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import compress, groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from tracker.entries import Id
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, TreatedSpot, Treatment
from tracker.models.diary import SIGNS

Date = datetime.date
Values = dict[str, Any]
Key = Hashable
# What makes two treatments the same: day, kind, tool, minutes and the spots.
Done = tuple[Date, str, str, Decimal | None, frozenset[Id]]


class Row(NamedTuple):
    """A stored row: what is recorded in it by field, what is not left out."""

    pk: int
    values: Values


@dataclass
class Here:
    """Rows are named by the public ids of spots and factors, as entries name them."""

    person: Person
    ids: dict[str, set[UUID]] = field(default_factory=dict)

    @cached_property
    def spots(self) -> dict[Id, Spot]:
        return {Id(str(spot.public_id)): spot for spot in Spot.objects.for_user(self.person)}

    @cached_property
    def factors(self) -> dict[Id, Factor]:
        return {Id(str(factor.public_id)): factor for factor in Factor.objects.for_user(self.person)}

    @cached_property
    def check_ins(self) -> dict[Key, Row]:
        fields = ("sleep_hours", "sleep_quality", "stress", "note")
        found: dict[Key, Row] = {}
        rows = CheckIn.objects.for_user(self.person)
        for pk, key, date, at, *values in self._rows("check_in", rows, "date", "completed_at", *fields):
            recorded = {"completed": at is not None, **dict(zip(fields, values, strict=True))}
            found[date] = Row(pk, _recorded(recorded))
            self.ids["check_in"].add(key)
        return found

    @cached_property
    def ratings(self) -> dict[Key, Row]:
        found: dict[Key, Row] = {}
        spots = {spot.pk: key for key, spot in self.spots.items()}
        rows = Rating.objects.for_user(self.person)
        for pk, key, date, spot, pain, zones, *ticks in self._rows(
            "rating", rows, "date", "spot_id", "pain", "zones", *SIGNS
        ):
            signs = tuple(compress(SIGNS, ticks))
            recorded = {"pain": pain, "signs": signs, "zones": tuple(sorted(zones))}
            found[spots[spot], date] = Row(pk, _recorded(recorded))
            self.ids["rating"].add(key)
        return found

    @cached_property
    def readings(self) -> dict[Key, Row]:
        found: dict[Key, Row] = {}
        factors = {factor.pk: key for key, factor in self.factors.items()}
        rows = FactorReading.objects.for_user(self.person)
        for pk, key, date, factor, value, note in self._rows(
            "reading", rows, "date", "factor_id", "value", "note"
        ):
            found[factors[factor], date] = Row(pk, _recorded({"value": value, "note": note}))
            self.ids["reading"].add(key)
        return found

    @cached_property
    def treatments(self) -> dict[UUID, Done]:
        spots = {spot.pk: key for key, spot in self.spots.items()}
        pairs = TreatedSpot.objects.for_user(self.person).order_by("treatment_id")
        treated = {
            treatment: frozenset(spots[spot] for _, spot in group)
            for treatment, group in groupby(
                pairs.values_list("treatment_id", "spot_id").iterator(), key=itemgetter(0)
            )
        }
        rows = Treatment.objects.for_user(self.person)
        return {
            key: (date, kind, tool, minutes, treated.get(pk, frozenset()))
            for pk, key, date, kind, tool, minutes in self._rows(
                "treatment", rows, "date", "kind", "tool", "minutes"
            )
        }

    @cached_property
    def done(self) -> Counter[Done]:
        return Counter(self.treatments.values())

    @cached_property
    def completed(self) -> set[Date]:
        return {date for date, row in self.check_ins.items() if row.values.get("completed")}  # type: ignore[misc]

    def _rows(self, table: str, rows: Any, *columns: str) -> Iterator[Any]:
        self.ids[table] = set()
        return rows.order_by("pk").values_list("pk", "public_id", *columns).iterator(2000)  # type: ignore[no-any-return]


def _recorded(values: Values) -> Values:
    return {name: value for name, value in values.items() if is_recorded(value)}


def says(note: str, text: str) -> bool:
    """Whether the words stand in the note already, as lines of their own: "bad" does not stand in "not bad"."""
    return f"\n{text}\n" in f"\n{note}\n"


def is_recorded(value: Any) -> bool:
    """0 is recorded; nothing, no words, no ticks are not."""
    return value is not None and value is not False and value not in ("", ())
