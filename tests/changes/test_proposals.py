"""Proposals: nothing before it is accepted, everything once, and only of the person's own spots."""

import datetime
import threading
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from tests import factories
from tests.shares import made
from tracker.changes import proposals
from tracker.changes.merging import merge, unmerge
from tracker.changes.notes import add_note
from tracker.changes.proposals import Accepted, TooManyError, Written
from tracker.http import today_of
from tracker.models import CheckIn, FlagRest, Person, Proposal, SpotNote, TreatedSpot, Treatment

pytestmark = pytest.mark.django_db


def received(owner: Person, *spots, date: datetime.date | None = None, **said) -> Proposal:
    link = made(owner, *spots)
    keys = tuple(str(spot.public_id) for spot in spots)
    written = Written(date or today_of(owner), "A. Weber, doctor", keys, **said)
    return proposals.receive(link.share, uuid.uuid4(), written, timezone.now())


def waiting(owner: Person) -> int:
    return Person.objects.get(pk=owner.pk).open_proposals


def test_what_is_kept_is_read_back_as_it_was_written(alice):
    spot = factories.spot(alice)
    proposal = received(
        alice,
        spot,
        treatments={"massage": Decimal("2.5"), "heat": None},
        finding="f",
        advice="a",
        next_visit=datetime.date(2026, 12, 3),
        assessed={str(spot.public_id): ""},
    )
    proposal.refresh_from_db()
    written = proposals.from_json(proposal.content)
    assert written.treatments == {"massage": Decimal("2.5"), "heat": None}
    assert proposals.as_json(written) == proposal.content
    assert (written.next_visit, written.assessed) == (datetime.date(2026, 12, 3), {str(spot.public_id): ""})


def test_accepting_twice_writes_once_and_declining_after_it_changes_nothing(alice):
    spot = factories.spot(alice)
    key = str(spot.public_id)
    proposal = received(alice, spot)
    assert waiting(alice) == 1
    parts = Accepted((key,), {"massage": None, "heat": Decimal(10)}, {key: "note"}, {key: "nothing blocked"})
    assert proposals.accept(proposal, parts, timezone.now())
    assert not proposals.accept(proposal, parts, timezone.now())
    assert not proposals.decline(proposal, timezone.now())
    assert waiting(alice) == 0
    done = Treatment.objects.order_by("kind")
    assert [(each.kind, each.minutes, each.by) for each in done] == [
        ("heat", 10, "professional"),
        ("massage", None, "professional"),
    ]
    assert TreatedSpot.objects.filter(spot=spot).count() == 2
    assert CheckIn.objects.get().date == today_of(alice)
    assert (SpotNote.objects.get().text, FlagRest.objects.get().outcome) == ("note", "nothing blocked")


def test_spots_of_somebody_else_are_passed_over_whatever_is_sent(alice, bob):
    mine, theirs = factories.spot(alice), factories.spot(bob)
    key = str(theirs.public_id)
    proposal = received(alice, mine)
    parts = Accepted((key,), {"massage": None}, {key: "note"}, {key: "outcome"})
    assert proposals.accept(proposal, parts, timezone.now())
    for rows in (Treatment, TreatedSpot, SpotNote, FlagRest):
        assert not rows.objects.exists()


def test_a_visit_of_last_week_is_entered_late(alice):
    spot = factories.spot(alice)
    key = str(spot.public_id)
    proposal = received(alice, spot, date=today_of(alice) - datetime.timedelta(days=7))
    proposals.accept(proposal, Accepted((key,), {"massage": None}, {key: "note"}), timezone.now())
    assert Treatment.objects.get().late
    assert SpotNote.objects.get().late


def test_notes_follow_a_merge_and_come_back_with_it(alice):
    kept, merged = factories.spot(alice), factories.spot(alice, "infraspinatus", "right")
    note = add_note(merged, uuid.uuid4(), today_of(alice), "Sat long.", timezone.now())
    removed = add_note(merged, uuid.uuid4(), today_of(alice), "Removed later.", timezone.now())
    own = add_note(kept, uuid.uuid4(), today_of(alice), "Of the kept one.", timezone.now())
    step = merge(kept, merged, lambda _kept, _merged: (), timezone.now())
    assert set(SpotNote.objects.filter(spot=kept)) == {note, removed, own}
    removed.delete()
    unmerge(step)
    assert {each.pk: each.spot.number for each in SpotNote.objects.all()} == {note.pk: 2, own.pk: 1}


@pytest.mark.django_db(transaction=True)
def test_what_comes_at_one_moment_is_counted_one_by_one(alice):
    spot = factories.spot(alice)
    link = made(alice, spot)
    refused = []

    def send() -> None:
        for _ in range(4):
            key = uuid.uuid4()
            written = Written(today_of(alice), "A. Weber, doctor", (str(spot.public_id),), finding=str(key))
            try:
                proposals.receive(link.share, key, written, timezone.now())
            except TooManyError:
                refused.append(1)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Proposal.objects.count() == waiting(alice) == proposals.MOST_OPEN
    assert len(refused) == 16 - proposals.MOST_OPEN
