"""A strip of settled days is the one that the whole story gives, however it is cut."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.analysis.cases import diary_in
from tests.analysis.random_diaries import random_case
from tests.examples import examples
from tracker.analysis.rules import Rules
from tracker.analysis.series import pain_by_spot
from tracker.analysis.sessions import treatments_by_spot
from tracker.analysis.spot_story import SpotStory, settled_before, story_of
from tracker.timelines.rows import FORTNIGHT, MONTH, YEAR, Row
from tracker.timelines.strip import strip_of

BEGIN = 738_000
ByDay = dict[int, Any]


def stories() -> Iterator[tuple[SpotStory, SpotStory]]:
    """The same of a random spot: told at once, and told on from a day before the last ones."""
    for seed in range(examples(4_000, part=400)):
        case = random_case(seed)
        diary, rules = diary_in(case), Rules(**case.get("config", {}))
        as_of = BEGIN + (case.get("as_of") or max(each.day for each in diary.check_ins))
        treated = treatments_by_spot(diary.treatments)
        for stored, series in zip(diary.spots, pain_by_spot(diary).values(), strict=True):
            spot, pain = replace(stored, first_day=BEGIN), later(series)
            done = later(treated.get(spot.key, {}))
            settled = settled_before(as_of - 2, spot, before(as_of - 2, pain), before(as_of - 2, done), rules)
            if settled is not None:
                since = {day: each for day, each in done.items() if day >= settled.since}
                yield (
                    story_of(spot, pain, done, as_of, rules),
                    story_of(spot, pain, since, as_of, rules, settled),
                )


def later(by_day: ByDay) -> ByDay:
    return {BEGIN + day: value for day, value in by_day.items()}


def before(end: int, by_day: ByDay) -> ByDay:
    return {day: value for day, value in by_day.items() if day < end}


def rows_up_to(as_of: int) -> Iterator[Row]:
    for slots, days in ((FORTNIGHT, 5), (MONTH, 7), (YEAR, 11)):
        for first in range(BEGIN, as_of + 1, days):
            yield Row(first, first, min(first + days - 1, as_of), slots, "", ())


def test_all_strips_are_the_same():
    settled = 0
    for whole, told_on in stories():
        assert told_on == whole
        for row in rows_up_to(whole.timeline.as_of):
            settled += row.last < told_on.settled.since - 1
            assert strip_of(told_on, row) == strip_of(whole, row)
    assert settled > 1_000
