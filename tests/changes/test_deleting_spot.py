"""One spot is gone with all that was recorded of it; the others keep theirs."""

import datetime
import uuid

import pytest

from tests import factories
from tracker.body.catalogue import muscle
from tracker.body.sides import Point, Side, View
from tracker.changes import day, merging, treatments, trials
from tracker.changes.deleting_spot import delete_spot, plan_spot
from tracker.changes.fields import FieldChange
from tracker.changes.recurrence import rest_as_seen
from tracker.changes.spots import add_spot, next_number
from tracker.insights.news import mark_seen
from tracker.models import (
    CheckIn,
    FindingsSnapshot,
    FlagRest,
    Person,
    Rating,
    Spot,
    TreatedSpot,
    Treatment,
    Trial,
    TrialEpisode,
    UndoStep,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 20)
NEXT = DAY + datetime.timedelta(days=1)
NOW = datetime.datetime(2026, 11, 21, 20, tzinfo=datetime.UTC)


@pytest.fixture
def spot(alice: Person) -> Spot:
    return factories.spot(alice)


@pytest.fixture
def other(alice: Person, spot: Spot) -> Spot:
    return factories.spot(alice, "infraspinatus", "right")


def test_what_is_its_own_goes_and_what_is_shared_stays_with_the_others(
    alice: Person, spot: Spot, other: Spot
) -> None:
    factories.rating(spot, DAY, 5)
    factories.rating(other, NEXT, 4)
    alone = factories.treatment(DAY, (spot, 5, 3))
    shared = factories.treatment(NEXT, (spot, 5, 3), (other, 4, 2))
    whole_body = factories.treatment(NEXT, owner=alice)
    rest_as_seen(spot, "Dr. Example", DAY)
    plan = plan_spot(spot)
    assert (plan.ratings, plan.alone, plan.shared, plan.rests) == (1, 1, 1, 1)
    delete_spot(spot)
    assert set(Treatment.objects.values_list("pk", flat=True)) == {shared.pk, whole_body.pk}
    assert not Treatment.objects.filter(pk=alone.pk).exists()
    assert TreatedSpot.objects.get().spot == other
    assert Rating.objects.get().spot == other
    assert Spot.objects.get() == other
    assert not FlagRest.objects.exists()
    assert [each.date for each in CheckIn.objects.all()] == [NEXT]


def test_its_number_is_never_given_again(alice: Person, spot: Spot, other: Spot) -> None:
    delete_spot(other)
    assert next_number(alice) == 3
    point = Point(View.BACK, Side.LEFT, 0.05, 0.3)
    third = add_spot(alice, uuid.uuid4(), "piriformis", point, DAY)
    fourth = add_spot(alice, uuid.uuid4(), "piriformis", point, DAY)
    merging.merge(third, fourth, lambda *_: set(), NOW)
    delete_spot(third)
    alice.save()  # loaded before the deletion: it must not put back what was
    assert next_number(alice) == 5
    delete_spot(spot)
    assert next_number(alice) == 5


def test_undo_keeps_nothing_of_it(alice: Person, spot: Spot, other: Spot) -> None:
    day.save(alice, DAY, [FieldChange(f"pain.{spot.public_id}", 6)], NOW)
    day.save(alice, DAY, [FieldChange(f"pain.{other.public_id}", 2)], NOW)
    treatments.remove(factories.treatment(DAY, (spot, 6, 3), (other, 3, 1)), NOW)
    assert plan_spot(spot).undo == 2
    delete_spot(spot)
    assert UndoStep.objects.get().before["fields"] == {f"pain.{other.public_id}": ""}


def test_what_was_merged_into_it_goes_too(alice: Person, spot: Spot, other: Spot) -> None:
    third = factories.spot(alice, "piriformis", "right")
    for date, each in zip((DAY, NEXT), (other, third), strict=True):
        factories.rating(each, date, 7)
    merging.merge(other, third, lambda *_: set(), NOW)
    merging.merge(spot, other, lambda *_: set(), NOW)
    assert set(plan_spot(spot).merged) == {2, 3}
    delete_spot(spot)
    assert not UndoStep.objects.exists()
    assert not Rating.objects.exists()
    assert next_number(alice) == 4


def test_its_trials_go_and_others_stay(alice: Person, spot: Spot) -> None:
    everywhere = factories.trial(alice, DAY)
    on_it = factories.trial(alice, DAY, spot=spot, blocks=6)
    trials.name_next(on_it, DAY)
    assert plan_spot(spot).trials == (on_it,)
    delete_spot(spot)
    assert Trial.objects.get() == everywhere
    assert not TrialEpisode.objects.exists()


def test_what_was_found_of_it_goes(alice: Person, spot: Spot, other: Spot) -> None:
    near = factories.spot(alice, spot.muscle, "right")
    region = muscle(spot.muscle).region
    for outcome in (f"pain:{spot.public_id}", f"new:{spot.public_id}", f"pain:{region}"):
        FindingsSnapshot.objects.create(person=alice, outcome=outcome, date=DAY, content={})
    for outcome in (f"pain:{other.public_id}", "pain:all"):
        FindingsSnapshot.objects.create(person=alice, outcome=outcome, date=DAY, content={})
    mark_seen(alice, str(spot.public_id))
    delete_spot(spot)
    left = set(FindingsSnapshot.objects.values_list("outcome", flat=True))
    assert left == {f"pain:{other.public_id}", "pain:all"}
    assert Person.objects.get(pk=alice.pk).seen_flags == []
    delete_spot(near)
    delete_spot(other)
    assert not FindingsSnapshot.objects.exists()


def test_nothing_of_anybody_else_goes(alice: Person, bob: Person, spot: Spot) -> None:
    theirs = factories.spot(bob)
    factories.rating(theirs, DAY, 5)
    factories.treatment(DAY, (theirs, 5, 3))
    delete_spot(spot)
    assert Rating.objects.get().spot == theirs
    assert Treatment.objects.get().person == bob
