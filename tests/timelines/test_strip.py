"""Strips of days, as plain numbers: what is drawn where, and that nothing overlaps."""

import datetime
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from tests.factories import diary
from tracker.analysis.period import Period
from tracker.analysis.records import TreatmentRecord
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of
from tracker.analysis.rules import Rules
from tracker.timelines.fitting import room
from tracker.timelines.marks import OTHER, SHAPES
from tracker.timelines.rows import FORTNIGHT, MONTH, QUARTER, YEAR, rows_of
from tracker.timelines.story import recent_story, story_of
from tracker.timelines.strip import Strip

MONDAY = datetime.date(2026, 3, 2).toordinal()


def spot(text: str, *treated: int, first: int = MONDAY, kind: str = "self_pressure") -> SpotRecurrence:
    """A spot whose days begin on a Monday; `treated`: days from there."""
    treatments = tuple(TreatmentRecord(first + day, "a", kind) for day in treated)
    written = diary(text, first=first, treatments=treatments)
    return recurrence_of(written, first + len(text.split()) - 1, Rules(), {})["a"]


def only(found: SpotRecurrence) -> Strip:
    (strip,) = story_of(found).strips
    return strip


def random_spot(days: int, seed: int = 1) -> SpotRecurrence:
    random = Random(seed)
    text = " ".join(random.choices(["0", "2", "5", "8", "."], [5, 1, 2, 1, 1], k=days))
    return spot(text, *random.sample(range(days), days // 3))


@pytest.mark.parametrize(
    ("days", "slots", "strips"),
    [(1, FORTNIGHT, 1), (42, FORTNIGHT, 3), (91, MONTH, 4), (365, QUARTER, 5), (3650, YEAR, 11)],
)
def test_more_days_are_drawn_in_longer_strips(days, slots, strips):
    last = datetime.date(2026, 11, 22).toordinal()
    rows = rows_of(Period(last - days + 1, last))
    assert {row.slots for row in rows} == {slots}
    assert len(rows) == strips
    assert rows[-1].last == last


def test_a_day_has_the_height_and_the_colour_of_its_pain():
    columns = only(spot("0 5 8 0 2")).columns
    assert [column.pain for column in columns] == [5, 8, 2]
    assert [column.height for column in columns] == [19, 28, 10]
    assert [round(column.x * 14 / 100) for column in columns] == [8, 9, 11]  # the second week of the strip


def test_a_year_has_a_column_a_week_as_high_as_it_had_painful_days():
    found = spot(" ".join(["5 8 2 0 0 0 0"] * 120))
    strips = story_of(found, "everything").strips
    whole = [column for strip in strips for column in strip.columns if column.pain == 8]
    assert len(whole) >= 118
    assert {column.height for column in whole[5:100]} == {round(34 * 2 / 7)}


def test_days_that_say_nothing_are_hatched_and_the_last_day_is_not_over_yet():
    strip = only(spot("0 . . 5 ."))
    assert [(round(box.x * 14 / 100), round(box.width * 14 / 100)) for box in strip.unknown] == [(8, 2)]
    assert strip.unknown[0].words == "Not recorded 3 Mar 2026 to 4 Mar 2026"


def test_days_before_a_spot_was_there_or_while_it_was_archived_are_not_hatched():
    written = diary("0 . . . 0 0", first=MONDAY)
    away = replace(written, spots=(replace(written.spots[0], archived=((MONDAY + 1, MONDAY + 3),)),))
    found = recurrence_of(away, MONDAY + 5, Rules(), {})["a"]
    assert [round(box.width * 14 / 100) for box in only(found).unknown] == [1]
    assert only(found).unknown[0].x == pytest.approx(10 / 14 * 100, abs=0.01)


def test_a_quick_return_is_shaded_from_the_treatment_to_the_return_and_labelled():
    strip = only(spot("0 5 0 0 5 0 0 0 0 0 0 0 0 0", 1))
    (shade,) = strip.shaded
    assert (shade.x * 14 / 100, shade.width * 14 / 100) == pytest.approx((1.5, 2.5), abs=0.01)
    first, second = strip.away
    assert (first.label, first.quick, first.words) == (
        "3 days",
        True,
        "Back 3 days after self pressure on 3 Mar 2026",
    )
    assert (second.label, second.open) == ("more than 9 days", True)


def test_the_key_names_only_the_lines_that_are_drawn():
    drawn = {
        log: story_of(spot(log, *treated))
        for log, treated in {"5 5 5 5": (1,), "5 0 0 5": (0,), "5 0 0 5 0": (0,)}.items()
    }
    assert [(story.has_away, story.has_shaded) for story in drawn.values()] == [
        (False, False),
        (False, True),
        (True, True),
    ]


def test_a_late_or_untreated_return_is_labelled_and_not_shaded():
    late = only(spot("0 5 0 0 0 0 0 0 0 0 5", 1))
    untreated = only(spot("0 5 0 0 5"))
    assert [line.label for line in late.away] == ["9 days"]
    assert [line.label for line in untreated.away] == ["3 days"]
    assert late.shaded == untreated.shaded == ()


def test_a_return_that_lies_in_a_gap_says_from_when_to_when():
    (line,) = only(spot("5 0 . . 5")).away
    assert line.label == "2-4 days"
    assert line.unsure > 0


def test_a_return_under_the_next_strip_is_labelled_there_alone():
    # Painful on a Sunday, back on the Monday after next, fifteen days later.
    found = spot("0 0 0 0 0 0 0 0 0 0 0 0 0 5 " + "0 " * 14 + "5 0")
    labels = [[line.label for line in strip.away if line.label] for strip in story_of(found).strips]
    assert [label for strip in labels for label in strip if label == "15 days"] == ["15 days"]


@pytest.mark.parametrize("days", [40, 90, 300, 700])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_labels_never_overlap(days, seed):
    for strip in story_of(random_spot(days, seed), "everything").strips:
        for level in (0, 1):
            placed = [(each.label_x, each.label) for each in strip.away if each.label and each.level == level]
            edges = sorted((x - room(text) / 2, x + room(text) / 2) for x, text in placed)
            assert all(end <= start + 1e-6 for (_, end), (start, _) in pairwise(edges))
            assert all(start >= -0.01 and end <= 100.01 for start, end in edges)


def test_a_kind_has_the_same_shape_for_every_spot_and_the_seldom_ones_share_one():
    kinds = ["heat", "cold", "massage", "stretching", "tens", "rest"]
    done = tuple(
        TreatmentRecord(MONDAY + day, "a", kind)
        for place, kind in enumerate(kinds)
        for day in range(place, 60, 7 + place)
    )
    written = diary("5 " * 90, first=MONDAY, treatments=done)
    found = recurrence_of(written, MONDAY + 89, Rules(), {})["a"]
    for word in ("everything", "6-weeks"):
        key = [(item.shape, [label for label, _ in item.kinds]) for item in story_of(found, word).key]
        assert key[:3] == [("diamond", ["Stretching"]), ("circle", ["Heat"]), ("square", ["Massage"])]
        assert key[3:] == [("cross", ["Cold", "TENS", "Rest or pacing"])]
    assert [item.shape for item in story_of(spot("5 0", 0)).key] == ["triangle"]
    assert len({*SHAPES.values(), OTHER}) == len(SHAPES) + 1


def test_ten_years_stay_small():
    story = story_of(random_spot(3650), "everything")
    assert len(story.strips) <= 11
    assert sum(len(strip.columns) + len(strip.treated) for strip in story.strips) <= 11 * 53 * 2
    assert len(story.rows) == 120
    assert story.left_off == len(random_spot(3650).timeline.episodes) - 120


def test_a_range_begins_as_many_days_back_as_it_says_and_leaves_the_rest_of_its_strip_blank():
    story = story_of(spot("5 " * 114, first=datetime.date(2026, 8, 1).toordinal()), "3-months")
    assert story.period.days == 91
    first, *_, last = story.strips
    assert (first.row.title, first.row.first) == ("Aug 2026", last.row.last - 90)
    days = first.row.last - first.row.first + 1
    assert len(first.columns) == days == 8
    assert first.columns[0].x == pytest.approx(23 / 31 * 100, abs=0.01)


@pytest.mark.parametrize(("logged", "shown"), [(7, 21), (21, 21), (50, 50), (200, 90)])
def test_a_single_strip_begins_where_the_diary_does(logged, shown):
    story = recent_story(spot("5 " * logged), 90)
    assert story.period.days == story.strips[0].row.slots == shown


def test_the_last_days_are_one_strip():
    (strip,) = recent_story(random_spot(300), 90).strips
    assert strip.row.slots == 90
    assert strip.row.last - strip.row.first == 89


def test_an_empty_story_is_one_empty_strip():
    found = recurrence_of(diary("", first=MONDAY), MONDAY + 3, Rules(), {})["a"]
    strip = only(found)
    assert strip.columns == strip.away == strip.episodes == ()
    assert strip.summary.endswith("no episode; treated on 0, not recorded on 3 of 3 days")
