"""The data rules of recurrence, stated on diaries of a few days."""

from dataclasses import replace
from typing import Any

from tests.factories import diary
from tracker.analysis.flags import Level
from tracker.analysis.records import Diary, TreatmentRecord
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of
from tracker.analysis.rules import Rules
from tracker.analysis.sessions import Outcome


def found(made: Diary, as_of: int | None = None, **rules: Any) -> SpotRecurrence:
    """What is said of spot "a"."""
    last_day = max(check_in.day for check_in in made.check_ins) if as_of is None else as_of
    return recurrence_of(made, last_day, Rules(**rules), {})["a"]


def treated(day: int, **fields: Any) -> TreatmentRecord:
    return TreatmentRecord(day, "a", "heat")._replace(**fields)


def outcomes(spot: SpotRecurrence) -> list[tuple[int, Outcome]]:
    return [(session.day, session.outcome) for session in spot.sessions]


def test_pain_after_a_treatment_brings_no_relief_and_starts_no_episode():
    eased = found(diary("6 . 6", treatments=(treated(1, pain_after=0),)))
    assert [each.relief_day for each in eased.timeline.episodes] == [None]
    worse = found(diary("0 . 0", treatments=(treated(1, pain_after=9),)))
    assert worse.timeline.episodes == ()


def test_pain_before_a_treatment_is_pain_of_that_day():
    spot = found(diary("0 . 0", treatments=(treated(1, pain_before=5),)))
    assert [(each.start, each.relief_day) for each in spot.timeline.episodes] == [(1, 2)]
    assert outcomes(spot) == [(1, Outcome.RELIEVED)]


def test_a_completed_day_on_which_the_spot_is_not_mentioned_is_its_relief():
    assert found(diary("6 c")).timeline.episodes[0].relief_day == 1
    assert found(diary("6 .", "1 1"), as_of=1).timeline.episodes[0].relief_day is None


def test_a_spot_is_neither_relieved_nor_back_while_it_is_archived():
    made = diary("6 c c c c 6")
    away = replace(made.spots[0], archived=((1, 5),))
    spot = found(replace(made, spots=(away,)))
    assert [(each.start, each.relief_day, each.origin.value) for each in spot.timeline.episodes] == [
        (0, None, "first"),
        (5, None, "unknown_interval"),
    ]


def test_only_work_on_the_spot_itself_is_a_session():
    made = diary(
        "6 6 6 6 6",
        treatments=(
            treated(0, spot=None),
            treated(1, kind="none"),
            treated(2, kind="workstation", started=1),
            treated(3),
            treated(3, spot="b"),
        ),
    )
    assert outcomes(found(made)) == [(3, Outcome.PENDING)]


def test_all_that_is_done_to_a_spot_on_one_day_is_one_session():
    made = diary("6 6 0", treatments=(treated(1), treated(1, kind="stretching"), treated(1)))
    spot = found(made)
    assert [session.kinds for session in spot.sessions] == [("heat", "stretching")]
    assert [record.label for record in spot.durability] == ["heat+stretching"]


def test_a_day_of_nothing_on_purpose_adds_no_kind_to_a_session():
    made = diary("6 0", treatments=(treated(0), treated(0, kind="none")))
    assert [record.label for record in found(made).durability] == ["heat"]


def test_preventive_sessions_are_counted_beside_the_time_away_they_fall_in():
    made = diary("6 0 0 0 6 0", treatments=(treated(0), treated(2), treated(3), treated(5)))
    first, second = found(made).durability
    assert (first.days, first.preventive) == ((4, 4), 2)
    assert (second.label, second.preventive) == ("untreated", 1)


def test_the_rules_of_one_spot_are_its_own():
    made = diary("4 2 4", "4 2 4")
    by_spot = {"b": Rules(active_min=3, quiet_max=2)}
    each = recurrence_of(made, 2, Rules(), {}, by_spot)
    assert [len(each[key].timeline.episodes) for key in "ab"] == [1, 2]


def test_a_spot_with_nothing_written_has_nothing_but_stale_flags():
    made = replace(diary("6 6", ". ."), treatments=(treated(1, spot="b"),))
    spot = recurrence_of(made, 1, Rules(), {})["b"]
    assert (spot.timeline.episodes, spot.durability) == ((), ())
    assert outcomes(spot) == [(1, Outcome.UNASSIGNED)]
    assert (spot.flags.stale, spot.flags.level) == (True, Level.NONE)


def test_a_day_written_down_late_changes_what_was_said():
    treatments = (treated(0), treated(4))
    gap, filled = (diary(text, treatments=treatments) for text in ("6 0 . . 6 0", "6 0 6 0 6 0"))
    assert [record.days for record in found(gap).durability] == [(2, 4), (1, None)]
    assert [record.days for record in found(filled).durability] == [(2, 2), (2, 2), (1, None)]


def test_a_treatment_that_supersedes_is_told_with_the_one_it_followed():
    made = diary("6 6 0", treatments=(treated(0), treated(1, kind="stretching")))
    (record,) = found(made).durability
    assert record.label == "heat+stretching"
    assert [session.day for session in record.course] == [0, 1]
