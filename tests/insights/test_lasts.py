"""What the page says of a diary, in its own words, checked against what can be counted by hand."""

import pytest

from tests.factories import diary
from tracker.analysis.comparison import Comparison, Missing
from tracker.analysis.records import TreatmentRecord
from tracker.analysis.recurrence import recurrence_of
from tracker.analysis.rules import Rules
from tracker.insights.lasts import LastsPage, page_of
from tracker.insights.lasts_pairs import pairs_of
from tracker.insights.lasts_words import title_of
from tracker.insights.words import text_of

NAMES = {"a": "Neck", "b": "Back"}


def treated(kind: str, *days: int, tool: str = "", spot: str = "a") -> tuple[TreatmentRecord, ...]:
    return tuple(TreatmentRecord(day, spot, kind, tool, 2, 6, 3) for day in days)


def page(*texts: str, treatments: tuple[TreatmentRecord, ...] = (), by_tool: bool = False) -> LastsPage:
    last = max(len(text.split()) for text in texts) - 1
    found = recurrence_of(
        diary(*texts, first=737_000, treatments=_moved(treatments)), 737_000 + last, Rules(), {}
    )
    return page_of(found.values(), NAMES, Rules(), by_tool=by_tool)


def _moved(treatments: tuple[TreatmentRecord, ...]) -> tuple[TreatmentRecord, ...]:
    return tuple(each._replace(day=each.day + 737_000) for each in treatments)


# Back after 2, 3, 3, 4 and 6 days, and now away for 3.
SIX = "5 0 5 0 0 5 0 0 5 0 0 0 5 0 0 0 0 0 5 0 0 0"
SIX_SESSIONS = (0, 2, 5, 8, 12, 18)


def test_a_curve_is_summed_up_in_a_sentence():
    (card,) = page(SIX, treatments=treated("heat", *SIX_SESSIONS)).cards
    said = text_of(card.headline).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "After heat, half of the times it was back by day 3 (2 or later), n = 6, 1 still away."
    assert card.rests_on == "6 reliefs in 1 spot"
    assert [(row.day, row.followed, row.back, row.away) for row in card.steps] == [
        ("2", 6, 1, "83\N{NO-BREAK SPACE}%"),
        ("3", 5, 2, "50\N{NO-BREAK SPACE}%"),
        ("4", 2, 1, "25\N{NO-BREAK SPACE}%"),
        ("6", 1, 1, "0\N{NO-BREAK SPACE}%"),
    ]
    assert [row.words for row in card.reliefs[:2]] == [
        "away for more than 3 days so far",
        "back after 6 days",
    ]


def test_two_figures_each_with_what_they_rest_on():
    (card,) = page(SIX, treatments=treated("heat", *SIX_SESSIONS)).cards
    relief, week, two_weeks = card.tiles
    assert relief.words == "relief within 2 days, 6 of 6 times"
    assert relief.figure == "100\N{NO-BREAK SPACE}%"
    assert relief.sure == "(61 to 100\N{NO-BREAK SPACE}%)"
    assert (week.figure, week.words) == ("0\N{NO-BREAK SPACE}%", "still away after a week")
    assert two_weeks.words == "still away after two weeks"
    facts = dict(card.facts)
    assert (
        facts["Effort"]
        == "6 sessions and 12 min for these 6 reliefs, 15 days away: 1 session for 2 days, 6 min for a week"
    )


def test_the_curve_ends_where_fewer_than_three_are_followed():
    (card,) = page(SIX, treatments=treated("heat", *SIX_SESSIONS)).cards
    assert card.plot.span == 14
    assert card.plot.steps == "M0 0H2V16.67H3V50H3"
    assert card.plot.ticks == "M3 46V54"
    assert card.plot.half == ("21.43", "50")
    assert [(label.text, label.followed) for label in card.plot.labels if label.followed] == [
        ("0", "6"),
        ("2", "6"),
    ]


