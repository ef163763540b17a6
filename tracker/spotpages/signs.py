"""What was ticked on the entries of one spot: signs, and areas the pain travels to. No tick says nothing."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from tracker.models import Rating, Spot
from tracker.models.diary import SIGNS

Date = datetime.date
_ANY_SIGN = reduce(or_, (Q(**{sign: True}) for sign in SIGNS))


@dataclass(frozen=True, slots=True)
class Ticked:
    """`entries`: days on which the spot was rated above 0 or any sign ticked. Of `signs` those asked for, by day."""

    entries: int
    signs: dict[str, tuple[Date, ...]]
    zones: Counter[str]
    zones_with: dict[str, Counter[str]]

    def days(self, sign: str) -> tuple[Date, ...]:
        return self.signs.get(sign, ())


_TOLD = ("stiff", "tingling", "weak")


def ticked_on(spot: Spot, today: Date) -> Ticked:
    """Signs and areas of all entries up to today, the newest first."""
    mine = Rating.objects.for_user(spot.person).filter(spot=spot, date__lte=today)
    told = mine.filter(reduce(or_, (Q(**{sign: True}) for sign in _TOLD)) | ~Q(zones=[])).order_by("-date")
    rows = list(told.values_list("date", *_TOLD, "zones"))
    return Ticked(
        entries=mine.filter(Q(pain__gt=0) | _ANY_SIGN | ~Q(zones=[])).count(),
        signs={
            sign: tuple(date for date, *ticks in rows if ticks[place]) for place, sign in enumerate(_TOLD)
        },
        zones=_counted(zones for *_, zones in rows),
        zones_with={
            sign: _counted(zones for _, *ticks, zones in rows if ticks[place])
            for place, sign in enumerate(_TOLD)
        },
    )


def _counted(found: Iterable[list[str]]) -> "Counter[str]":
    return Counter(zone for zones in found for zone in zones)
