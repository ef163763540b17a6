"""A story that goes on from what was settled of it is the story as it is told from the beginning."""

import os

from tests.analysis.cases import diary_in
from tests.analysis.random_diaries import random_case
from tests.examples import examples
from tracker.analysis.records import SpotRecord
from tracker.analysis.rules import Rules
from tracker.analysis.series import pain_by_spot
from tracker.analysis.sessions import treatments_by_spot
from tracker.analysis.spot_story import settled_before, story_of

DIARIES = int(os.environ.get("RANDOM_DIARIES") or examples(10_000, part=2_000)) // 4


def test_whatever_day_it_is_told_on_from():
    used = 0
    for seed in range(DIARIES):
        case = random_case(seed)
        diary, rules = diary_in(case), Rules(**case.get("config", {}))
        as_of = case.get("as_of") or max(each.day for each in diary.check_ins)
        series, treated = pain_by_spot(diary), treatments_by_spot(diary.treatments)
        for spot in diary.spots:
            pain, done = series[spot.key], treated.get(spot.key, {})
            whole = story_of(spot, pain, done, as_of, rules)
            for end in range(0, as_of + 2, 3):
                settled = settled_before(
                    end,
                    spot,
                    {day: value for day, value in pain.items() if day < end},
                    {day: each for day, each in done.items() if day < end},
                    rules,
                )
                if settled is None:
                    continue
                used += 1
                since = {day: each for day, each in done.items() if day >= settled.since}
                assert story_of(spot, pain, since, as_of, rules, settled) == whole, (seed, end)
    assert used > DIARIES


def test_before_the_second_episode_nothing_is_settled():
    spot = SpotRecord("a", "trapezius", "left", 0)
    pain = {1: 6.0, 2: 0.0, 9: 6.0}
    rules = Rules(max_gap=10, relief_window=2)
    assert settled_before(12, spot, pain, {}, rules).since == 9
    assert settled_before(11, spot, pain, {}, rules) is None
    assert settled_before(9, spot, {1: 6.0, 2: 0.0}, {}, rules) is None
