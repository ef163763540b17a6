"""What is asked of a spot some days after it was treated, on diaries of a few days that end yesterday."""

import pytest

from tests.factories import diary
from tracker.analysis.follow_up import FollowUp, follow_up
from tracker.analysis.records import Day, TreatmentRecord
from tracker.analysis.rules import Rules
from tracker.analysis.series import spot_series


def asked(
    text: str, *days: Day, before: int | None = None, today: Day | None = None, **rules: float
) -> FollowUp | None:
    """A diary of one spot until yesterday, treated on `days`."""
    made = diary(text)
    done = {day: [TreatmentRecord(day, "a", "heat", pain_before=before)] for day in days}
    until = len(text.split()) if today is None else today
    return follow_up(spot_series(made, made.spots[0]), done, until, Rules(**rules))


def question(found: FollowUp | None) -> tuple[int, bool, int] | None:
    return None if found is None else (found.days, found.away, found.pain)


@pytest.mark.parametrize("days", range(9))
def test_it_is_asked_one_three_and_seven_days_after_the_latest_session(days):
    found = asked("6 6 . . . . . . . .", 0, 1, today=1 + days)
    assert (found is not None) == (days in {1, 3, 7})


def test_a_newer_session_starts_the_days_anew():
    assert question(asked("6 0 0", 0, 1)) is None
    assert question(asked("6 0 0", 0, 2)) == (1, True, 6)


def test_a_spot_that_has_been_quiet_since_may_be_back_to_the_pain_before_the_treatment():
    assert question(asked("4 0 .", 0, before=7)) == (3, True, 7)


def test_without_a_pain_before_it_may_be_back_to_the_last_active_day():
    assert question(asked("8 6 5 2 0", 2)) == (3, True, 5)
    assert question(asked("6 5 0", 0)) == (3, True, 5)


def test_a_quiet_pain_before_is_nothing_to_be_back_to():
    assert question(asked("7 0 1", 2, before=1)) == (1, True, 7)


def test_a_spot_that_has_not_been_relieved_may_still_have_its_last_pain():
    assert question(asked("6", 0)) == (1, False, 6)
    assert question(asked("6 5 2", 0)) == (3, False, 2)
    assert question(asked("6 . .", 0)) == (3, False, 6)


def test_a_spot_that_came_back_since_is_not_asked_after():
    assert asked("6 0 5", 0) is None
    assert asked("6 0 5 0 0 0 0", 0) is None


def test_a_day_that_has_a_value_is_not_asked_about():
    assert asked("6 0", 0, today=1) is None


def test_nothing_is_asked_where_no_pain_is_known():
    assert asked(". 0 0", 0) is None
    assert asked(". . .", 0) is None


def test_pain_from_long_before_the_session_is_not_still_there():
    assert question(asked("6 . . . . .", 3)) == (3, False, 6)
    assert asked("6 . . . . . .", 4) is None


def test_the_thresholds_are_those_of_the_spot():
    assert question(asked("6 3 3", 0)) == (3, False, 3)
    assert question(asked("6 3 3", 0, active_min=5, quiet_max=3)) == (3, True, 6)
