"""The person's own pages: making a link, the list, what came back, and notes on a spot."""

import datetime
import re
import uuid

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.addresses import TODAY
from tests.shares import address, candidate, made, opened, said, stored
from tracker.changes import sharing
from tracker.models import FlagRest, Person, Proposal, ReportShare, Spot, SpotNote, Treatment, UndoStep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    cache.clear()
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def client(alice, client_of) -> Client:
    return client_of(alice)


def received(owner: Person, *spots: Spot, **fields: object) -> Proposal:
    link = made(owner, *spots)
    opened(link).post(f"{address(link)}answer/", said(*spots, **fields))
    return Proposal.objects.latest("pk")


def text(client: Client, path: str) -> str:
    return re.sub(r"\s+", " ", client.get(path).content.decode())


def test_a_link_is_made_of_what_the_report_shows_and_shown_once(alice, client):
    spot = candidate(alice, nickname="Desk corner")
    candidate(alice, "piriformis")
    chosen = {"start": "2026-11-01", "end": "2026-11-22", "spots": str(spot.public_id), "notes": "on"}
    page = client.get("/report/share/", chosen).content.decode()
    assert "1 Nov 2026 to 22 Nov 2026" in page
    assert "go along" in page
    form = {**chosen, "public_id": str(uuid.uuid4()), "label": "Dr. W.", "days": "30", "with_code": "on"}
    answer = client.post("/report/share/", form)
    secret = re.search(r"http://testserver/s/([\w-]{43})/", answer.content.decode())[1]
    code = re.search(r"share-code\">(\d{6})<", answer.content.decode())[1]
    share = ReportShare.objects.get()
    assert share.choice == {
        "start": "2026-11-01",
        "end": "2026-11-22",
        "spots": [str(spot.public_id)],
        "notes": True,
    }
    assert share.expires_at - share.made_at == datetime.timedelta(days=30)
    assert "no-store" in answer["Cache-Control"]
    assert Client().post(f"/s/{secret}/", {"code": code}).status_code == 303
    again = client.post("/report/share/", form, follow=True)
    assert ReportShare.objects.count() == 1
    assert "It is shown once" in again.content.decode()
    assert secret not in again.content.decode()


def test_nothing_of_the_secret_is_stored(alice):
    link = made(alice, candidate(alice))
    kept = {str(value) for value in ReportShare.objects.values().get().values()}
    assert not any(link.secret in value for value in kept)
    assert len(link.secret) == 43


def test_a_moment_is_told_in_the_time_of_the_person(alice, client):
    Person.objects.filter(pk=alice.pk).update(time_zone="Pacific/Auckland")
    candidate(alice)
    form = {"start": "2026-11-01", "end": "2026-11-22", "public_id": str(uuid.uuid4()), "days": "7"}
    page = client.post("/report/share/", form).content.decode()
    link = re.search(r"/s/[\w-]{43}/", page)[0]
    closed = Client().get(link).content.decode()
    shown = Client().post(link, follow=True).content.decode()
    listed = text(client, "/report/shares/")
    assert all("30 Nov 2026, 08:14" in each for each in (page, closed, shown, listed))
    assert "Link of 23 Nov 2026, 08:14" in listed


def test_every_spot_in_use_is_named_one_by_one_when_the_link_is_made(alice, client):
    spots = [candidate(alice), candidate(alice, "piriformis")]
    client.post("/report/share/", {"public_id": str(uuid.uuid4()), "days": "7"})
    assert ReportShare.objects.get().choice["spots"] == [str(spot.public_id) for spot in spots]


@pytest.mark.parametrize(("days", "message"), [("91", "Choose for how long."), ("", "Choose for how long.")])
def test_no_link_lives_longer_than_is_offered(alice, client, days, message):
    candidate(alice)
    answer = client.post("/report/share/", {"public_id": str(uuid.uuid4()), "days": days, "label": "Dr. W."})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert 'value="Dr. W."' in answer.content.decode()


def test_an_empty_report_makes_no_link(alice, client):
    candidate(alice)
    empty = {"start": "2020-01-01", "end": "2020-02-01"}
    answer = client.post("/report/share/", {**empty, "public_id": str(uuid.uuid4()), "days": "7"})
    assert answer.status_code == 422
    assert "Nothing is recorded in these days" in answer.content.decode()
    assert not ReportShare.objects.exists()


