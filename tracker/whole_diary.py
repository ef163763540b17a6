"""The pain diary of a person, all years of it or some days, kept between changes as far as they leave it untouched.

What was worked out of a spot is used again where its rows since the line, its record and its rules say the same once
more, so that it cannot be out of date. After an ordinary change one spot is worked out anew, not all of them.
"""

import datetime
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from tracker.analysis.keeping import kept
from tracker.analysis.records import CheckInRecord, Day, Diary, RatingRecord, SpotRecord, TreatmentRecord
from tracker.analysis.recurrence import Alone, alone
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series, pain_of
from tracker.analysis.sessions import treatments_by_spot
from tracker.analysis.spot_story import Settled, settled_before, story_of
from tracker.models import Person, Spot
from tracker.pain_days import (
    DaysOfASpot,
    Placed,
    Rows,
    between,
    in_order,
    pains,
    ratings_of,
    treatments_of,
    whole,
)
from tracker.records import spot_record, stored_spots

Date = datetime.date


class _OfASpot(NamedTuple):
    ratings: tuple[RatingRecord, ...]
    lately_treated: tuple[Placed, ...]
    alone: Alone


def whole_diary_of(person: Person, today: Date, ruled: Callable[[Spot], Rules]) -> tuple[Diary, list[Alone]]:
    """Everything pain rests on, up to `today`, and each spot by itself; `ruled`: the rules of a spot."""
    stored = stored_spots(person)
    spots = {spot.pk: spot_record(spot) for spot in stored}
    past, since = whole(person, spots, today)
    found = {
        spot.pk: _of_a_spot(
            *(past.of(spot.pk), spots[spot.pk], ruled(spot), since.first),
            *(
                today.toordinal(),
                since.completed,
                since.rated.get(spot.pk, ()),
                since.treated.get(spot.pk, ()),
            ),
        )
        for spot in stored
    }
    treated = (each.lately_treated for each in found.values())
    diary = Diary(
        spots=tuple(spots.values()),
        check_ins=past.check_ins + since.check_ins,
        # By row id of the spot, as the rows of `records` come.
        ratings=tuple(chain.from_iterable(found[pk].ratings for pk in sorted(found))),
        treatments=_records(past.treatments, in_order(since.whole_body, *treated)),
    )
    return diary, [each.alone for each in found.values()]


def diary_between(person: Person, start: Date, end: Date) -> Diary:
    """As `records.pain_diary_of`, for what is asked with many a page."""
    return SomeDays(person, stored_spots(person), start, end).diary


class SomeDays:
    """From `start` to `end`, both included: what pages of a short while show. `stored`: every spot of the person."""

    def __init__(self, person: Person, stored: Iterable[Spot], start: Date, end: Date) -> None:
        self._spots = {each.pk: spot_record(each) for each in stored}
        self._past, self._since = between(person, self._spots, start, end)

    @property
    def check_ins(self) -> tuple[CheckInRecord, ...]:
        return self._past.check_ins + self._since.check_ins

    @cached_property
    def _lately_treated(self) -> dict[int, tuple[Placed, ...]]:
        return {pk: treatments_of(spot, self._since.treated.get(pk, ())) for pk, spot in self._spots.items()}

    @property
    def treatments(self) -> tuple[TreatmentRecord, ...]:
        """As they were written down, by day."""
        lately = in_order(self._since.whole_body, *self._lately_treated.values())
        return _records(self._past.treatments, lately)

    @property
    def pain(self) -> dict[str, Series]:
        """By day of each spot, by its key."""
        return {spot.key: self._past.of(pk).pain(spot) | self._lately(pk) for pk, spot in self._spots.items()}

    def _lately(self, pk: int) -> Series:
        spot = self._spots[pk]
        ratings = pains(ratings_of(spot, self._since.rated.get(pk, ())))
        treated = (placed.record for placed in self._lately_treated[pk])
        return pain_of(spot, ratings, treated, self._since.completed)

    @property
    def diary(self) -> Diary:
        """As `records.pain_diary_of` has it."""
        ratings = (
            self._past.of(pk).ratings + ratings_of(self._spots[pk], self._since.rated.get(pk, ()))
            for pk in sorted(self._spots)
        )
        return Diary(
            spots=tuple(self._spots.values()),
            check_ins=self.check_ins,
            ratings=tuple(chain.from_iterable(ratings)),
            treatments=self.treatments,
        )


@kept(24)
def _of_a_spot(
    past: DaysOfASpot,
    spot: SpotRecord,
    rules: Rules,
    first: Day,
    as_of: Day,
    completed: frozenset[Day],
    rated: Rows,
    treated: Rows,
) -> _OfASpot:
    """`completed`, `rated`, `treated`: what comes after `past`, from the day `first` on."""
    ratings, lately_treated = ratings_of(spot, rated), treatments_of(spot, treated)
    lately = pain_of(spot, pains(ratings), (each.record for each in lately_treated), completed)
    settled = _settled(past, spot, rules, first)
    since = _sessions(spot, _treated_since(settled, past.treatments) + lately_treated)
    return _OfASpot(
        ratings=past.ratings + ratings,
        lately_treated=lately_treated,
        alone=alone(story_of(spot, past.pain(spot) | lately, since, as_of, rules, settled)),
    )


@kept(24)
def _settled(past: DaysOfASpot, spot: SpotRecord, rules: Rules, end: Day) -> Settled | None:
    return settled_before(end, spot, past.pain(spot), _sessions(spot, past.treatments), rules)


def _treated_since(settled: Settled | None, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    return placed[bisect_left(placed, (settled.since,), key=itemgetter(0)) :] if settled else placed


def _sessions(spot: SpotRecord, placed: tuple[Placed, ...]) -> dict[Day, list[TreatmentRecord]]:
    return treatments_by_spot(each.record for each in placed).get(spot.key, {})


def _records(*placed: tuple[Placed, ...]) -> tuple[TreatmentRecord, ...]:
    return tuple([record for _, record in chain(*placed)])
