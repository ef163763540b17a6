import pytest

from tests.analysis.trial_diaries import FIRST, orders
from tracker.analysis.period import Period
from tracker.analysis.trial_plan import (
    EpisodePlan,
    PeriodPlan,
    PlannedPeriod,
    Running,
    Terms,
    assigned,
    clash,
    period_on,
    revealed,
    schedule,
)

PLAN = PeriodPlan(FIRST, pairs=2, length=4, wash=1)
ORDER = orders("AB BA")


def test_the_defaults_take_64_days_and_slow_things_112():
    assert PeriodPlan(FIRST).days == 64
    assert PeriodPlan(FIRST, length=7, wash=2).days == 112


def test_a_schedule_is_pairs_of_periods_whose_first_days_are_washed_out():
    found = schedule(PLAN, ORDER)
    assert "".join(each.condition for each in found) == "ABBA"
    assert [each.pair for each in found] == [1, 1, 2, 2]
    assert found[0] == PlannedPeriod(1, 1, "A", Period(FIRST, FIRST + 3), Period(FIRST + 1, FIRST + 3))
    assert found[3].days == Period(FIRST + 12, FIRST + 15)
    assert found[3].days.last == PLAN.last
    assert PLAN.opens == PLAN.last + 1
    assert PeriodPlan(FIRST, pairs=2, horizon=1).opens == PLAN.last + 2


def test_only_what_has_begun_is_revealed():
    assert revealed(PLAN, ORDER, FIRST - 1) == ()
    for today, count in ((FIRST, 1), (FIRST + 3, 1), (FIRST + 4, 2), (FIRST + 15, 4), (FIRST + 99, 4)):
        assert len(revealed(PLAN, ORDER, today)) == count


def test_what_an_early_end_left_unbegun_is_never_revealed():
    assert len(revealed(PLAN, ORDER, FIRST + 99, ended=FIRST + 5)) == 2
    assert period_on(PLAN, ORDER, FIRST + 5, FIRST + 99, ended=FIRST + 5) is not None
    assert period_on(PLAN, ORDER, FIRST + 6, FIRST + 99, ended=FIRST + 5) is None


def test_the_period_of_a_day_is_known_once_it_has_begun():
    found = period_on(PLAN, ORDER, FIRST + 4, today=FIRST + 4)
    assert found is not None
    assert (found.number, found.condition) == (2, "B")
    assert period_on(PLAN, ORDER, FIRST + 8, today=FIRST + 7) is None
    assert period_on(PLAN, ORDER, FIRST - 1, today=FIRST + 7) is None
    assert period_on(PLAN, ORDER, PLAN.last + 1, today=PLAN.last + 1) is None


def test_episodes_get_their_treatment_one_at_a_time():
    assert [len(assigned(ORDER, begun)) for begun in range(6)] == [0, 1, 2, 3, 4, 4]
    assert assigned(ORDER, 3) == ("A", "B", "B")


def test_what_is_no_plan_is_refused():
    for wrong in (
        {"pairs": 0},
        {"pairs": 129},
        {"length": 0},
        {"length": 29},
        {"wash": 4},
        {"wash": -1},
        {"horizon": 5},
        {"horizon": -1},
    ):
        with pytest.raises(ValueError):
            PeriodPlan(FIRST, **wrong)
    for wrong in ({"blocks": 0}, {"blocks": 129}, {"follow": 0}):
        with pytest.raises(ValueError):
            EpisodePlan(FIRST, **wrong)
    with pytest.raises(ValueError):
        schedule(PLAN, orders("AB"))


def test_a_changed_experiment_is_a_new_one():
    terms = Terms("Does it help?", "stretching", "nothing", "all", PLAN)
    assert terms.differing(terms) == ()
    longer = Terms("Does it help?", "stretching", "a walk", "all", PeriodPlan(FIRST, 2, length=5))
    assert terms.differing(longer) == ("B", "length")
    episodes = Terms("Does it help?", "stretching", "nothing", "all", EpisodePlan(FIRST))
    assert {"design", "pairs", "blocks"} < set(terms.differing(episodes))
    assert (terms.pairs, episodes.pairs) == (2, 10)


def test_two_experiments_on_one_outcome_at_once_are_refused():
    running = Running("neck", FIRST, FIRST + 63)
    for clashing in (
        Running("neck", FIRST + 63, FIRST + 80),
        Running("neck", FIRST - 9, FIRST),
        Running("neck", FIRST - 9, None),
        Running("neck", FIRST + 1, FIRST + 2),
    ):
        assert clash(clashing, [Running("jaw", FIRST, None), running]) == running
    for free in (
        Running("neck", FIRST + 64, None),
        Running("neck", FIRST - 9, FIRST - 1),
        Running("jaw", FIRST, FIRST + 63),
    ):
        assert clash(free, [running]) is None
    open_ended = Running("neck", FIRST, None)
    assert clash(Running("neck", FIRST + 999, FIRST + 1000), [open_ended]) == open_ended