def test_minutes_first_noted_today_are_not_set_against_no_days_away():
    without = tuple(each._replace(minutes=None) for each in treated("heat", *SIX_SESSIONS))
    (card,) = page(f"{SIX} 5 0", treatments=(*without, *treated("heat", 22))).cards
    assert dict(card.facts)["Effort"] == "7 sessions for these 7 reliefs, 16 days away: 1 session for 2 days"


def test_half_not_reached_says_so_with_a_mean():
    text = "5 0 0 5 0 0 0 5 0 0 0 0 5 " + "0 " * 20 + "5 " + "0 " * 20 + "5 " + "0 " * 20 + "5" + " 0" * 25
    sessions = (0, 3, 7, 12, 33, 54, 75)
    (card,) = page(text, treatments=treated("heat", *sessions)).cards
    said = text_of(card.headline).replace("\N{NO-BREAK SPACE}", " ")
    assert "half of the times it was back by day 21" in said
    long_text = "5 0 0 5 0 0 0 5 0 0 0 0 5 " + ("0 " * 30 + ". . . . 5 ") * 4 + "0 0"
    starts = (0, 3, 7, 12, 47, 82, 117)
    (card,) = page(long_text, treatments=treated("heat", *starts)).cards
    said = text_of(card.headline).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith(
        "After heat, more than half of the times it was still away on day 30, the longest it was followed"
    )
    assert "4 lost from sight in a gap" in said
    # 3, 4 and 5 days, and four times 28 of the first 28.
    assert said.endswith("Of the first 28 days it was away for 18 on average.")


def test_too_few_reliefs_are_listed_and_say_what_is_missing():
    found = page("5 0 0 5 0 . . 5 0 0", treatments=treated("heat", 0, 3, 7))
    assert found.cards == []
    (row,) = found.few.open
    assert (row.title, row.days) == ("Heat", "back after 3 and 2 to 4 days; away for at least 2 days")
    assert row.missing == "A curve needs 2 more reliefs and 1 more return."
    assert found.summary.startswith("3 reliefs of 1 spot since ")


def test_nothing_is_thrown_away():
    found = page("5 0 0 5 5 5 5 0 0", treatments=treated("heat", 3))
    assert [(row.title, row.days) for row in found.few.open][-1] == ("No treatment", "back after 3 days")
    assert (
        found.late
        == "1 relief came later than 2 days after a session and count for none: away for at least 2 days."
    )


def test_untreated_reliefs_are_the_grey_curve_of_all_others():
    spells = "5 0 5 0 0 5 0 0 5 0 0 0 5 0 0 0 0 0 5 0 0 0"
    found = page(spells, spells, treatments=treated("heat", *SIX_SESSIONS))
    heat, alone = found.cards
    assert alone.is_untreated
    assert heat.plot.untreated.startswith("M0 0H2")
    assert alone.plot.untreated == ""
    assert text_of(alone.headline).startswith("Without treatment, half of the times it was back by day 3")


def test_pairs_too_early_say_how_many_more():
    both = page(
        f"{SIX} {SIX}",
        treatments=treated("heat", *SIX_SESSIONS) + treated("cold", *(22 + day for day in SIX_SESSIONS)),
    )
    assert not both.pairs.clear
    assert not both.pairs.unclear
    (row,) = both.pairs.too_early
    assert row.pair in {"Heat and cold", "Cold and heat"}
    assert row.words.startswith("Too early to compare (needs 2 more reliefs with ")
    assert row.words.endswith(", in spots with both).")


def test_a_pair_with_enough_is_compared_with_the_odds_of_luck():
    short, long = "5 0 " * 10, ("5" + " 0" * 9 + " ") * 10
    sessions = treated("heat", *range(0, 20, 2)) + treated("cold", *range(20, 120, 10))
    (row,) = page(short + long, treatments=sessions).pairs.clear
    assert (
        row.words
        == "Reliefs after cold lasted longer; by luck alone less than 1 time in 100 they come apart as far."
    )
    assert row.rests_on == "10 and 10 reliefs in the 1 spot that saw both"


