import pytest

from tests.factories import diary
from tracker.analysis.records import TreatmentRecord
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of
from tracker.analysis.rules import Rules
from tracker.spotpages.staying_away import staying_away

FIRST = 739_000


def spot(text: str, *treated: int) -> SpotRecurrence:
    treatments = tuple(TreatmentRecord(FIRST + day, "a", "heat") for day in treated)
    written = diary(text, first=FIRST, treatments=treatments)
    return recurrence_of(written, FIRST + len(text.split()) - 1, Rules(), {})["a"]


def tiles(text: str) -> dict[str, str]:
    return {tile.words: f"{tile.figure} | {tile.rests_on}" for tile in staying_away(spot(text)).tiles}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("5 5", ""),
        ("5 0", "Once relieved. Now away for more than 1 day."),
        ("5 0 5 0 0", "2 times relieved. Came back after 2 days; now away for more than 2 days."),
        ("5 0 . . 5", "Once relieved. Came back after 2-4 days."),
        (
            "5 0 0 . . . . 5 0 5 0 0 0",
            (
                "3 times relieved. Came back after 2 days; once more than 2 days (not logged after that); "
                "now away for more than 3 days."
            ),
        ),
        # Nothing is known of it for more than three days: it is not known to be free now.
        ("5 0 0 . . . .", "Once relieved. Once more than 2 days (not logged after that)."),
    ],
)
def test_every_relief_is_told_and_nothing_averaged_away(text, sentence):
    assert staying_away(spot(text)).sentence == sentence


def test_many_returns_are_counted_by_their_days():
    said = staying_away(spot("5 0 " * 8 + "5 0 0 " * 6 + "5"))
    assert said.sentence == "14 times relieved. Came back 14 times, after 2 to 3 days."
    assert said.each == "Came back after 2 days (8 times) and 3 days (6 times)."


def test_numbers_say_what_they_rest_on():
    assert tiles("5 5 0 0 5 0 . 5 0 0 0 0") == {
        "painful stretches": "3 | ",
        "median length": "1 day | n = 3 that ended",
        "median days away": "3 days | n = 3",
        "longest away": "> 4 days | from",
    }


def test_without_a_known_half_it_says_more_than():
    assert tiles("5 0 0 0")["median days away"] == "> 3 days | n = 1, 0 came back"


def test_what_is_missing_is_said():
    assert "no day with a pain of 3 or more" in staying_away(spot("0 2 0")).missing
    assert "has not been quiet" in staying_away(spot("5 5")).missing
    assert "after 9 more reliefs" in staying_away(spot("5 0")).missing
    assert staying_away(spot("5 0 " * 10)).missing == ""


def test_longer_or_shorter_says_what_it_rests_on():
    trend = staying_away(spot("5 0 " * 10 + ("5" + " 0" * 9 + " ") * 10 + "5")).trend
    assert trend.startswith(
        "The first 10 times half were back by day 2 (2 to 2); the last 10 by day 10 (10 to 10)."
    )
    assert "Longer lately, by 8 days" in trend


def test_a_dot_for_each_relief_an_interval_as_such_and_still_away_open():
    dots = staying_away(spot("5 0 5 0 . . 5 0 0")).dots
    assert dots is not None
    assert [(dot.is_interval, dot.open) for dot in dots.dots] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert dots.dots[1].top < dots.dots[1].bottom
    assert [dot.x for dot in dots.dots] == sorted(dot.x for dot in dots.dots)
