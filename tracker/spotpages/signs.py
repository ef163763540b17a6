"""What was ticked for one spot: signs, and areas the pain travels to. No tick says nothing."""

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
    """`with_pain`: days with a pain of 1 or more, or with anything ticked. Of `signs` those asked for, by day."""

    with_pain: int
    signs: dict[str, tuple[Date, ...]]
    zones: Counter[str]
    zones_with: dict[str, Counter[str]]

    def days(self, sign: str) -> tuple[Date, ...]:
        return self.signs.get(sign, ())

    @property
    def of_all(self) -> str:
        """What a count of ticks is of, as in: 2 of 57 days with pain."""
        return f"{self.with_pain} day{'' if self.with_pain == 1 else 's'} with pain"


_TOLD = ("stiff", "tingling", "weak")


def ticked_on(spot: Spot, today: Date) -> Ticked:
    """Signs and areas of all days up to today, the newest first."""
    mine = Rating.objects.for_user(spot.person).filter(spot=spot, date__lte=today)
    told = mine.filter(reduce(or_, (Q(**{sign: True}) for sign in _TOLD)) | ~Q(zones=[])).order_by("-date")
    rows = list(told.values_list("date", *_TOLD, "zones"))
    return Ticked(
        with_pain=mine.filter(Q(pain__gt=0) | _ANY_SIGN | ~Q(zones=[])).count(),
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
