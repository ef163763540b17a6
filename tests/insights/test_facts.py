"""What a flag rests on, in words, number by number."""

from tests.insights.spots import FIRST, spot, spots
from tracker.analysis.flags import Level
from tracker.insights.facts import MOST_DATES, Fact, facts_of
from tracker.insights.words import text_of

NAMES = {"a": "Left one", "b": "Left two", "c": "Left three"}


def lines(fact: Fact) -> list[str]:
    return [text_of(sentence) for sentence in (fact.statement, fact.dates, *fact.beside) if sentence]


def test_returns_are_counted_against_the_treatments_whose_result_is_known():
    found = spot("5 0 0 5 0 0 0 5 0 0 0 0 0 0 0 0 0 5 0 0", treated=(0, 3, 7, 17))
    (fact,) = facts_of(found, NAMES)
    assert lines(fact) == [
        "Came back within 7 days after 2 of 3 treatments in the last 90 days.",
        "6 Aug after 3 days, 10 Aug after 4 days",
        "Away longer after 1: treated 10 Aug for 10 days.",
        "Not counted: treated 20 Aug, away for more than 2 days so far.",
    ]
    assert fact.level is Level.WATCH


def test_a_gap_makes_an_interval_and_one_that_straddles_is_said_apart():
    found = spot("5 0 . . 5 0 0 5 0 0 0 0 . . 5 0", treated=(0, 4, 7))
    (fact,) = facts_of(found, NAMES)
    assert lines(fact) == [
        "Came back within 7 days after 3 of 3 treatments in the last 90 days.",
        "7 Aug after 2 to 4 days, 10 Aug after 3 days, 17 Aug after 5 to 7 days",
    ]
    found = spot("5 0 0 5 0 0 5 0 0 0 0 0 . . 5 0", treated=(0, 3, 6))
    (fact,) = facts_of(found, NAMES)
    assert lines(fact)[2:] == ["Not counted: treated 9 Aug, back after 6 to 8 days; a gap hides the day."]


def test_time_away_that_was_not_logged_on_is_not_told_as_still_going_on():
    found = spot("5 0 0 5 0 0 5 0 0 . . . . . .", treated=(0, 3, 6))
    (fact,) = facts_of(found, NAMES)
    assert lines(fact)[2:] == ["Not counted: treated 9 Aug, away for more than 2 days, then not logged."]


def test_treatments_without_a_quiet_day_are_named_one_by_one():
    found = spot("0 5 5 5 5 5 5 5 5 5 5 5", treated=(2, 5, 8, 11))
    (fact,) = facts_of(found, NAMES)
    assert lines(fact) == [
        "No quiet day since 4 Aug: 3 treatments since then, none with a quiet day within 2 days.",
        "Treated 5 Aug, 8 Aug, 11 Aug (pain over 11 days)",
        "Not counted, the days after are not known: 14 Aug.",
    ]
    assert fact.level is Level.WATCH
    assert facts_of(spot("0" + " 5" * 14, treated=(2, 5, 8)), NAMES)[0].level is Level.ASSESS


def test_new_spots_nearby_are_named_with_their_days():
    quiet = "0 " * 15
    both = spots(quiet + "5 5 5 5 5", quiet + "0 0 5 5 5", quiet + "0 0 0 0 4")
    (fact,) = facts_of(both["a"], NAMES)
    assert lines(fact) == [
        "After the painful days that began on 18 Aug: 2 new spots nearby within 14 days.",
        "Left two on 20 Aug, Left three on 22 Aug",
    ]
    assert fact.level is Level.ASSESS


def test_every_date_is_a_link_to_its_day():
    (fact,) = facts_of(spot("5 0 0 5 0 0 0 5", treated=(0, 3)), NAMES)
    assert [piece.date.toordinal() - FIRST for piece in fact.dates if piece.date] == [3, 7]


def test_of_very_many_returns_the_latest_are_named():
    found = spot("5 0 " * 42 + "5", treated=tuple(range(0, 84, 2)))
    (fact,) = facts_of(found, NAMES)
    assert "42 of 42 treatments" in lines(fact)[0]
    assert lines(fact)[1].startswith("2 earlier, then 9 Aug after 2 days, ")
    assert sum(piece.date is not None for piece in fact.dates) == MOST_DATES == 40


def test_what_is_not_flagged_has_no_facts():
    assert facts_of(spot("5 0 0 5", treated=(0,)), NAMES) == ()
