import pytest

from tests.factories import diary
from tracker.analysis.heat import DayState, calendar_of, heat_by_spot, heat_of
from tracker.analysis.period import Period
from tracker.analysis.series import pain_by_spot, worst_series


def pain(*texts):
    return pain_by_spot(diary(*texts))


def test_quiet_days_tell_how_often_it_hurt_and_do_not_dilute_how_much():
    heat = heat_of(pain("0 0 0 6 . 4")["a"], Period(0, 5))
    assert heat is not None
    assert (heat.typical, heat.worst, heat.painful, heat.recorded, heat.share) == (5, 6, 2, 5, 0.4)


def test_an_unknown_week_has_no_heat_and_a_quiet_one_has_zero():
    weeks = [Period(0, 1), Period(2, 3), Period(4, 5)]
    quiet, unknown, painful = heat_by_spot(pain("0 0 . . 3 3"), weeks)["a"]
    assert unknown is None
    assert quiet is not None
    assert quiet.level == 0
    assert painful is not None
    assert painful.level == 3


@pytest.mark.parametrize(("text", "level"), [("1 2", 2), ("3 4 9", 4), ("1 0 0 0", 1)])
def test_the_level_is_the_median_of_painful_days_halves_up(text, level):
    heat = heat_of(pain(text)["a"], Period(0, 9))
    assert heat is not None
    assert heat.level == level


def test_a_calendar_keeps_four_kinds_of_days_apart():
    worst = worst_series(pain("0 . 2 .", ". . 5 .").values())
    days = calendar_of(worst, Period(0, 3), logged={0, 2, 3})
    assert [(day.state, day.worst) for day in days] == [
        (DayState.QUIET, 0),
        (DayState.NOT_LOGGED, None),
        (DayState.PAIN, 5),
        (DayState.OPEN, None),
    ]
