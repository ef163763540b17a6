import pytest

from tests.analysis.trial_diaries import FIRST, orders
from tools.trial_power import episode_power
from tracker.analysis.comparison import log_rank_scores
from tracker.analysis.trial_episodes import Episode, EpisodeResult, Measure, episode_result
from tracker.analysis.trial_outcome import Closed, Fate, Finding, Kept
from tracker.analysis.trial_plan import EpisodePlan
from tracker.analysis.trials import sign_flip

ORDER = orders("AB BA AB BA AB BA AB AB")
PLAN = EpisodePlan(FIRST, blocks=8)


def back(*each: float) -> list[Episode]:
    return [Episode(float(day), returned=True) for day in each]


def away(day: float) -> Episode:
    return Episode(float(day), returned=False)


def result(episodes, plan=PLAN, order=ORDER, measure=Measure.RETURN, *, ended=False) -> EpisodeResult:
    found = episode_result(plan, order, episodes, measure, ended=ended)
    assert isinstance(found, EpisodeResult)
    return found


# In the order of time: A is back after 3 to 6 days, B after 8 to 15.
ALL = back(3, 8, 9, 4, 5, 10, 11, 6, 3, 12, 13, 4, 5, 14, 6, 15)


def test_blocks_are_compared_by_log_rank_scores_a_less_b():
    found = result(ALL)
    scores = log_rank_scores([(each.days, True) for each in ALL])
    by_time = [scores[index] - scores[index + 1] for index in range(0, 16, 2)]
    expected = [-each if order == "BA" else each for each, order in zip(by_time, ORDER, strict=True)]
    assert [block.difference for block in found.blocks] == pytest.approx(expected)
    assert found.test == sign_flip(expected)
    assert found.test.p == 2 / 2**8
    assert found.finding is Finding.MORE_WITH_B
    assert (found.longer_with_b, found.alike, found.unsure) == (8, 0, 0)
    assert found.medians == {"A": 4, "B": 11}


def test_swapping_the_names_turns_the_sign_and_keeps_p():
    found = result(ALL)
    swapped = result(ALL, order=[each[::-1] for each in ORDER])
    assert swapped.test.p == found.test.p
    assert (swapped.test.low, swapped.test.high) == pytest.approx((-found.test.high, -found.test.low))
    assert swapped.finding is Finding.MORE_WITH_A
    assert swapped.medians == {"A": found.medians["B"], "B": found.medians["A"]}


def test_an_episode_still_away_counts_for_what_it_is():
    found = result([*ALL[:-1], away(28)])
    assert found.fates == {Fate.COMPLETE: 8}
    assert (found.longer_with_b, found.unsure) == (8, 0)
    # Seen away on the day on which the other came back, it was away for longer; last seen before, nobody knows.
    assert result([away(3), *ALL[1:]]).unsure == 1
    assert result([ALL[0], away(3), *ALL[2:]]).longer_with_b == 8
    assert result([ALL[1], ALL[1], *ALL[2:]]).alike == 1


def test_nothing_is_followed_for_longer_than_was_fixed():
    late = [*ALL[:-1], *back(90)]
    assert result(late) == result([*ALL[:-1], away(28)])


def test_the_result_waits_for_the_last_outcome():
    for episodes in (ALL[:15], [*ALL[:-1], away(27)], [*ALL[:-1], Episode()]):
        assert episode_result(PLAN, ORDER, episodes, Measure.RETURN, ended=False) == Closed(None)
        assert isinstance(episode_result(PLAN, ORDER, episodes, Measure.RETURN, ended=True), EpisodeResult)
    assert episode_result(PLAN, ORDER, [], Measure.RETURN, ended=False) == Closed(None)


def test_an_early_stop_leaves_an_odd_block_and_those_not_reached():
    found = result(ALL[:13], ended=True)
    assert found.stopped_early
    assert found.fates == {Fate.COMPLETE: 6, Fate.ODD: 1, Fate.NOT_REACHED: 1}
    assert found.test.p == 2 / 2**6
    assert not result(ALL).stopped_early


def test_a_block_with_an_unknown_outcome_is_dropped_and_counted():
    found = result([Episode(), *ALL[1:]])
    assert found.fates == {Fate.COMPLETE: 7, Fate.NOT_KNOWN: 1}
    # Its other episode is in nobody's scores.
    assert found.test == result(ALL[2:], EpisodePlan(FIRST, blocks=7), ORDER[1:]).test


def test_under_six_complete_blocks_there_is_only_the_list():
    found = result(ALL[:10], ended=True)
    assert (found.finding, found.test, len(found.blocks)) == (Finding.TOO_FEW_PAIRS, None, 8)
    nothing = result([], ended=True)
    assert (nothing.medians, nothing.fates) == ({"A": None, "B": None}, {Fate.NOT_REACHED: 8})


def test_the_drop_of_pain_is_compared_in_points():
    drops = [1, 3, 4, 2, 0, 2, 3, 1, 2, 2, 5, 1, 1, 3, 2, 1]
    episodes = [Episode(drop=float(each), kept=index % 4 != 0) for index, each in enumerate(drops)]
    found = result(episodes, measure=Measure.DROP)
    assert [block.difference for block in found.blocks] == [2, 2, 2, 2, 0, 4, 2, -1]
    assert found.test == sign_flip([2, 2, 2, 2, 0, 4, 2, -1])
    assert (found.longer_with_b, found.alike) == (6, 1)
    assert found.kept == {"A": Kept(8, 8, 4), "B": Kept(8, 8, 8)}
    waiting = [*episodes[:-1], Episode()]
    assert episode_result(PLAN, ORDER, waiting, Measure.DROP, ended=False) == Closed(None)
    # A day on, a drop that was not noted will not come any more.
    unknown = [*episodes[:-1], Episode(days=1)]
    assert result(unknown, measure=Measure.DROP).fates == {Fate.COMPLETE: 7, Fate.NOT_KNOWN: 1}


def test_size_and_power_are_as_stated():
    assert episode_power(10, 1, trials=600) <= 0.05 + 2 * (0.05 * 0.95 / 600) ** 0.5
    for blocks, printed in ((10, (0.20, 0.39, 0.58)), (15, (0.31, 0.60, 0.82)), (20, (0.41, 0.79, 0.91))):
        found = [episode_power(blocks, ratio, trials=600) for ratio in (2, 3, 4)]
        assert found == pytest.approx(printed, abs=0.07)
