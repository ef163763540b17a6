import pytest

from tests.factories import diary
from tracker.analysis.period import Period
from tracker.analysis.recurrence import recurrence_of
from tracker.analysis.rules import Rules
from tracker.analysis.work_backward import BODY, LOAD, Around, Mean, Returns, around, by_exposure, returns_in

ALL = Period(0, 99)


def returns(text: str, period: Period = ALL) -> Returns:
    days = len(text.split())
    return returns_in(recurrence_of(diary(text), days - 1, Rules(), {})["a"].durability, period)


def test_only_returns_whose_day_is_known_are_sure():
    assert returns("5 0 5 0 . . 5 0") == Returns((2,), (range(4, 7),))


def test_a_return_across_a_cut_is_none():
    assert returns("5 0 . . . . 5 0").count == 0


def test_returns_outside_of_the_period_are_left_out():
    assert returns("5 0 5 0 5 0", Period(3, 9)).sure == (4,)


def test_load_is_that_of_the_return_day_and_the_two_before():
    values = {day: float(day) for day in range(10)}
    found = around(values, Returns((5,), ()), LOAD, ALL)
    assert found == Around(Mean(3, 4.0), Mean(7, pytest.approx((45 - 12) / 7)))


def test_the_whole_body_is_that_of_the_three_days_before():
    found = around({2: 1.0, 4: 2.0, 5: 9.0}, Returns((5,), ()), BODY, ALL)
    assert found == Around(Mean(2, 1.5), Mean(1, 9.0))


def test_a_day_of_two_returns_counts_once():
    assert around(dict.fromkeys(range(20), 1.0), Returns((5, 6), ()), LOAD, ALL).near.days == 4


def test_days_around_an_unsure_return_are_in_neither_group():
    found = around({day: float(day) for day in range(20)}, Returns((15,), (range(5, 8),)), LOAD, ALL)
    assert found.near == Mean(3, 14.0)
    # Without 3 to 7 and 13 to 15.
    assert found.other.days == 12


def test_a_day_without_a_value_is_in_no_mean_and_a_zero_is():
    assert around({3: 0.0, 4: 0.0}, Returns((4,), ()), LOAD, ALL) == Around(Mean(2, 0.0), Mean(0, None))


def test_days_outside_of_the_period_are_no_other_days():
    assert around({1: 5.0, 9: 1.0}, Returns((4,), ()), LOAD, Period(5, 10)).other == Mean(1, 1.0)


def test_a_night_counts_for_the_day_before_the_morning_on_which_it_was_written_down():
    nights = by_exposure({5: 4.5, 6: 8.0}, night_before=True)
    assert around(nights, Returns((5,), ()), BODY, ALL) == Around(Mean(1, 4.5), Mean(1, 8.0))
    assert by_exposure({5: 4.5}, night_before=False) == {5: 4.5}


def test_few_days_are_not_enough_for_a_mean():
    assert Around(Mean(6, 1.0), Mean(14, 1.0)).is_enough
    assert not Around(Mean(5, 1.0), Mean(14, 1.0)).is_enough
    assert not Around(Mean(6, 1.0), Mean(13, 1.0)).is_enough
