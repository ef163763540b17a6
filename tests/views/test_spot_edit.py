import pytest
from django.urls import reverse

from tests import factories
from tracker.body.drawing import Figure, to_drawing
from tracker.body.sides import Point, Side, View
from tracker.models import Spot


@pytest.fixture
def spot(alice) -> Spot:
    return factories.spot(alice)


def send(client, spot: Spot, **fields: object):
    stored = {
        "nickname": spot.nickname,
        "muscle": spot.muscle,
        "side": spot.side,
        "view": spot.view,
        "x": spot.x,
        "y": spot.y,
    }
    return client.post(reverse("spot-edit", args=[spot.public_id]), {**stored, **fields})


def place(spot: Spot) -> tuple[str, str, str, float, float]:
    spot.refresh_from_db()
    return (spot.muscle, spot.side, spot.view, spot.x, spot.y)


def test_saving_without_a_change_changes_nothing(alice, client_of, spot):
    before = place(spot)
    assert send(client_of(alice), spot).status_code == 303
    assert place(spot) == before


def test_a_spot_is_renamed(alice, client_of, spot):
    send(client_of(alice), spot, nickname="desk corner")
    assert "desk corner" in client_of(alice).get(reverse("spot", args=[spot.public_id])).content.decode()


def test_muscle_and_side_are_corrected_and_the_point_stays_as_far_from_the_middle(alice, client_of, spot):
    send(client_of(alice), spot, muscle="upper_trapezius", side="right")
    assert place(spot) == ("upper_trapezius", "right", "back", 0.046, 0.164)
    assert (spot.anchor_x, spot.anchor_y) == (0.046, 0.164)


def test_a_tap_on_the_drawing_says_point_and_side(alice, client_of, spot):
    x, y = to_drawing(Figure.FEMALE, Point(View.BACK, Side.RIGHT, 0.06, 0.2))
    send(client_of(alice), spot, tap_x=f"{x:.1f}", tap_y=f"{y:.1f}")
    muscle, side, view, across, down = place(spot)
    assert (muscle, side, view) == ("levator_scapulae", "right", "back")
    assert (across, down) == (pytest.approx(0.06, abs=5e-4), pytest.approx(0.2, abs=5e-4))


def test_a_tap_beside_the_body_is_refused_and_says_so(alice, client_of, spot):
    response = send(client_of(alice), spot, tap_x="-250", tap_y="20", nickname="typed")
    assert response.status_code == 422
    assert "beside the body" in response.content.decode()
    assert 'value="typed"' in response.content.decode()


@pytest.mark.parametrize(
    ("direction", "moved"), [("up", (0, -1)), ("down", (0, 1)), ("in", (-1, 0)), ("out", (1, 0))]
)
def test_a_nudge_moves_the_dot_on_the_page_and_saves_nothing(alice, client_of, spot, direction, moved):
    before = place(spot)
    response = send(client_of(alice), spot, nudge=direction, nickname="typed")
    form = response.context["form"]
    assert response.status_code == 200
    assert form["x"].value() == pytest.approx(0.046 + 0.006 * moved[0])
    assert form["y"].value() == pytest.approx(0.164 + 0.006 * moved[1])
    assert form["nickname"].value() == "typed"
    assert place(spot) == before


def test_a_nudge_never_leaves_the_body_nor_crosses_the_midline(alice, client_of):
    spot = factories.spot(alice, x=0.001, y=0.0)
    inward = send(client_of(alice), spot, nudge="in").context["form"]
    upward = send(client_of(alice), spot, nudge="up").context["form"]
    assert inward["x"].value() == 0
    assert upward["y"].value() == 0


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"muscle": "pectoralis_major"}, "marked on the front"),
        ({"side": "midline"}, "does not reach the middle"),
        ({"nickname": "x" * 61}, "at most 60 characters"),
        ({"side": "sideways"}, "Choose left, right or middle"),
    ],
)
def test_what_does_not_fit_is_refused_by_the_field(alice, client_of, spot, fields, message):
    before = place(spot)
    response = send(client_of(alice), spot, **fields)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert place(spot) == before
