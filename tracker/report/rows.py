"""Rows of the chosen days and spots that the engine does not read: ticks, who treated, notes, what was late."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Value

from tracker.models import CheckIn, Person, Rating, Spot, TreatedSpot, Treatment
from tracker.models.diary import SIGNS
from tracker.report.choice import ReportChoice

Date = datetime.date
_ANYTHING_TICKED = reduce(or_, (Q(**{sign: True}) for sign in SIGNS)) | ~Q(zones=[])


class CheckInRow(NamedTuple):
    date: Date
    note: str
    late: bool


class Rated(NamedTuple):
    """Ratings of one spot. `telling`: those with a pain of 1 or more or anything ticked, of which ticks are counted."""

    entries: int
    late: int
    telling: int


class Ticked(NamedTuple):
    """A rating with anything ticked."""

    signs: frozenset[str]
    zones: list[str]


class DoneRow(NamedTuple):
    """One treatment: of the chosen spots that it was of (none: of the whole body), with pain before and after."""

    spots: tuple[tuple[str, int | None, int | None], ...]
    date: Date
    kind: str
    tool: str
    minutes: Decimal | None
    by: str
    started_on: Date | None
    note: str
    late: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """`rated` and `ticked` by the spot's public id; a spot without any is not in them."""

    check_ins: tuple[CheckInRow, ...]
    rated: dict[str, Rated]
    ticked: dict[str, list[Ticked]]
    done: tuple[DoneRow, ...]

    def late_of(self, key: str) -> tuple[int, int]:
        """Late entries of one spot, and all of them: its ratings and its treatments."""
        mine = [each.late for each in self.done if any(spot == key for spot, _, _ in each.spots)]
        rated = self.rated.get(key, Rated(0, 0, 0))
        return sum(mine) + rated.late, len(mine) + rated.entries

    @property
    def late(self) -> tuple[int, int]:
        every = [each.late for each in self.check_ins] + [each.late for each in self.done]
        late = sum(each.late for each in self.rated.values())
        return sum(every) + late, len(every) + sum(each.entries for each in self.rated.values())


def rows_of(person: Person, choice: ReportChoice, spots: Iterable[Spot]) -> Rows:
    """Notes are read only where they were asked for."""
    keys = {spot.pk: str(spot.public_id) for spot in spots}
    days = (choice.start, choice.end)
    ratings = Rating.objects.for_user(person).filter(date__range=days, spot__in=list(keys))
    check_ins = CheckIn.objects.for_user(person).filter(date__range=days).order_by("date")
    return Rows(
        check_ins=tuple(CheckInRow(*row) for row in check_ins.values_list("date", _note(choice), "late")),
        rated=_rated(ratings, keys),
        ticked=_ticked(ratings.order_by("date"), keys),
        done=_done(person, choice, keys),
    )


def _note(choice: ReportChoice) -> F | Value:
    """The column of the note: of the table, or nothing."""
    return F("note") if choice.notes else Value("")


def _rated(ratings: "QuerySet[Rating]", keys: dict[int, str]) -> dict[str, Rated]:
    counted = (
        ratings.order_by()
        .values("spot_id")
        .annotate(
            entries=Count("pk"),
            late_ones=Count("pk", filter=Q(late=True)),
            telling=Count("pk", filter=Q(pain__gt=0) | _ANYTHING_TICKED),
        )
    )
    rows = counted.values_list("spot_id", "entries", "late_ones", "telling")
    return {keys[spot]: Rated(*counts) for spot, *counts in rows}


def _ticked(ratings: "QuerySet[Rating]", keys: dict[int, str]) -> dict[str, list[Ticked]]:
    found: dict[str, list[Ticked]] = {}
    for spot, zones, *ticks in ratings.filter(_ANYTHING_TICKED).values_list("spot_id", "zones", *SIGNS):
        signs = frozenset(name for name, tick in zip(SIGNS, ticks, strict=True) if tick)
        found.setdefault(keys[spot], []).append(Ticked(signs, zones))
    return found


def _done(person: Person, choice: ReportChoice, keys: dict[int, str]) -> tuple[DoneRow, ...]:
    """A treatment of other spots alone is none of this report; of several it is one of the chosen ones."""
    days = (choice.start, choice.end)
    treated: dict[int, list[tuple[str, int | None, int | None]]] = {}
    of_spots = TreatedSpot.objects.for_user(person).filter(treatment__date__range=days, spot__in=list(keys))
    columns = ("treatment_id", "spot_id", "pain_before", "pain_after")
    for pk, spot, before, after in of_spots.order_by("pk").values_list(*columns):
        treated.setdefault(pk, []).append((keys[spot], before, after))
    rows = Treatment.objects.for_user(person).filter(date__range=days).order_by("date", "pk")
    named = ("date", "kind", "tool", "minutes", "by", "started_on", _note(choice), "late")
    return tuple(
        DoneRow(tuple(treated.get(pk, ())), *row)
        for pk, whole_body, *row in rows.values_list("pk", "whole_body", *named)
        if whole_body or pk in treated
    )
