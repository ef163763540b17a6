"""Rows of the chosen days and spots that the engine does not read: ticks, who treated, notes, what was late."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Value

from tracker.models import CheckIn, Person, Rating, Spot, TreatedSpot, Treatment
from tracker.models.diary import SIGNS
from tracker.report.choice import ReportChoice

Date = datetime.date


class CheckInRow(NamedTuple):
    date: Date
    note: str
    late: bool


class RatingRow(NamedTuple):
    """`signs`: those that are ticked."""

    spot: str
    date: Date
    pain: int | None
    zones: list[str]
    late: bool
    signs: frozenset[str]

    @property
    def tells(self) -> bool:
        """Whether there is a pain of 1 or more, or anything ticked: what a count of ticks is of."""
        return bool(self.pain or self.signs or self.zones)


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
    check_ins: tuple[CheckInRow, ...]
    ratings: tuple[RatingRow, ...]
    done: tuple[DoneRow, ...]

    def late_of(self, key: str) -> tuple[int, int]:
        """Late entries of one spot, and all of them: its ratings and its treatments."""
        mine = [each.late for each in self.ratings if each.spot == key]
        mine += [each.late for each in self.done if any(spot == key for spot, _, _ in each.spots)]
        return sum(mine), len(mine)

    @property
    def late(self) -> tuple[int, int]:
        every = [each.late for each in self.check_ins]
        every += [each.late for each in self.ratings]
        every += [each.late for each in self.done]
        return sum(every), len(every)


def rows_of(person: Person, choice: ReportChoice, spots: Iterable[Spot]) -> Rows:
    """Notes are read only where they were asked for."""
    keys = {spot.pk: str(spot.public_id) for spot in spots}
    days = (choice.start, choice.end)
    check_ins = CheckIn.objects.for_user(person).filter(date__range=days).order_by("date")
    return Rows(
        check_ins=tuple(CheckInRow(*row) for row in check_ins.values_list("date", _note(choice), "late")),
        ratings=_ratings(person, days, keys),
        done=_done(person, choice, keys),
    )


def _note(choice: ReportChoice) -> F | Value:
    """The column of the note: of the table, or nothing."""
    return F("note") if choice.notes else Value("")


def _ratings(person: Person, days: tuple[Date, Date], keys: dict[int, str]) -> tuple[RatingRow, ...]:
    rows = (
        Rating.objects.for_user(person).filter(date__range=days, spot__in=list(keys)).order_by("date", "pk")
    )
    columns = ("spot_id", "date", "pain", "zones", "late", *SIGNS)
    return tuple(
        RatingRow(
            keys[spot],
            date,
            pain,
            zones,
            late,
            frozenset(name for name, tick in zip(SIGNS, ticks, strict=True) if tick),
        )
        for spot, date, pain, zones, late, *ticks in rows.values_list(*columns)
    )


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
