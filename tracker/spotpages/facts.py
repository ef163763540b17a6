"""What is known of a spot, in few numbers with the days they rest on.

Reads the last SPAN days of the diary and, of all the days before, only counts: so it stays as quick in the tenth year
as in the first week.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Min
from django.urls import reverse

from tracker.analysis.records import Diary
from tracker.analysis.series import Series, pain_by_spot
from tracker.body.bodymap import Spotted
from tracker.body.sides import Point, Side, View
from tracker.models import Person, Rating, Spot
from tracker.records import pain_diary_of
from tracker.spot_names import anatomical, display_names

SPAN = 90
Date = datetime.date


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """`rated` days of `days`, counted from the first rated one to today (or to the day it was archived), have a pain.

    `last` is the newest known pain, of `last_date`: a value of the last SPAN days (`series`), else the last rating.
    """

    spot: Spot
    name: str
    anatomical: str
    series: Series
    rated: int
    first: Date | None
    last: int | None
    last_date: Date | None
    today: Date

    @property
    def dot(self) -> str:
        """The class that colours its dot."""
        return "pain-none" if self.last is None else f"pain-{self.last}"

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


def recent_diary(person: Person, today: Date) -> Diary:
    return pain_diary_of(person, today - datetime.timedelta(days=SPAN - 1), today)


def facts_of(person: Person, diary: Diary, today: Date) -> list[SpotFacts]:
    """The facts of every spot by number; `diary` is the person's recent_diary."""
    spots = list(Spot.objects.for_user(person).order_by("number"))
    names = display_names(spots)
    series = pain_by_spot(diary)
    ratings = Rating.objects.for_user(person).filter(pain__isnull=False, date__lte=today).order_by()
    counted = ratings.values_list("spot_id").annotate(Count("pk"), Min("date"), Max("date"))
    rated = {spot: numbers for spot, *numbers in counted}
    last_ratings = _last_ratings(person, [last for _, _, last in rated.values()])
    facts = []
    for spot in spots:
        known = series[str(spot.public_id)]
        number, first, rated_last = rated.get(spot.pk, (0, None, None))
        last_date = Date.fromordinal(max(known)) if known else rated_last
        last = int(known[max(known)]) if known else last_ratings.get((spot.pk, rated_last))
        facts.append(
            SpotFacts(spot, names[spot.pk], anatomical(spot), known, number, first, last, last_date, today)
        )
    return facts


def _last_ratings(person: Person, dates: Iterable[Date]) -> dict[tuple[int, Date | None], int]:
    """Pain by spot row id and day, of those days."""
    rows = Rating.objects.for_user(person).filter(date__in=set(dates), pain__isnull=False)
    found = rows.values_list("spot_id", "date", "pain")
    return {(spot, date): pain for spot, date, pain in found if pain is not None}


def point_of(spot: Spot) -> Point:
    return Point(View(spot.view), Side(spot.side), spot.x, spot.y)
