import json

import pytest

from tracker.body.bodymap import Spotted, body_map
from tracker.body.catalogue import anchor, catalogue
from tracker.body.drawing import AREAS, Figure, from_drawing
from tracker.body.sides import Side, View


def spotted(number=1, muscle="levator_scapulae", side=Side.LEFT, pain=6) -> Spotted:
    return Spotted(number, "Left shoulder blade, top", pain, f"#spot-{number}", anchor(muscle, side))


def test_each_spot_is_marked_on_its_own_view_only():
    front, back = body_map("female", [spotted(1), spotted(2, "pectoralis_major")]).views
    assert (front.view, [mark.number for mark in front.marks]) == (View.FRONT, [2])
    assert (back.view, [mark.number for mark in back.marks]) == (View.BACK, [1])


@pytest.mark.parametrize("figure", Figure)
def test_a_mark_stands_where_a_tap_finds_the_spot_again(figure):
    spot = spotted()
    (mark,) = body_map(figure, [spot]).views[1].marks
    found = from_drawing(figure, View.BACK, float(mark.x), float(mark.y))
    assert abs(found.x - spot.point.x) + abs(found.y - spot.point.y) < 0.001
    assert found.side is Side.LEFT


def test_pain_is_said_in_words_and_not_recorded_is_not_zero():
    said = [body_map("male", [spotted(pain=pain)]).views[1].marks[0] for pain in (None, 0, 10)]
    assert [mark.css_class for mark in said] == ["pain-none", "pain-0", "pain-10"]
    assert [mark.description for mark in said] == [
        "1, Left shoulder blade, top, no pain recorded yet",
        "1, Left shoulder blade, top, last pain 0",
        "1, Left shoulder blade, top, last pain 10",
    ]


def test_both_views_say_which_side_is_the_persons():
    front, back = body_map("female", []).views
    assert (front.viewers_left, front.viewers_right) == (Side.RIGHT, Side.LEFT)
    assert (back.viewers_left, back.viewers_right) == (Side.LEFT, Side.RIGHT)


@pytest.mark.parametrize(
    ("shown", "area", "expected"),
    [
        ("", "", (View.BACK, "upper")),
        ("front", "legs", (View.FRONT, "legs")),
        ("inside", "nowhere", (View.BACK, "upper")),
    ],
)
def test_view_and_area_come_from_the_address_if_it_makes_sense(shown, area, expected):
    found = body_map("male", [], shown, area)
    assert (found.shown, found.area.slug) == expected


def test_the_areas_together_show_all_of_the_body():
    for x, y in [(0, 0), (-250, 500), (250, 500), (0, 300), (-90, 1000), (90, 1000)]:
        assert any(
            left <= x <= left + width and top <= y <= top + height
            for left, top, width, height in (each.box for each in AREAS if each.slug != "whole")
        )


def test_the_page_can_say_the_place_under_its_crosshair():
    for view, drawn in zip(View, body_map("female", []).views, strict=True):
        places = json.loads(drawn.places)
        assert len(places) == sum(view in muscle.centres for muscle in catalogue().muscles.values())
        assert all(x >= 0 and radius > 0 and name for x, _, radius, name in places)