def test_the_list_says_what_each_link_shows_and_how_often_it_was_opened(alice, client):
    link = made(alice, candidate(alice, nickname="Desk corner"))
    assert "Not yet" in text(client, "/report/shares/")
    opened(link)
    page = text(client, "/report/shares/")
    assert "1 time, last on 22 Nov 2026, 20:14" in page
    assert "25 Aug 2026 to 22 Nov 2026, without your notes<br>1 Desk corner" in page
    assert "29 Nov 2026, 20:14" in page


def test_a_link_is_taken_back_and_then_removed_from_the_list(alice, client):
    link = made(alice, candidate(alice))
    path = f"/report/shares/{link.share.public_id}"
    client.post(f"{path}/remove/")
    assert ReportShare.objects.exists()
    client.post(f"{path}/revoke/")
    first = stored(link).revoked_at
    client.post(f"{path}/revoke/")
    assert stored(link).revoked_at == first == timezone.now()
    assert "Taken back" in text(client, "/report/shares/")
    client.post(f"{path}/remove/")
    assert not ReportShare.objects.exists()
    assert client.post(f"{path}/remove/").status_code == 404


def test_what_came_through_a_link_stays_when_the_link_is_removed(alice, client):
    proposal = received(alice, candidate(alice))
    share = proposal.share
    sharing.revoke(share, timezone.now())
    client.post(f"/report/shares/{share.public_id}/remove/")
    assert "A. Weber, physiotherapist" in text(client, "/report/shares/")


def test_links_and_answers_of_others_are_not_there(alice, bob, client):
    theirs = candidate(bob)
    proposal = received(bob, theirs)
    for path in (
        f"/report/shares/{proposal.share.public_id}/revoke/",
        f"/report/shares/{proposal.share.public_id}/remove/",
        f"/report/proposals/{proposal.public_id}/",
        f"/spots/{theirs.public_id}/notes/",
    ):
        assert client.post(path, {"do": "accept"}).status_code == 404
    assert "Dr. W." not in text(client, "/report/shares/")
    own = {"public_id": str(uuid.uuid4()), "days": "7", "spots": str(theirs.public_id)}
    assert client.post("/report/share/", own).status_code == 303
    assert ReportShare.objects.filter(person=alice).count() == 0


def test_the_quiet_line_stands_until_it_is_decided_and_costs_no_query(alice, client):
    spot = candidate(alice)
    text(client, "/more/")
    with CaptureQueriesContext(connection) as before:
        assert "wrote back" not in text(client, "/more/")
    proposal = received(alice, spot)
    for path in ("/", "/insights/"):
        assert "Somebody wrote back on your report." in text(client, path)
    with CaptureQueriesContext(connection) as after:
        assert "Somebody wrote back on your report." in text(client, "/more/")
    assert len(after) == len(before) > 0
    client.post(f"/report/proposals/{proposal.public_id}/", {"do": "decline"})
    assert "wrote back" not in text(client, "/more/")
    page = text(client, f"/report/proposals/{proposal.public_id}/")
    assert "Nothing of it is in your diary." in page
    client.post(f"/report/proposals/{proposal.public_id}/", {"do": "remove"})
    assert not Proposal.objects.exists()


def test_accepted_it_is_in_the_diary_as_the_person_left_it(alice, client):
    spot, other = candidate(alice), candidate(alice, "piriformis")
    proposal = received(
        alice, spot, other, **{"kind.massage": "on", "minutes.massage": "20", "kind.heat": "on"}
    )
    path = f"/report/proposals/{proposal.public_id}/"
    page = text(client, path)
    assert "Massage, 20 min; Heat" in page
    assert "already" not in page
    noted = factories.treatment(TODAY, spot, kind="heat", by="professional")
    assert "Your diary has Heat by a professional on that day already." in text(client, path)
    noted.delete()
    sent = {
        "do": "accept",
        "kind.massage": "on",
        "minutes.massage": "25",
        "treated": [str(spot.public_id)],
        f"note.{spot.public_id}": "on",
        f"text.{spot.public_id}": "Tender, says A. Weber.",
    }
    client.post(path, sent)
    client.post(path, sent)
    declined = client.post(path, {"do": "decline"}, follow=True)
    assert "Nothing of it is in your diary." not in declined.content.decode()
    done = Treatment.objects.get(by="professional")
    assert (done.date, done.kind, done.minutes) == (TODAY, "massage", 25)
    assert [each.spot for each in done.spots.all()] == [spot]
    note = SpotNote.objects.get()
    assert (note.spot, note.text, note.by) == (spot, "Tender, says A. Weber.", "A. Weber, physiotherapist")
    spot_page = text(client, f"/spots/{spot.public_id}/")
    assert "written by <strong>A. Weber, physiotherapist</strong>" in spot_page
    assert "Massage, by professional · 25 min" in spot_page
    client.post(f"/day/{TODAY}/undo/", {"step": str(UndoStep.objects.latest("pk").public_id)})
    assert not Treatment.objects.filter(by="professional").exists()


