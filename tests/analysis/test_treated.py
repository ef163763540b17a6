import pytest

from tests.factories import diary
from tracker.analysis.records import TreatmentRecord
from tracker.analysis.recurrence import recurrence_of
from tracker.analysis.returns import middle
from tracker.analysis.rules import Rules
from tracker.analysis.treated import (
    Effort,
    Immediate,
    effort,
    groups_of,
    immediate,
    relief_rate,
    wilson,
)


def treated(day: int, kind: str, tool: str = "", minutes: float | None = 2, *pains: int) -> TreatmentRecord:
    return TreatmentRecord(day, "a", kind, tool, minutes, *pains)


def groups(text: str, *treatments: TreatmentRecord, by_tool: bool = False):
    found = recurrence_of(diary(text, treatments=treatments), len(text.split()) - 1, Rules(), {})
    return groups_of(found.values(), by_tool=by_tool)


def test_reliefs_go_to_what_was_done_and_none_is_lost():
    found = groups(
        "5 0 0 5 0 5 0 0 5 5 5 5 0 0",
        treated(0, "heat"),
        treated(3, "heat"),
        treated(3, "stretching"),
        treated(8, "cold"),
    )
    heat, both, cold = found.treated
    assert [each.done for each in found.treated] == [
        (("heat", ""),),
        (("heat", ""), ("stretching", "")),
        (("cold", ""),),
    ]
    assert heat.followed == [("a", 3, True)]
    assert both.followed == [("a", 2, True)]
    assert cold.followed == []
    assert found.untreated.followed == [("a", 3, True)]
    assert found.late.followed == [("a", 2, False)]
    assert (heat.spots, heat.counts.returns, cold.spots) == (1, 1, 0)


def test_tools_are_told_apart_when_asked_for():
    rows = (treated(0, "self_pressure", "ball"), treated(3, "self_pressure", "cane"))
    assert len(groups("5 0 0 5 0 0", *rows).treated) == 1
    by_tool = groups("5 0 0 5 0 0", *rows, by_tool=True).treated
    assert [each.done for each in by_tool] == [(("self_pressure", "ball"),), (("self_pressure", "cane"),)]


def test_an_unsure_return_counts_in_the_middle_and_one_still_away_until_last_seen():
    (heat,) = groups("5 0 . . 5 0 0 0", treated(0, "heat"), treated(4, "heat")).treated
    assert [relief.record.days for relief in heat.reliefs] == [(2, 4), (3, None)]
    assert heat.followed == [("a", 3, True), ("a", 3, False)]
    assert [relief.is_exact for relief in heat.reliefs] == [False, False]
    assert [relief.away_now for relief in heat.reliefs] == [False, True]
    assert middle((5, 5)) == 5


def test_what_a_gap_hides_is_not_away_now():
    (heat,) = groups("5 0 0 . . . . 0 0", treated(0, "heat")).treated
    assert [(relief.record.days, relief.away_now) for relief in heat.reliefs] == [((2, None), False)]


def test_the_relief_rate_counts_sessions_with_a_known_outcome():
    (heat,) = groups("5 0 5 5 5 5 0 5 0 0", *(treated(day, "heat") for day in (0, 2, 5, 9))).treated
    rate = relief_rate(heat)
    assert (rate.part, rate.n) == (2, 3)
    assert relief_rate(groups("5 0").late).interval is None


def test_wilsons_interval_agrees_with_the_printed_one():
    """81 of 263, example of Newcombe, Statistics in Medicine 1998;17:857-872, table I."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)


def test_what_helped_at_once_needs_a_fall_of_two_points_and_30_percent_from_three_or_more():
    pains = [(6, 4), (7, 5), (3, 1), (2, 0), (5, 4)]
    rows = [treated(day, "heat", "", 2, *pair) for day, pair in enumerate(pains)]
    (heat,) = groups("6 7 3 2 5 5", *rows, treated(5, "heat")).treated
    assert immediate(heat) == Immediate(n=5, before=4.6, after=2.8, helped=2, eligible=4)
    (cold,) = groups("6", treated(0, "cold")).treated
    assert immediate(cold) is None


def test_effort_counts_the_course_of_each_relief_and_minutes_only_where_all_are_known():
    (heat,) = groups(
        "5 5 0 0 0 5 0 5 0 0",
        treated(0, "heat", "", 4),
        treated(1, "heat", "", 3),
        treated(5, "heat", "", None),
        treated(7, "heat", "", 5),
    ).treated
    assert effort(heat) == Effort(reliefs=3, sessions=4, away=5, timed=2, minutes=12, timed_away=4)
