import datetime

import pytest
from django.urls import reverse

from tests.factories import spot
from tracker.body.catalogue import anchor, muscle
from tracker.body.drawing import Figure, to_drawing
from tracker.body.sides import Point, Side, View

HTMX = {"HX-Request": "true"}


@pytest.fixture
def alices(alice, client_of):
    return client_of(alice)


def tap_on(client, point: Point, figure=Figure.FEMALE, **query):
    x, y = to_drawing(figure, point)
    address = {"view": point.view, "x": f"{x:.1f}", "y": f"{y:.1f}", **query}
    return client.post(reverse("body-near"), address, headers=HTMX)


def test_a_tap_offers_the_muscles_there_in_plain_words_and_by_name(alices):
    answer = tap_on(alices, anchor("upper_trapezius", Side.RIGHT, View.BACK))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Right top of shoulder" in page
    assert "Right shoulder blade, top" in page
    assert "levator scapulae" in page
    assert page.count('type="radio"') == 5
    assert page.count('name="pain"') == 12
    assert "choose from the list" in page


def test_the_form_carries_what_adding_needs(alices):
    context = tap_on(alices, anchor("gluteus_maximus", Side.LEFT), date="2026-03-01").context
    assert context["date"] == datetime.date(2026, 3, 1)
    assert context["point"].side is Side.LEFT
    assert abs(context["point"].x - 0.052) < 0.001
    assert context["public_id"].version == 4


def test_the_persons_own_figure_counts(make_person, client_of):
    adam = client_of(make_person("adam", figure="male"))
    point = anchor("soleus", Side.LEFT)
    assert tap_on(adam, point, Figure.MALE).context["candidates"][0].muscle == "soleus"


def test_a_tap_beside_a_known_spot_asks_first(alice, alices):
    known = spot(alice, "infraspinatus", Side.RIGHT)
    near = Point(View.BACK, Side.RIGHT, known.x + 0.01, known.y + 0.01)
    page = tap_on(alices, near).content.decode()
    assert "Is this your right shoulder blade spot?" in page
    assert page.count(f'name="same" value="{known.public_id}"') == 1
    assert page.count('name="same" value="no"') == 1


def test_the_question_uses_the_nickname(alice, alices):
    known = spot(alice, nickname="Desk devil")
    assert "Is this your Desk devil spot?" in tap_on(alices, anchor(known.muscle, Side.LEFT)).content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        Point(View.BACK, Side.RIGHT, 0.046, 0.164),
        Point(View.BACK, Side.LEFT, 0.046, 0.185),
        Point(View.BACK, Side.LEFT, 0.052, 0.492),
    ],
)
def test_another_side_or_farther_away_is_another_spot(alice, alices, elsewhere):
    spot(alice)
    assert tap_on(alices, elsewhere).context["known"] is None


def test_it_knows_nothing_of_the_spots_of_others(bob, alices):
    spot(bob)
    assert tap_on(alices, anchor("levator_scapulae", Side.LEFT)).context["known"] is None


def test_close_to_the_spine_the_middle_is_meant(alices):
    context = tap_on(alices, Point(View.BACK, Side.LEFT, 0.002, 0.41)).context
    assert (context["point"].side, context["point"].x) == (Side.MIDLINE, 0)
    assert context["candidates"][0].place == "Low back, by the spine, middle"
    assert all(muscle(each.muscle).reaches_midline for each in context["candidates"])


def test_a_tap_beside_the_body_says_so(alices):
    page = alices.post(reverse("body-near"), {"view": "back", "x": "-240", "y": "900"}, headers=HTMX)
    assert "beside the body" in page.content.decode()
    assert page.content.decode().count("<form") == 0


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"view": "top", "x": "1", "y": "1"},
        {"view": "back", "x": "nan", "y": "1"},
        {"view": "back", "x": "1e9", "y": "1"},
    ],
)
def test_nonsense_is_answered_with_a_clear_line(alices, bad):
    answer = alices.post(reverse("body-near"), bad, headers=HTMX)
    assert answer.status_code == 422
    assert "not on the drawing" in answer.content.decode()


@pytest.mark.parametrize("date", ["2999-01-01", "1899-12-31", "yesterday"])
def test_a_day_that_cannot_be_written_to_is_not_found(alices, date):
    assert alices.get(reverse("body-list"), {"date": date}).status_code == 404


def test_where_it_hurts_is_in_no_address(alices):
    """Addresses end in logs and in the browser's history."""
    assert alices.get(reverse("body-near"), {"view": "back", "x": "0", "y": "300"}).status_code == 405
    assert alices.get(reverse("body-list"), {"q": "levator"}).context["found"] == 70
    answer = alices.get(reverse("body-chosen"), {"chosen": "masseter left"})
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("body-list"))


def test_the_hair_above_the_crown_gives_a_point_of_the_body(alices):
    context = alices.post(reverse("body-near"), {"view": "front", "x": "10", "y": "1"}, headers=HTMX).context
    assert context["point"].y == 0


def test_the_list_holds_every_muscle_with_both_sides(alices):
    page = alices.get(reverse("body-list")).content.decode()
    assert page.count(', left"') == page.count(', right"') == 70
    assert "Head and jaw" in page


def test_a_search_is_sent_as_a_plain_form(alices):
    page = alices.post(reverse("body-list"), {"q": "levator", "date": "2026-03-01"})
    shown = page.content.decode()
    assert shown.count('<div class="caption">levator scapulae</div>') == 1
    assert "infraspinatus" not in shown
    assert page.context["date"] == datetime.date(2026, 3, 1)
    assert "data-none hidden" in shown
    assert "data-none>" in alices.post(reverse("body-list"), {"q": "wing"}).content.decode()


def test_a_muscle_from_the_list_is_added_at_its_own_centre(alices):
    answer = alices.post(reverse("body-chosen"), {"chosen": "quadratus_lumborum right"})
    assert answer.context["point"] == anchor("quadratus_lumborum", Side.RIGHT)
    assert "Right low back, side" in answer.content.decode()


def test_the_list_too_asks_whether_it_is_a_known_spot(alice, alices):
    spot(alice)
    page = alices.post(reverse("body-chosen"), {"chosen": "levator_scapulae left"}).content.decode()
    assert "Is this your left shoulder blade, top spot?" in page


@pytest.mark.parametrize("words", ["no_such_muscle left", "masseter inner", "masseter", ""])
def test_unknown_words_are_not_found(alices, words):
    assert alices.post(reverse("body-chosen"), {"chosen": words}).status_code == 404


def test_the_queries_do_not_grow_with_the_spots(alice, alices, django_assert_max_num_queries):
    for slug in ("levator_scapulae", "rhomboids", "infraspinatus", "gastrocnemius"):
        spot(alice, slug)
    with django_assert_max_num_queries(6):
        tap_on(alices, anchor("levator_scapulae", Side.LEFT))
