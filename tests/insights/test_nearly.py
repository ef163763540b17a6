"""How far a spot is from a flag: checked against the rule itself, by adding what is said to be missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.insights.spots import spot, spots
from tracker.analysis.flags import Level
from tracker.insights.nearly import (
    Nearly,
    days_missing,
    nearly,
    quick_returns_missing,
    to_assess,
    treatments_missing,
)

QUICK, LONG = "5 0 0 ", "5 0 0 0 0 0 0 0 0 "


def course(rapid: int, held: int) -> tuple[str, tuple[int, ...]]:
    """So many treatments held for nine days, then so many that were back after three; at last it is back once more."""
    text = LONG * held + QUICK * rapid + "5"
    days = text.split()
    return text, tuple(day for day, pain in enumerate(days[:-1]) if pain == "5")


@given(rapid=st.integers(0, 4), held=st.integers(0, 4), level=st.sampled_from([Level.WATCH, Level.ASSESS]))
def test_with_the_missing_returns_the_level_is_reached_and_with_one_less_it_is_not(rapid, held, level):
    text, treated = course(rapid, held)
    more = quick_returns_missing(spot(text, treated=treated), level)

    def level_with(extra: int) -> Level:
        text, treated = course(rapid + extra, held)
        return spot(text, treated=treated).flags.rapid_return.level

    assert level_with(more) >= level
    assert more == 0 or level_with(more - 1) < level


def test_a_spot_says_what_it_takes():
    text, treated = course(rapid=1, held=1)
    assert nearly(spot(text, treated=treated)) == Nearly(
        "Came back within 7 days after 1 of 2 treatments.",
        "1 more quick return would make it worth watching.",
        1,
    )


def test_a_share_may_ask_for_more_returns_than_the_count():
    text, treated = course(rapid=2, held=4)
    assert quick_returns_missing(spot(text, treated=treated), Level.ASSESS) == 2
    assert to_assess(spot(text, treated=treated)) == (
        "2 more quick returns would make this a candidate for assessment."
    )


def test_where_every_treatment_must_count_one_that_held_stands_in_the_way():
    text, treated = course(rapid=3, held=1)
    found = spot(text, treated=treated, assess_share=1.0)
    assert quick_returns_missing(found, Level.ASSESS) is None
    assert "no candidate as long as" in to_assess(found)
    text, treated = course(rapid=2, held=0)
    assert quick_returns_missing(spot(text, treated=treated, assess_share=1.0), Level.ASSESS) == 1


def test_treatments_without_a_quiet_day_are_counted_down():
    found = spot("0 5 5 5 5 5 5", treated=(1, 4))
    assert treatments_missing(found) == 1
    assert nearly(found).known == "2 treatments in these painful days without a quiet day."
    assert nearly(found).missing == "1 more like that would make it worth watching."
    long = spot("0" + " 5" * 14, treated=(1, 4))
    assert nearly(long).missing == "1 more like that would make it a candidate for assessment."


def test_watched_painful_days_say_how_many_more_make_a_candidate():
    found = spot("0 5 5 5 5 5 5 5 5 5", treated=(1, 4, 7))
    assert days_missing(found) == 5
    assert to_assess(found) == (
        "Still painful in 5 days, with no quiet day before, this would be a candidate for assessment."
    )
    assert spot("0 5 5 5 5 5 5 5 5 5 . . . 2 5", treated=(1, 4, 7)).flags.level is Level.ASSESS
    waiting = spot("0 5 5 5 5 5 5 5 5 5 2 . 2 . 2", treated=(1, 4, 7))
    assert to_assess(waiting).startswith("On its next painful day, with no quiet day before")


def test_painful_days_that_a_gap_has_ended_cannot_go_on():
    watched = spot("0 5 5 5 5 5 5 5 5 5 . . . .", treated=(1, 4, 7))
    assert watched.flags.level is Level.WATCH
    assert to_assess(watched).startswith("It was not logged for so long")
    assert spot("0 5 5 5 5 5 5 5 5 5 . . . . 5", treated=(1, 4, 7)).flags.level is Level.NONE
    short = spot("0 5 5 5 5 5 5 . . . .", treated=(1, 4))
    assert treatments_missing(short) is None
    assert "more quick return" in nearly(short).missing


@pytest.mark.parametrize(("length", "open_yet"), [(30, True), (31, False)])
def test_new_spots_nearby_count_for_two_weeks_after_the_last_painful_days_before_them(length, open_yet):
    first = "0 " * 10 + "5 0 0 0 0 0 5 " + "0 " * 13
    texts = [first + "0 " * (length - 30) + "0", "0 " * 19 + "5 0"]
    found = spots(*texts)["a"]
    assert found.timeline.as_of - found.timeline.episodes[-1].start == (14 if open_yet else 15)
    third = "0 " * (length) + "5"
    assert (spots(*texts, third)["a"].flags.level is Level.ASSESS) is open_yet
    assert to_assess(found).startswith("1 more new spot nearby") is open_yet


@pytest.mark.parametrize(
    ("text", "treated", "known"),
    [
        (". .", (), "Nothing is recorded of it yet."),
        ("0 2 2", (), "No painful day (3 or more) is recorded."),
        ("0 5 5", (), "No treatment of it is logged."),
        ("0 5 5 5 5", (1,), "1 treatment in these painful days without a quiet day."),
        ("0 5 5", (2,), "No treatment was followed by a quiet day within 2 days yet."),
        ("0 5 0 0", (1,), "Its treatments of the last 90 days have no known result yet: 1 open."),
        ("0 5 0 0 " + "0 " * 96, (1,), "In the last 90 days no treatment counts as having brought relief."),
    ],
)
def test_too_little_says_what_is_missing(text, treated, known):
    assert nearly(spot(text, treated=treated)).known == known
