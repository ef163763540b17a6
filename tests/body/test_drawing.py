import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.body.catalogue import catalogue, muscles_near
from tracker.body.drawing import Figure, Triangle, from_drawing, mesh, on_silhouette, to_drawing
from tracker.body.sides import Point, Side, View

DRAWINGS = [(figure, view) for figure in Figure for view in View]
drawings = st.sampled_from(DRAWINGS)
sides = st.sampled_from([Side.LEFT, Side.RIGHT])


def area(corners) -> float:
    (ax, ay), (bx, by), (cx, cy) = corners
    return ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2


@pytest.mark.parametrize(("figure", "view"), DRAWINGS)
def test_no_triangle_of_the_mesh_is_folded(figure, view):
    for triangle in mesh(figure, view):
        assert area(triangle.reference) > 0
        # An image less than a twentieth of its share of the body would make taps there too coarse.
        assert area(triangle.drawn) > 0.04 * 1e6 * area(triangle.reference)


@pytest.mark.parametrize(("figure", "view"), DRAWINGS)
def test_the_mesh_covers_its_rectangle_without_gap_or_overlap(figure, view):
    for side in (Triangle.reference, Triangle.drawn):
        triangles = [side.__get__(each) for each in mesh(figure, view)]
        xs = [x for corners in triangles for x, _ in corners]
        ys = [y for corners in triangles for _, y in corners]
        whole = (max(xs) - min(xs)) * (max(ys) - min(ys))
        assert math.isclose(sum(area(corners) for corners in triangles), whole, rel_tol=1e-9)


@given(drawings, sides, st.floats(0.0, 0.3), st.floats(-0.05, 1.05))
def test_to_the_drawing_and_back_gives_the_same_point(drawing, side, x, y):
    figure, view = drawing
    back = from_drawing(figure, view, *to_drawing(figure, Point(view, side, x, y)))
    assert math.hypot(back.x - x, back.y - y) < 1e-6
    assert back.side is side or back.x < 1e-6


@given(drawings, st.floats(-240, 240), st.floats(-20, 1020))
def test_from_the_drawing_and_back_gives_the_same_place(drawing, x, y):
    figure, view = drawing
    again = to_drawing(figure, from_drawing(figure, view, x, y))
    assert math.hypot(again[0] - x, again[1] - y) < 1e-4


@given(drawings, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
@example((Figure.FEMALE, View.FRONT), 0.0, 7.0)
@example((Figure.MALE, View.FRONT), 0.0, 7.0)
def test_a_place_far_off_the_drawing_still_gives_a_point_of_the_mesh(drawing, x, y):
    point = from_drawing(*drawing, x, y)
    rounding = 1e-9
    assert 0 <= point.x <= 0.32 + rounding
    assert -0.1 - rounding <= point.y <= 1.1 + rounding


@pytest.mark.parametrize("figure", Figure)
def test_left_is_the_persons_left_on_both_views(figure):
    """Seen from behind, the left shoulder is on the viewer's left; from the front it is on the viewer's right."""
    for each in catalogue().muscles.values():
        for view, centre in each.centres.items():
            left, _ = to_drawing(figure, Point(view, Side.LEFT, centre.x, centre.y))
            right, _ = to_drawing(figure, Point(view, Side.RIGHT, centre.x, centre.y))
            assert left == -right
            assert (left > 0) == (view is View.FRONT)
            assert from_drawing(figure, view, left, 300).side is Side.LEFT
            assert from_drawing(figure, view, right, 300).side is Side.RIGHT


@pytest.mark.parametrize("figure", Figure)
def test_a_tap_on_a_drawn_mark_offers_its_muscle(figure):
    for each in catalogue().muscles.values():
        for view, centre in each.centres.items():
            x, y = to_drawing(figure, Point(view, Side.RIGHT, centre.x, centre.y))
            assert muscles_near(from_drawing(figure, view, round(x, 1), round(y, 1)), 1) == (each,)


def test_a_finger_beside_the_body_still_means_the_body():
    square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
    assert on_silhouette([square], 50, 50)
    assert on_silhouette([square], 110, 50)
    assert not on_silhouette([square], 120, 50)
    assert not on_silhouette([], 50, 50)


def test_close_to_the_spine_is_the_middle():
    assert Point(View.BACK, Side.LEFT, 0.005, 0.4).to_midline() == Point(View.BACK, Side.MIDLINE, 0.0, 0.4)
    assert Point(View.BACK, Side.LEFT, 0.011, 0.4).to_midline().side is Side.LEFT
