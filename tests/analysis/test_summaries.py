from tests.factories import diary
from tracker.analysis.period import Period
from tracker.analysis.series import spot_series
from tracker.analysis.summaries import points_of, summarise


def series_of(text):
    record = diary(text)
    return spot_series(record, record.spots[0]), {check_in.day for check_in in record.check_ins}


def test_a_summary_rests_on_recorded_days_alone():
    series, logged = series_of("3 7 . 0 . 2")
    summary = summarise(series, Period(0, 5), logged)
    assert (summary.highest, summary.lowest, summary.median, summary.mean) == (7, 0, 2.5, 3)
    assert (summary.days, summary.recorded, summary.above_zero, summary.not_logged) == (6, 4, 3, 2)


def test_a_completed_day_counts_as_zero_and_an_unlogged_one_as_nothing():
    series, logged = series_of("4 c . 4")
    summary = summarise(series, Period(0, 3), logged)
    assert (summary.recorded, summary.above_zero, summary.not_logged, summary.median) == (3, 2, 1, 4)


def test_a_logged_day_that_says_nothing_of_the_series_is_left_open_not_unlogged():
    summary = summarise({0: 3.0}, Period(0, 3), {0, 1})
    assert (summary.recorded, summary.left_open, summary.not_logged) == (1, 1, 2)


def test_nothing_recorded_has_no_figures():
    summary = summarise({}, Period(0, 9), set())
    assert (summary.highest, summary.median, summary.mean) == (None, None, None)
    assert (summary.recorded, summary.not_logged) == (0, 10)


def test_days_outside_the_period_do_not_count():
    summary = summarise({-1: 9.0, 0: 2.0, 5: 8.0}, Period(0, 4), {-1, 0, 5})
    assert (summary.highest, summary.recorded, summary.not_logged) == (2, 1, 4)


def test_a_week_shows_mean_and_range_of_its_known_days():
    series, _ = series_of("0 6 . . 3 . .  . . . . . . .")
    first, second = points_of(series, [Period(0, 6), Period(7, 13)])
    assert (first.mean, first.lowest, first.highest, first.recorded) == (3, 0, 6, 3)
    assert (second.mean, second.lowest, second.highest, second.recorded) == (None, None, None, 0)
