"""The flags of the last months are those of the whole diary, wherever these months settle them."""

import os
from dataclasses import replace

import pytest

from tests.analysis.cases import diary_in
from tests.analysis.random_diaries import random_case
from tests.examples import examples
from tests.factories import diary
from tracker.analysis.flags import Levels, Synergists
from tracker.analysis.lately import least_before, levels_of, reach, recent_of
from tracker.analysis.records import Diary
from tracker.analysis.recurrence import recurrence_of
from tracker.analysis.rules import Rules
from tracker.analysis.series import pain_by_spot
from tracker.analysis.sessions import treatments_by_spot

DIARIES = int(os.environ.get("RANDOM_DIARIES") or examples(10_000, part=4_000)) // 2
SMALL = Rules(lookback=10, rapid_days=3, spread_days=3, burn_in=3)


def lately(
    whole: Diary, start: int, as_of: int, rules: Rules, synergists: Synergists
) -> dict[str, Levels] | None:
    """By the diary from `start` on, and by what the rooms around ask the database for."""
    before = {
        key
        for key, series in pain_by_spot(whole).items()
        if any(pain >= rules.active_min for day, pain in series.items() if day < start)
    }
    part = replace(
        whole,
        check_ins=tuple(each for each in whole.check_ins if start <= each.day <= as_of),
        ratings=tuple(each for each in whole.ratings if start <= each.day <= as_of),
        treatments=tuple(each for each in whole.treatments if start <= each.day <= as_of),
    )
    series, treated = pain_by_spot(part), treatments_by_spot(part.treatments)
    every = [
        recent_of(spot, series[spot.key], treated.get(spot.key, {}), start, as_of, rules)
        for spot in part.spots
    ]
    return None if None in every else levels_of(every, start, before, synergists)


@pytest.mark.parametrize("part", range(2))
def test_random_diaries_have_the_same_flags_by_their_last_days_alone(part):
    settled = flagged = 0
    for seed in range(part, DIARIES, 2):
        case = random_case(seed)
        if seed % 3:  # a short look back leaves something before it
            case["config"] = case.get("config", {}) | {
                "lookback": 8,
                "burn_in": 4,
                "spread_days": 4,
                "rapid_days": 3,
            }
        whole, rules = diary_in(case), Rules(**case.get("config", {}))
        as_of = case.get("as_of") or max(each.day for each in whole.check_ins)
        start = as_of - reach(rules) - least_before(rules) - seed % 9
        if not any(each.day < start for each in whole.ratings if each.pain is not None):
            continue
        synergists = case.get("synergists", {})
        found = lately(whole, start, as_of, rules, synergists)
        if found is not None:
            settled += 1
            expected = recurrence_of(whole, as_of, rules, synergists)
            assert found == {key: each.flags.levels for key, each in expected.items()}, case
            flagged += any(map(any, found.values()))
    assert settled > 300
    assert flagged > 30


def test_pain_that_has_not_been_quiet_for_long_is_not_settled_by_the_last_days():
    whole = diary("6 " * 40)
    assert lately(whole, 15, 39, SMALL, {}) is None
    quiet_once = diary("6 " * 20 + "0 " + "6 " * 19)
    assert lately(quiet_once, 15, 39, SMALL, {}) is not None


def test_a_spot_that_hurt_years_ago_is_no_newcomer():
    long_ago = "6 " + "0 " * 30 + "6 0 0 0 0 0 0 0 0 0"
    whole = diary("0 " * 30 + "6 6 0 0 0 0 0 0 0 0 0", long_ago)
    expected = {key: each.flags.levels for key, each in recurrence_of(whole, 40, SMALL, {}).items()}
    assert lately(whole, 20, 40, SMALL, {}) == expected
    assert not any(map(any, expected.values()))
    # Without those thirty days it is one.
    new = lately(
        diary("0 " * 30 + "6 6 0 0 0 0 0 0 0 0 0", "0 " * 31 + "6 0 0 0 0 0 0 0 0 0"), 20, 40, SMALL, {}
    )
    assert any(new["a"])
