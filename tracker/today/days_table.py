"""Several days of one person as one table: a row a day, a column for each thing that can be filled in."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.models import CheckIn, Person, Rating, Spot
from tracker.records import spot_record, stored_spots
from tracker.spot_names import display_names
from tracker.today.controls import Control, Typed


@dataclass(frozen=True)
class Column:
    """A spot that can be rated on these days."""

    spot: Spot
    name: str


@dataclass(frozen=True)
class Row:
    """One day. `logged`: something of it is recorded already."""

    date: datetime.date
    logged: bool
    sleep_hours: Control
    sleep_quality: Control
    stress: Control
    completed: Control
    pains: list[tuple[Column, Control]]


@dataclass(frozen=True)
class Table:
    columns: list[Column]
    rows: list[Row]


def prefix_of(date: datetime.date) -> str:
    """What stands before the name of every field of that day."""
    return f"{date.isoformat()}/"


def not_logged(person: Person, days: Sequence[datetime.date]) -> list[datetime.date]:
    if not days:
        return []
    logged = set(CheckIn.objects.for_user(person).filter(date__in=days).values_list("date", flat=True))
    return [day for day in days if day not in logged]


def table_of(person: Person, days: Sequence[datetime.date], typed: Typed) -> Table:
    """The values of `days`, in their order; what was typed and not saved goes before what is stored."""
    check_ins = {row.date: row for row in CheckIn.objects.for_user(person).filter(date__in=days)}
    ratings = {(row.date, row.spot_id): row for row in Rating.objects.for_user(person).filter(date__in=days)}
    columns = _columns(person, days, {spot for _, spot in ratings})
    return Table(columns, [_row(day, check_ins.get(day), columns, ratings, typed) for day in days])


def _columns(person: Person, days: Sequence[datetime.date], rated: set[int]) -> list[Column]:
    """Spots in use on one of the days, and any that is rated on one of them.

    A pain from before a spot was added may still be filled in.
    """
    spots = stored_spots(person)
    names = display_names(spots)
    return [
        Column(spot, names[spot.pk])
        for spot in spots
        if spot.pk in rated or any(_can_be_rated(spot, day) for day in days)
    ]


def _can_be_rated(spot: Spot, day: datetime.date) -> bool:
    return day < spot.first_day or spot_record(spot).asked_on(day.toordinal())


def _row(
    day: datetime.date,
    check_in: CheckIn | None,
    columns: list[Column],
    ratings: dict[tuple[datetime.date, int], Rating],
    typed: Typed,
) -> Row:
    prefix = prefix_of(day)
    pains = []
    for column in columns:
        rating = ratings.get((day, column.spot.pk))
        name = f"{prefix}pain.{column.spot.public_id}"
        pains.append((column, typed.control(name, rating.pain if rating else None)))
    completed = check_in is not None and check_in.completed_at is not None
    return Row(
        date=day,
        logged=check_in is not None,
        sleep_hours=typed.control(f"{prefix}sleep_hours", check_in.sleep_hours if check_in else None),
        sleep_quality=typed.control(f"{prefix}sleep_quality", check_in.sleep_quality if check_in else None),
        stress=typed.control(f"{prefix}stress", check_in.stress if check_in else None),
        completed=typed.control(f"{prefix}completed", completed),
        pains=pains,
    )
