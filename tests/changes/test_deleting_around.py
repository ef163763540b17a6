"""Deleting days or a spot takes along what else holds their values: notes, links, what was written back, imports."""

import datetime
import uuid

import pytest

from tests import factories
from tracker.changes import sharing
from tracker.changes.deleting_days import delete_days, plan_days
from tracker.changes.deleting_spot import delete_spot, plan_spot
from tracker.changes.notes import add_note
from tracker.changes.proposals import Written, receive
from tracker.models import Import, Person, Proposal, ReportShare, Spot, SpotNote

DAY = datetime.date(2026, 11, 20)
BEFORE = DAY - datetime.timedelta(days=1)
NOW = datetime.datetime(2026, 11, 21, 9, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def spot(alice: Person) -> Spot:
    return factories.spot(alice)


def link(*spots: Spot) -> ReportShare:
    choice = {"start": "2026-11-01", "end": "2026-11-21", "notes": True}
    shown = [str(spot.public_id) for spot in spots]
    terms = sharing.Terms({**choice, "spots": shown}, "", 7, False)
    return sharing.make(spots[0].person, uuid.uuid4(), terms, NOW).share


def written_back(share: ReportShare, spot: Spot, date: datetime.date) -> Proposal:
    return receive(
        share, uuid.uuid4(), Written(date, "A. Weber", (str(spot.public_id),), finding="Tender."), NOW
    )


def test_notes_and_visits_of_the_days_go_and_others_stay(alice: Person, spot: Spot) -> None:
    share = link(spot)
    kept = [add_note(spot, uuid.uuid4(), BEFORE, "kept", NOW), written_back(share, spot, BEFORE)]
    add_note(spot, uuid.uuid4(), DAY, "gone", NOW)
    written_back(share, spot, DAY)
    assert plan_days(alice, DAY, DAY).notes == 1
    delete_days(alice, DAY, DAY)
    left = [*SpotNote.objects.for_user(alice), *Proposal.objects.for_user(alice)]
    assert left == kept
    assert Person.objects.get(pk=alice.pk).open_proposals == 1


def test_a_link_goes_on_without_the_spot_and_ends_where_it_showed_nothing_else(
    alice: Person, spot: Spot
) -> None:
    other = factories.spot(alice, "infraspinatus", "right")
    both, alone = link(spot, other), link(spot)
    add_note(spot, uuid.uuid4(), DAY, "gone", NOW)
    written_back(both, spot, DAY)
    about_other = written_back(both, other, DAY)
    assert plan_spot(spot).notes == 1
    delete_spot(spot)
    both.refresh_from_db()
    alone.refresh_from_db()
    assert both.choice["spots"] == [str(other.public_id)]
    assert (both.is_open(NOW), alone.is_open(NOW)) == (True, False)
    assert list(Proposal.objects.for_user(alice)) == [about_other]
    assert not SpotNote.objects.for_user(alice).exists()


def test_what_was_written_of_its_assessment_alone_goes_as_well(alice: Person, spot: Spot) -> None:
    other = factories.spot(alice, "infraspinatus", "right")
    said = Written(DAY, "A. Weber", assessed={str(spot.public_id): "no further steps"})
    receive(link(spot, other), uuid.uuid4(), said, NOW)
    delete_spot(spot)
    assert not Proposal.objects.for_user(alice).exists()


def test_an_import_can_no_longer_bring_the_values_back(alice: Person, spot: Spot) -> None:
    factories.rating(spot, DAY, 5)
    Import.objects.create(person=alice, state="added", file_name="a.csv", added=b"values", found=b"values")
    delete_days(alice, DAY, DAY)
    row = Import.objects.for_user(alice).get()
    assert (row.added, row.found) == (None, None)
