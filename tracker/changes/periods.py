"""The days on which a spot is in use: from its first day on, but for the periods in which it was archived."""

import datetime
from itertools import pairwise
from typing import NamedTuple

from tracker.models import CheckIn, Person, Spot

Date = datetime.date
# Half-open [from, to); to None: until now.
Period = tuple[Date, Date | None]


class Use(NamedTuple):
    """The three fields of a spot that say when it is in use."""

    first_day: Date
    archived_on: Date | None
    archived_before: list[list[str]]


def use_of(spot: Spot) -> Use:
    return Use(spot.first_day, spot.archived_on, spot.archived_before)


def united(one: Use, other: Use) -> Use:
    """In use whenever one of the two was: a completed day asks about the place as long as either spot was there."""
    periods = _joined(sorted([*_periods(one), *_periods(other)], key=lambda period: period[0]))
    if not periods:
        first_day = min(one.first_day, other.first_day)
        return Use(first_day, first_day, [])
    gaps = [
        [end.isoformat(), start.isoformat()] for (_, end), (start, _) in pairwise(periods) if end is not None
    ]
    return Use(periods[0][0], periods[-1][1], gaps)


def _periods(use: Use) -> list[Period]:
    away: list[Period] = [(Date.fromisoformat(a), Date.fromisoformat(b)) for a, b in use.archived_before]
    if use.archived_on is not None:
        away.append((use.archived_on, None))
    found: list[Period] = []
    start: Date | None = use.first_day
    for gone, back in sorted(away, key=lambda period: period[0]):
        if start is None:
            break
        if start < gone:
            found.append((start, gone))
        start = back if back is None else max(start, back)
    if start is not None:
        found.append((start, None))
    return found


def _joined(periods: list[Period]) -> list[Period]:
    """Periods, sorted by start, with those that touch or overlap made one."""
    found: list[Period] = []
    for start, end in periods:
        last_end = found[-1][1] if found else None
        if not found or (last_end is not None and last_end < start):
            found.append((start, end))
        elif last_end is not None:
            found[-1] = (found[-1][0], None if end is None else max(last_end, end))
    return found


def ask_since(person: Person, date: Date) -> None:
    """The page of `date` showed every spot, also those first marked on a later day, and the person said "that's all".

    So these are in use from `date` on: not on days in between that were completed before the spot was written down,
    for nobody could have mentioned it there.
    """
    spots = list(Spot.objects.for_user(person).filter(first_day__gt=date))
    if not spots:
        return
    latest = max(spot.first_day for spot in spots)
    between = CheckIn.objects.for_user(person).filter(
        date__gt=date, date__lt=latest, completed_at__isnull=False
    )
    completed = list(between.order_by("date").values_list("date", "completed_at"))
    for spot in spots:
        unasked = [day for day, at in completed if day < spot.first_day and at and at < spot.entered_at]
        runs = _joined([(day, day + datetime.timedelta(days=1)) for day in unasked])
        away = [[start.isoformat(), end.isoformat()] for start, end in runs if end is not None]
        spot.first_day, spot.archived_before = date, [*away, *spot.archived_before]
        spot.save(update_fields=["first_day", "archived_before", "changed_at"])