def test_pairs_without_a_clear_difference_share_a_sentence():
    def pair(first: str, second: str, p: float | None) -> Comparison:
        return Comparison(first, second, 2, (9, 8), Missing((0, 0), (0, 0)), p=p)

    three = [pair("Heat", "Cold", 0.78), pair("Heat", "TENS", 0.9), pair("Cold", "TENS", 0.5)]
    assert pairs_of(three).unclear == "No clear difference between any two of heat, cold and TENS."
    assert [row.words for row in pairs_of(three).unclear_rows][:1] == [
        "By luck alone 50 times in 100 they come apart as far."
    ]
    assert pairs_of(three[:1]).unclear == "No clear difference between heat and cold."
    assert pairs_of(three[:2]).unclear == "No clear difference: heat and cold; heat and TENS."
    one_clear = pairs_of([*three[:2], pair("Cold", "TENS", 0.01)])
    assert (len(one_clear.clear), len(one_clear.unclear_rows)) == (1, 2)


def test_times_with_relief_go_with_the_reliefs_they_count_for():
    # Six reliefs after heat alone, then one that heat brought after cold on the day before.
    sessions = treated("heat", *SIX_SESSIONS, 23) + treated("cold", 22)
    found = page(f"{SIX} 5 5 0 0 5", treatments=sessions)
    (heat,) = found.cards
    assert heat.rests_on == "6 reliefs in 1 spot"
    assert heat.tiles[0].words == "relief within 2 days, 7 of 7 times"
    assert (
        dict(heat.facts)["Relief"]
        == "6 of the 7 times it was the only treatment; the other 1 followed other treatments and counts with those"
    )
    (mixed,) = (row for row in found.few.open if row.reliefs)
    assert (mixed.title, mixed.reliefs, mixed.rate) == ("Cold + heat", "1 relief", "")


def test_an_overview_has_a_line_a_treatment_on_one_axis():
    found = page(SIX, SIX, treatments=treated("heat", *SIX_SESSIONS))
    assert found.overview is not None
    heat, alone = found.overview.lines
    assert (heat.card.number, heat.n, heat.half.words, heat.half.range) == (1, 6, "day 3", "2 or later")
    assert (heat.dot, heat.bar, heat.is_open, heat.is_unsure) == ("21.43", ("14.29", "100"), True, False)
    assert (alone.card.is_untreated, alone.half.words) == (True, "day 3")
    assert [label.text for label in found.overview.labels] == ["0", "2", "4", "6", "8", "10", "12", "14"]


def test_a_line_whose_half_is_not_back_is_an_open_arrow():
    long = ("5" + " 0" * 30 + " . . . . ") * 4
    text = f"5 0 0 5 0 0 0 5 0 0 0 0 {long}5 0 0"
    found = page(text, SIX, treatments=treated("heat", 0, 3, 7, 12, 47, 82, 117))
    assert found.overview is not None
    heat, alone = found.overview.lines
    assert (heat.half.words, heat.half.range, heat.dot, heat.is_open) == ("more than 30 days", "", "", True)
    assert float(heat.bar[0]) < 100
    assert alone.dot


def test_one_curve_needs_no_overview():
    assert page(SIX, treatments=treated("heat", *SIX_SESSIONS)).overview is None


def test_right_after_shows_means_with_their_n():
    (row,) = page("6 0 6 0", treatments=treated("heat", 0, 2)).right_after.open
    assert (row.title, row.before, row.after, row.n, row.helped) == ("Heat", "6.0", "3.0", 2, "2 of 2")


def test_an_empty_diary_has_nothing_to_show():
    assert page(".").is_empty
    assert page_of([], {}, Rules(), by_tool=False).is_empty


@pytest.mark.parametrize(
    ("done", "title"),
    [
        ((("self_pressure", ""),), "Self pressure"),
        ((("self_pressure", "ball"),), "Self pressure (ball)"),
        ((("heat", ""), ("tens", "")), "Heat + TENS"),
        ((("heat", ""), ("stretching", "")), "Heat + stretching"),
    ],
)
def test_treatments_are_called_by_what_was_done(done, title):
    assert title_of(done) == title
