import datetime
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests import factories
from tracker.analysis.series import spot_series
from tracker.http import today_of
from tracker.models import CheckIn, Rating, Spot
from tracker.records import pain_diary_of, spot_record

HERE = {"muscle": "levator_scapulae", "side": "left", "view": "back", "x": "0.0460", "y": "0.1640"}


@pytest.fixture
def today(alice) -> datetime.date:
    return today_of(alice)


def send(client, **fields: object):
    sent = {**HERE, "public_id": uuid4(), **fields}
    return client.post(
        reverse("spot-add"), {name: value for name, value in sent.items() if value is not None}
    )


def test_a_spot_is_added_with_its_pain_and_the_answer_leads_to_its_place_on_today(alice, client_of, today):
    key = uuid4()
    response = send(client_of(alice), public_id=key, pain=6)
    assert response.status_code == 303
    assert response["Location"] == f"/#spot-{key}"
    spot = Spot.objects.get(person=alice, public_id=key)
    assert (spot.x, spot.y, spot.number, spot.first_day) == (0.046, 0.164, 1, today)
    rating = Rating.objects.get()
    assert (rating.spot, rating.date, rating.pain) == (spot, today, 6)
    assert CheckIn.objects.get().completed_at is None


def test_pain_zero_is_recorded_and_no_pain_is_not(alice, client_of):
    send(client_of(alice), pain=0)
    assert Rating.objects.get().pain == 0
    send(client_of(alice), pain="", muscle="rhomboids")
    assert Rating.objects.count() == 1
    assert Spot.objects.count() == 2


def test_a_request_sent_twice_makes_one_spot_and_one_rating(alice, client_of):
    key, client = uuid4(), client_of(alice)
    assert [send(client, public_id=key, pain=4).status_code for _ in range(2)] == [303, 303]
    assert (Spot.objects.count(), Rating.objects.count()) == (1, 1)


def test_a_spot_may_be_added_to_a_past_day(alice, client_of, today):
    date = today - datetime.timedelta(days=5)
    response = send(client_of(alice), date=date.isoformat(), pain=3)
    assert response["Location"].startswith(reverse("day", args=[date.isoformat()]))
    assert Spot.objects.get().first_day == Rating.objects.get().date == date


def test_without_a_point_the_spot_lies_at_the_centre_of_its_muscle(alice, client_of):
    send(client_of(alice), x=None, y=None, view=None)
    spot = Spot.objects.get()
    assert (spot.view, spot.x, spot.y) == ("back", 0.046, 0.164)


def test_near_a_known_spot_it_asks_first_and_saves_nothing(alice, client_of):
    known = factories.spot(alice, nickname="desk corner", x=0.06)
    response = send(client_of(alice), pain=6, x="0.0461")
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Is this your “desk corner” spot?" in shown
    assert str(known.public_id) in shown
    assert 'name="x" value="0.0461"' in shown
    assert 'name="pain" value="6"' in shown
    assert (Spot.objects.count(), Rating.objects.count()) == (1, 0)


def test_yes_that_one_records_the_pain_there(alice, client_of):
    known = factories.spot(alice)
    response = send(client_of(alice), pain=6, same=known.public_id)
    assert response["Location"] == f"/#spot-{known.public_id}"
    assert Spot.objects.get() == known
    assert Rating.objects.get().spot == known


def test_no_a_new_spot_adds_it_all_the_same(alice, client_of):
    factories.spot(alice)
    assert send(client_of(alice), pain=6, same="no").status_code == 303
    assert Spot.objects.count() == 2


def test_an_archived_spot_is_asked_about_too_and_comes_back_when_it_is_the_one(alice, client_of, today):
    away = today - datetime.timedelta(days=10)
    known = factories.spot(alice, archived_on=away)
    assert "It is archived" in send(client_of(alice), pain=6).content.decode()
    send(client_of(alice), pain=6, same=known.public_id)
    known.refresh_from_db()
    assert known.archived_on is None
    assert known.archived_before == [[away.isoformat(), today.isoformat()]]


def test_back_filling_a_day_of_its_absence_brings_a_spot_back_from_today_on_only(alice, client_of, today):
    away, date = today - datetime.timedelta(days=10), today - datetime.timedelta(days=5)
    known = factories.spot(alice, archived_on=away)
    factories.check_in(alice, today - datetime.timedelta(days=3), completed=True)
    send(client_of(alice), pain=6, date=date.isoformat(), same=known.public_id)
    known.refresh_from_db()
    assert (known.archived_on, known.archived_before) == (None, [[away.isoformat(), today.isoformat()]])
    assert spot_series(pain_diary_of(alice), spot_record(known)) == {date.toordinal(): 6}


def test_back_filling_a_day_before_it_was_archived_leaves_it_archived(alice, client_of, today):
    away, date = today - datetime.timedelta(days=10), today - datetime.timedelta(days=12)
    known = factories.spot(alice, archived_on=away)
    shown = send(client_of(alice), pain=6, date=date.isoformat()).content.decode()
    assert "It stays archived" in shown
    send(client_of(alice), pain=6, date=date.isoformat(), same=known.public_id)
    known.refresh_from_db()
    assert (known.archived_on, known.archived_before) == (away, [])
    assert Rating.objects.get().date == date


def test_a_mark_beyond_two_percent_of_body_height_or_on_the_other_side_does_not_ask(alice, client_of):
    factories.spot(alice)
    assert send(client_of(alice), x="0.0665").status_code == 303
    assert send(client_of(alice), side="right").status_code == 303


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("pain", "11", "A whole number from 0 to 10"),
        ("pain", "-1", "A whole number from 0 to 10"),
        ("muscle", "wings", "Choose a muscle"),
        ("side", "up", "Choose left, right or middle"),
        ("view", "top", "Choose front or back"),
        ("view", "front", "marked on the back"),
        ("x", "2", "not on the drawing"),
        ("y", "nan", "not on the drawing"),
        ("side", "midline", "does not reach the middle"),
        ("date", "2999-01-01", "has not come yet"),
        ("date", "1899-12-31", "from 1900 on"),
        ("date", "yesterday", "Enter a valid date"),
        ("public_id", "one", "choose the place anew"),
    ],
)
def test_what_does_not_fit_is_refused_by_the_field_and_nothing_typed_is_lost(
    alice, client_of, field, value, message
):
    response = send(client_of(alice), **{"pain": "7", field: value})
    shown = response.content.decode()
    assert response.status_code == 422
    assert message in shown
    assert field == "pain" or 'value="7"' in shown
    assert not Spot.objects.exists()


@pytest.mark.parametrize("answer", ["not-a-spot", str(UUID(int=5))])
def test_an_answer_that_names_no_spot_of_the_person_is_not_found(alice, client_of, answer):
    assert send(client_of(alice), same=answer, pain=5).status_code == 404


def test_the_spot_of_somebody_else_is_neither_asked_about_nor_an_answer(alice, charlie, client_of):
    theirs = factories.spot(alice)
    assert send(client_of(charlie), same=theirs.public_id, pain=5).status_code == 404
    assert send(client_of(charlie), pain=5).status_code == 303
    assert not Rating.objects.filter(spot=theirs).exists()
