"""What is known of a spot, in few numbers with the days they rest on."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from tracker.analysis.records import Diary
from tracker.analysis.series import Series, pain_by_spot
from tracker.body.bodymap import Spotted
from tracker.body.sides import Point, Side, View
from tracker.models import Spot
from tracker.records import spot_record
from tracker.spot_names import anatomical, display_names

Date = datetime.date


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """`recorded` of `days` days, from the first known one to today (or to the day it was archived), have a value."""

    spot: Spot
    name: str
    anatomical: str
    series: Series
    today: Date

    @property
    def first(self) -> Date | None:
        return Date.fromordinal(min(self.series)) if self.series else None

    @property
    def last_date(self) -> Date | None:
        return Date.fromordinal(max(self.series)) if self.series else None

    @property
    def last(self) -> int | None:
        return int(self.series[max(self.series)]) if self.series else None

    @property
    def dot(self) -> str:
        """The class that colours its dot."""
        return "pain-none" if self.last is None else f"pain-{self.last}"

    @property
    def recorded(self) -> int:
        return len(self.series)

    @property
    def days(self) -> int:
        if self.first is None or self.last_date is None:
            return 0
        until = self.today
        if self.spot.archived_on is not None:
            until = max(self.last_date, self.spot.archived_on - datetime.timedelta(days=1))
        return (until - self.first).days + 1

    @property
    def spotted(self) -> Spotted:
        """As a dot on the body map, in the colour of its last known pain."""
        return Spotted(
            number=self.spot.number,
            label=self.name,
            pain=self.last,
            href=reverse("spot", args=[self.spot.public_id]),
            point=point_of(self.spot),
        )


def facts_of(spots: Iterable[Spot], diary: Diary, today: Date) -> list[SpotFacts]:
    """Every spot of the diary's person has to be among `spots`, for names that two of them share."""
    spots = list(spots)
    names = display_names(spots)
    series = pain_by_spot(diary, [spot_record(spot) for spot in spots])
    return [
        SpotFacts(spot, names[spot.pk], anatomical(spot), series[str(spot.public_id)], today)
        for spot in spots
    ]


def point_of(spot: Spot) -> Point:
    return Point(View(spot.view), Side(spot.side), spot.x, spot.y)