def test_nothing_is_taken_of_a_form_that_does_not_fit(alice, client):
    spot = candidate(alice)
    proposal = received(alice, spot, **{"kind.massage": "on"})
    sent = {
        "do": "accept",
        "kind.massage": "on",
        f"note.{spot.public_id}": "on",
        f"text.{spot.public_id}": "kept",
    }
    answer = client.post(f"/report/proposals/{proposal.public_id}/", sent)
    assert answer.status_code == 422
    assert "Tick at least one spot" in answer.content.decode()
    assert ">kept</textarea>" in answer.content.decode().replace("\r", "").replace("\n", "")
    assert not SpotNote.objects.exists()


def test_assessed_the_flag_rests_and_says_what_came_of_it_and_after(alice, client):
    spot = candidate(alice)
    key = str(spot.public_id)
    five_ago = str(TODAY - datetime.timedelta(days=5))
    said_of = {f"assessed.{key}": "on", f"outcome.{key}": "nothing blocked", "date": five_ago}
    proposal = received(alice, spot, **said_of)
    assert "Candidate for assessment" in text(client, "/insights/")
    offered = client.get(f"/report/proposals/{proposal.public_id}/").content.decode()
    assert (
        "\nAssessed, outcome: nothing blocked\nFinding: Tender, turns less to the left.\nAdvice: Short"
        in offered
    )
    taken = {"do": "accept", f"assessed.{key}": "on", f"outcome.{key}": "nothing blocked"}
    client.post(f"/report/proposals/{proposal.public_id}/", taken)
    rest = FlagRest.objects.get()
    assert (rest.since.isoformat(), rest.seen_by, rest.outcome) == (
        five_ago,
        "A. Weber, physiotherapist",
        "nothing blocked",
    )
    for path in ("/insights/", f"/spots/{key}/"):
        page = text(client, path)
        assert "by A. Weber, physiotherapist, outcome: nothing blocked" in page
        assert "Since then: came back 2 times, 2 of them within 7 days of a treatment." in page
        assert "Quiet on 3 of 5 days known, of 5 that passed." in page
        assert "once 7 days of each are known: 4 before and 5 after so far" in page
    assert "Candidate for assessment" not in text(client, f"/spots/{key}/")


def test_spots_that_are_gone_are_left_out_and_said(alice, client):
    spot, other = candidate(alice), candidate(alice, "piriformis")
    proposal = received(alice, spot, other, **{"kind.massage": "on"})
    factories.changed(alice)
    Spot.objects.filter(pk=other.pk).delete()
    page = text(client, f"/report/proposals/{proposal.public_id}/")
    assert "1 spot that this names is no longer among yours, and is left out." in page
    assert str(other.public_id) not in page


def test_own_notes_are_added_and_removed(alice, client):
    spot = factories.spot(alice)
    path = f"/spots/{spot.public_id}/notes/"
    empty = client.post(path, {"public_id": str(uuid.uuid4()), "text": " ", "date": "2026-11-23"})
    assert empty.status_code == 422
    for message in ("Write a word or two.", "A day from 1900 to today."):
        assert message in empty.content.decode()
    sent = {"public_id": str(uuid.uuid4()), "text": "Sat long.\n<b>", "date": "2026-11-20"}
    for _ in range(2):
        assert client.post(path, sent)["Location"] == f"/spots/{spot.public_id}/#notes"
    note = SpotNote.objects.get()
    page = text(client, f"/spots/{spot.public_id}/")
    assert "20 Nov 2026 · by you" in page
    assert "Sat long.<br>&lt;b&gt;" in page
    assert note.late
    gone = f"{path}{note.public_id}/remove/"
    assert "It cannot be brought back." in text(client, gone)
    client.post(gone)
    assert not SpotNote.objects.exists()
