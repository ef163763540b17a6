import datetime

import pytest

from tracker.analysis.period import Period

MONDAY = datetime.date(2026, 11, 16).toordinal()


def test_both_ends_belong_to_a_period():
    period = Period(10, 12)
    assert period.days == 3
    assert [day in period for day in (9, 10, 12, 13)] == [False, True, True, False]


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError):
        Period(12, 11)


def test_weeks_run_from_monday_to_sunday_and_are_cut_at_both_ends():
    period = Period(MONDAY + 2, MONDAY + 15)
    assert period.weeks() == [
        Period(MONDAY + 2, MONDAY + 6),
        Period(MONDAY + 7, MONDAY + 13),
        Period(MONDAY + 14, MONDAY + 15),
    ]


@pytest.mark.parametrize(("days", "steps"), [(1, 1), (180, 180), (181, 26)])
def test_up_to_180_days_are_shown_one_by_one_and_more_week_by_week(days, steps):
    assert len(Period(MONDAY, MONDAY + days - 1).steps()) == steps


def test_steps_follow_one_another_and_cover_the_whole_period():
    period = Period(MONDAY + 3, MONDAY + 400)
    covered = [day for step in period.steps() for day in range(step.first, step.last + 1)]
    assert covered == list(range(period.first, period.last + 1))
