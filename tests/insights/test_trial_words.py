"""Every edge case of a result has its sentence, and none says more than the numbers."""

from collections.abc import Sequence

import pytest

from tests.analysis.trial_diaries import FIRST, orders, steady
from tracker.analysis.trial_episodes import Episode, EpisodeResult, Measure, episode_result
from tracker.analysis.trial_periods import Observed, PeriodResult, period_result
from tracker.analysis.trial_plan import EpisodePlan, PeriodPlan
from tracker.insights.trial_result import ResultPage, episode_page, period_page
from tracker.insights.trial_words import Names
from tracker.insights.words import text_of

NAMES = Names("the pillow", "no pillow")
ORDER = orders("AB BA AB BA AB BA AB BA")
PLAN = PeriodPlan(FIRST)


def page(
    a: Sequence[float], b: Sequence[float], unknown: range = range(0), flares: range = range(0)
) -> ResultPage:
    """Eight pairs whose days all have these values; `unknown` and `flares`: days counted from the first."""
    values = steady(PLAN, ORDER, a, b)
    for day in unknown:
        values.pop(FIRST + day, None)
    marked = frozenset(FIRST + day for day in flares)
    result = period_result(PLAN, ORDER, Observed(values, flares=marked), PLAN.opens)
    assert isinstance(result, PeriodResult)
    return period_page(result, NAMES)


def said(page: ResultPage) -> list[str]:
    return [text_of(sentence) for sentence in page.sentences]


def test_the_words_of_a_clear_result() -> None:
    found = page([4] * 8, [3, 3.5, 2, 3, 4.5, 3, 3, 2.5])
    assert found.headline == "Less pain with no pillow"
    assert said(found)[0] == "In 7 of 8 pairs pain was lower with B, no pillow."
    assert said(found)[1] == "On average 0.9 points lower (likely 0.5 to 1.4)."
    assert (
        said(found)[2]
        == "If B made no difference, a result this clear would come up by luck about 2 times in 100."
    )


def test_the_words_are_turned_when_a_is_lower() -> None:
    found = page([1] * 8, [4] * 8)
    assert found.headline == "Less pain with the pillow"
    assert said(found)[:2] == [
        "In 8 of 8 pairs pain was lower with A, the pillow.",
        "On average 3.0 points lower (likely 3.0 to 3.0).",
    ]
    assert "If A made no difference" in said(found)[2]


def test_a_zero_difference_stays_in_and_is_said() -> None:
    found = page([4] * 8, [4, 3, 2, 3, 2, 3, 2, 3])
    assert said(found)[0] == "In 7 of 8 pairs pain was lower with B, no pillow, and the same in 1."
    assert "p = 0.0156" in found.figures


def test_what_cannot_be_told_is_called_so() -> None:
    found = page([4] * 8, [1, 7, 2, 6, 1, 6, 3, 6])
    assert found.headline == "You can't tell from this trial"
    assert said(found)[1] == "On average no difference (likely from 2.0 higher to 2.0 lower)."


def test_little_or_no_difference_is_a_finding_of_its_own() -> None:
    found = page([4] * 8, [4, 4.25, 4, 3.75, 4, 4.25, 3.75, 4])
    assert found.headline == "Little or no difference"
    assert "within half a point" in found.meaning


def test_a_pair_with_too_few_days_is_dropped_and_counted() -> None:
    found = page([4] * 8, [2] * 8, unknown=range(1, 3))
    assert found.left_out == ["1 pair left out: fewer than half of the counted days of a period are known."]
    assert found.rows[0].note == "too few days"
    assert said(found)[0] == "In 7 of 7 pairs pain was lower with B, no pillow."


def test_under_six_pairs_there_is_the_list_alone() -> None:
    found = page([4] * 8, [2] * 8, unknown=range(20))
    assert found.headline == "Too few complete pairs to tell: 5"
    assert (found.sentences, found.figures) == ([], "")
    assert len(found.rows) == 8


def test_marked_days_stay_in_and_have_a_second_figure() -> None:
    found = page([4] * 8, [2] * 8, flares=range(4, 9))
    assert said(found)[0].startswith("In 8 of 8 pairs")
    assert found.second.startswith(
        "Without 3 marked days, from 7 pairs: on average 2.0 points lower with B, no pillow (likely 2.0 to 2.0)."
    )
    few = page([4] * 8, [2] * 8, flares=range(40))
    assert few.second == "Without 30 marked days too few pairs are left for a second figure: 3."
    assert page([4] * 8, [2] * 8, flares=range(1)).second == ""


def test_the_picture_has_every_period_on_an_honest_scale() -> None:
    picture = page([4] * 8, [2] * 8, unknown=range(1, 4)).picture
    assert picture is not None
    assert picture.top == 4
    assert [mark.condition for mark in picture.marks] == list("ABBA" * 4)
    assert [mark.y for mark in picture.marks[:4]] == [None, 50.0, 50.0, 0.0]
    assert picture.has_pale
    assert [pair.joined for pair in picture.pairs] == [False] + [True] * 7
    low = page([0.5] * 8, [0] * 8).picture
    assert low is not None
    assert low.top == 4


@pytest.mark.parametrize("measure", list(Measure))
def test_episodes_say_which_stayed_away_longer(measure: Measure) -> None:
    days = {"A": (4.0, 2.0), "B": (9.0, 5.0)}
    episodes = [Episode(days[each][0], returned=True, drop=days[each][1]) for pair in ORDER for each in pair]
    result = episode_result(EpisodePlan(FIRST, 8), ORDER, episodes, measure, ended=False)
    assert isinstance(result, EpisodeResult)
    found = episode_page(result, NAMES)
    if measure is Measure.RETURN:
        assert found.headline == "Stayed away longer with no pillow"
        assert said(found)[0] == "In 8 of 8 pairs it stayed away longer with B, no pillow."
        assert said(found)[1] == "Half of the times it was back by day 4 with A, by day 9 with B."
    else:
        assert found.headline == "Pain fell more with no pillow"
        assert said(found)[0] == "In 8 of 8 pairs pain fell more with B, no pillow."
    assert said(found)[-1].endswith("would come up by luck about 1 time in 100.")
