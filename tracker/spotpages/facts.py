"""What is known of every spot, in few numbers with the days they rest on. Reads the diary once, whole."""

import datetime
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from tracker.analysis.afterwards import Afterwards, afterwards
from tracker.analysis.away import away_of
from tracker.analysis.episodes import NOT_KNOWN, QUIET
from tracker.analysis.flags import Level
from tracker.analysis.records import Day, Diary, RatingRecord
from tracker.analysis.recurrence import SpotRecurrence
from tracker.body.bodymap import Spotted
from tracker.body.sides import Point, Side, View
from tracker.calendars.words import count_days, number
from tracker.models import FlagRest, Person, Spot
from tracker.records import stored_spots
from tracker.recurrence import read
from tracker.spot_names import anatomical, display_names

Date = datetime.date


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """`rated` days of `days`, counted from the first rated one to today (or to the day it was archived), have a pain.

    Today counts only once something is known of it.

    `ratings`: all of the spot, in order. `rest`: its flags were put to rest.
    """

    spot: Spot
    name: str
    anatomical: str
    found: SpotRecurrence
    ratings: Sequence[RatingRecord]
    today: Date
    rest: FlagRest | None

    @property
    def rated(self) -> int:
        return sum(1 for _, _, pain in self.ratings if pain is not None)

    @property
    def first(self) -> Date | None:
        return next((Date.fromordinal(day) for _, day, pain in self.ratings if pain is not None), None)

    @property
    def last_date(self) -> Date | None:
        """The newest day of which its pain is known."""
        days = self.found.timeline.days
        return Date.fromordinal(days[-1]) if days else None

    @property
    def last(self) -> int | None:
        days = self.found.timeline.days
        return int(self.found.series[days[-1]]) if days else None

    @property
    def dot(self) -> str:
        """The class that colours its dot."""
        return "pain-none" if self.last is None else f"pain-{self.last}"

    @property
    def days(self) -> int:
        first = self.first
        if first is None or self.last_date is None:
            return 0
        until = max(self.last_date, self.today - datetime.timedelta(days=1))
        if self.spot.archived_on is not None:
            until = max(self.last_date, self.spot.archived_on - datetime.timedelta(days=1))
        return (until - first).days + 1

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

    @property
    def episodes(self) -> int:
        return len(self.found.timeline.episodes)

    @property
    def stretches(self) -> str:
        return f"{self.episodes or 'no'} painful stretch{'' if self.episodes == 1 else 'es'}"

    @property
    def returning(self) -> str:
        """As in: Half of 11 times back by day 5. Empty where it was never relieved."""
        away = away_of(self.found.durability)
        if away is None:
            return ""
        if away.median is None:
            return f"Away for more than {count_days(away.followed)} (n = {away.reliefs})"
        if away.reliefs == 1:
            return f"Back by day {number(away.median)} (n = 1)"
        return f"Half of {away.reliefs} times back by day {number(away.median)}"

    @property
    def rests(self) -> bool:
        return self.rest is not None

    @property
    def since_rest(self) -> Afterwards | None:
        """What happened after somebody had seen it; None where nobody has."""
        if self.rest is None or not self.rest.seen_by:
            return None
        return afterwards(self.found, self.rest.since.toordinal())

    @property
    def is_candidate(self) -> bool:
        return self.found.flags.level is Level.ASSESS and not self.rests and self.spot.archived_on is None

    @property
    def is_watched(self) -> bool:
        return self.found.flags.level is Level.WATCH and not self.rests and self.spot.archived_on is None

    @property
    def now(self) -> str:
        """How it is: painful since when, to the last day that is known; quiet since when; not known since when."""
        timeline = self.found.timeline
        state = timeline.state_on(timeline.as_of)
        if state == NOT_KNOWN:
            if not timeline.days:
                return ""
            return (
                f"Not known since {_on(timeline.days[-1])}"
                if timeline.is_stale
                else "Neither quiet nor painful"
            )
        if state == QUIET:
            quiet = [
                episode.relief_day for episode in timeline.episodes[-1:] if episode.relief_day is not None
            ]
            return f"Quiet since {_on(quiet[0])}" if quiet else "Not painful so far"
        start = timeline.episodes[state].start
        return f"Painful since {_on(start)}, day {timeline.days[-1] - start + 1}"


def _on(day: Day) -> str:
    return f"{Date.fromordinal(day):%-d %b %Y}"


@dataclass(frozen=True, slots=True)
class Known:
    """One reading of a diary: the facts of every spot by number, and the diary they rest on."""

    diary: Diary
    facts: list[SpotFacts]
    found: Mapping[str, SpotRecurrence]

    def of(self, public_id: UUID) -> SpotFacts | None:
        return next((each for each in self.facts if each.spot.public_id == public_id), None)


def known_of(person: Person, today: Date) -> Known:
    diary, _, found = read(person, today)
    spots = stored_spots(person)
    names = display_names(spots)
    ratings = _ratings_by_spot(diary)
    rests = _resting(person, today)
    facts = []
    for spot in spots:
        key = str(spot.public_id)
        if key not in found:
            continue  # made in this moment, after the diary was read
        facts.append(
            SpotFacts(
                spot,
                names[spot.pk],
                anatomical(spot),
                found[key],
                ratings.get(key, ()),
                today,
                rests.get(spot.pk),
            )
        )
    return Known(diary, facts, found)


def _ratings_by_spot(diary: Diary) -> dict[str, Sequence[RatingRecord]]:
    """Those of a spot stand together, so that none of tens of thousands has to be looked at."""
    found: dict[str, Sequence[RatingRecord]] = {}
    start, every = 0, diary.ratings
    while start < len(every):
        spot, end = every[start].spot, _end_of_spot(every, start)
        found[spot] = every[start:end]
        start = end
    return found


def _end_of_spot(ratings: Sequence[RatingRecord], start: int) -> int:
    spot = ratings[start].spot
    return bisect_left(ratings, 1, start, key=lambda rating: int(rating.spot != spot))


def _resting(person: Person, today: Date) -> Mapping[int, FlagRest]:
    """By the spot's row id, those that hold today. A rest "until" a day is over on that day."""
    rests = FlagRest.objects.for_user(person)
    return {rest.spot_id: rest for rest in rests if rest.until is None or today < rest.until}


def point_of(spot: Spot) -> Point:
    return Point(View(spot.view), Side(spot.side), spot.x, spot.y)
