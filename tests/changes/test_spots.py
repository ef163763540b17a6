import datetime
import threading
from uuid import uuid4

import pytest
from django.db import connection

from tests import factories
from tracker.body.sides import Point, Side, View
from tracker.changes.merging import merge
from tracker.changes.spots import add_spot, archive, move, rename, unarchive
from tracker.models import Spot
from tracker.records import spot_record

DAY = datetime.date(2026, 3, 10)
HERE = Point(View.BACK, Side.LEFT, 0.046, 0.164)
NOW = datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)


def later(days: int) -> datetime.date:
    return DAY + datetime.timedelta(days=days)


def asked_days(spot: Spot, until: int = 10) -> list[int]:
    """Days after DAY on which a completed check-in would imply that the spot was quiet."""
    record = spot_record(spot)
    return [number for number in range(until) if record.asked_on(later(number).toordinal())]


def test_a_new_spot_is_anchored_where_it_was_marked_and_asked_about_from_its_day_on(alice):
    spot = add_spot(alice, uuid4(), "levator_scapulae", HERE, DAY, "  the  nasty one ")
    assert (spot.muscle, spot.side, spot.view) == ("levator_scapulae", "left", "back")
    assert (spot.x, spot.y) == (spot.anchor_x, spot.anchor_y) == (0.046, 0.164)
    assert (spot.number, spot.nickname, spot.first_day) == (1, "the nasty one", DAY)


def test_adding_the_same_spot_twice_makes_one(alice):
    key = uuid4()
    first = add_spot(alice, key, "levator_scapulae", HERE, DAY)
    again = add_spot(alice, key, "rhomboids", HERE, later(3))
    assert again == first
    assert Spot.objects.for_user(alice).count() == 1


def test_two_people_may_use_the_same_public_id_and_number_their_spots_apart(alice, bob):
    key = uuid4()
    assert add_spot(alice, key, "levator_scapulae", HERE, DAY) != add_spot(
        bob, key, "levator_scapulae", HERE, DAY
    )
    assert add_spot(bob, uuid4(), "rhomboids", HERE, DAY).number == 2


def test_the_number_of_a_spot_that_was_merged_is_never_given_again(alice):
    one, two = (add_spot(alice, uuid4(), "levator_scapulae", HERE, DAY) for _ in range(2))
    merge(one, two, in_doubt=lambda *_: (), now=NOW)
    assert add_spot(alice, uuid4(), "rhomboids", HERE, DAY).number == 3


def test_a_spot_sent_again_after_it_was_merged_is_the_one_it_was_merged_into(alice):
    one, two = (add_spot(alice, uuid4(), "levator_scapulae", HERE, DAY) for _ in range(2))
    merge(one, two, in_doubt=lambda *_: (), now=NOW)
    assert add_spot(alice, two.public_id, "levator_scapulae", HERE, DAY) == one


@pytest.mark.django_db(transaction=True)
def test_spots_added_at_the_same_moment_get_different_numbers(make_person):
    person = make_person("dora")
    ready = threading.Barrier(4)

    def add() -> None:
        ready.wait()
        add_spot(person, uuid4(), "levator_scapulae", HERE, DAY)
        connection.close()

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Spot.objects.for_user(person).values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_one_spot_sent_twice_at_the_same_moment_is_one_spot(make_person):
    person, key = make_person("dora"), uuid4()
    ready = threading.Barrier(2)

    def add() -> None:
        ready.wait()
        add_spot(person, key, "levator_scapulae", HERE, DAY)
        connection.close()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Spot.objects.for_user(person).count() == 1


def test_renaming_tidies_spaces_and_an_empty_name_takes_the_nickname_away(alice):
    spot = factories.spot(alice)
    rename(spot, " old   friend ")
    spot.refresh_from_db()
    assert spot.nickname == "old friend"
    rename(spot, "   ")
    spot.refresh_from_db()
    assert spot.nickname == ""


def test_moving_a_spot_leaves_its_anchor_where_the_first_mark_was(alice):
    spot = factories.spot(alice)
    anchor = (spot.anchor_view, spot.anchor_x, spot.anchor_y)
    move(spot, "pectoralis_minor", Point(View.FRONT, Side.RIGHT, 0.08, 0.2))
    spot.refresh_from_db()
    assert (spot.muscle, spot.side, spot.view, spot.x, spot.y) == (
        "pectoralis_minor",
        "right",
        "front",
        0.08,
        0.2,
    )
    assert (spot.anchor_view, spot.anchor_x, spot.anchor_y) == anchor


def test_an_archived_spot_is_not_implied_to_be_quiet_until_it_is_brought_back(alice):
    spot = factories.spot(alice, first_day=DAY)
    archive(spot, later(3))
    assert asked_days(spot) == [0, 1, 2]
    unarchive(spot, later(6))
    spot.refresh_from_db()
    assert asked_days(spot) == [0, 1, 2, 6, 7, 8, 9]
    archive(spot, later(8))
    assert asked_days(spot) == [0, 1, 2, 6, 7]


def test_archiving_again_keeps_the_first_day_of_the_absence(alice):
    spot = factories.spot(alice, first_day=DAY)
    archive(spot, later(3))
    archive(spot, later(7))
    assert spot.archived_on == later(3)


def test_archived_and_brought_back_on_one_day_leaves_no_trace(alice):
    spot = factories.spot(alice, first_day=DAY)
    archive(spot, later(3))
    unarchive(spot, later(3))
    unarchive(spot, later(5))
    assert (spot.archived_on, spot.archived_before) == (None, [])
