"""Writing back through a link: what is taken, what is refused, and that it stays text."""

import uuid

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from tests.addresses import TODAY
from tests.shares import address, candidate, made, opened, said
from tracker.changes.proposals import MOST_OPEN
from tracker.models import Person, Proposal, Treatment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    cache.clear()
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def reader() -> Client:
    return Client(REMOTE_ADDR="192.0.2.7")


def test_what_is_written_back_waits_for_the_person(alice, reader):
    spot = candidate(alice)
    link = made(alice, spot)
    form = {"kind.massage": "on", "minutes.massage": "20", f"assessed.{spot.public_id}": "on"}
    sent = said(spot, **form, **{f"outcome.{spot.public_id}": "nothing blocked"})
    answer = opened(link, reader).post(f"{address(link)}answer/", sent)
    assert (answer.status_code, answer["Location"]) == (303, f"{address(link)}?sent=1#answer")
    reader.post(f"{address(link)}answer/", sent)
    # Gone back in the browser, where the words are still there in a form of its own.
    reader.post(f"{address(link)}answer/", {**sent, "public_id": str(uuid.uuid4())})
    kept = Proposal.objects.get()
    assert (kept.person, kept.share, kept.accepted) == (alice, link.share, None)
    assert kept.content == {
        "date": str(TODAY),
        "by": "A. Weber, physiotherapist",
        "spots": [str(spot.public_id)],
        "treatments": [["massage", "20"]],
        "finding": "Tender, turns less to the left.",
        "advice": "Short breaks.",
        "next_visit": None,
        "assessed": [[str(spot.public_id), "nothing blocked"]],
    }
    assert Person.objects.get(pk=alice.pk).open_proposals == 1
    assert Treatment.objects.filter(kind="massage").count() == 0


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": ""}, "Write who you are."),
        ({"finding": "", "advice": ""}, "Nothing to send yet"),
        ({"finding": "x" * 1001}, "at most 1000 characters"),
        ({"spots": []}, "Tick the spots that this is about."),
        ({"spots": [str(uuid.uuid4())]}, "not in the report any more"),
        ({"date": "2026-11-23"}, "Today, or up to 60 days ago."),
        ({"next_visit": "2026-11-01"}, "From today on"),
        ({"kind.heat": "on", "minutes.heat": "5000"}, "Between 0 and 1,440 minutes"),
    ],
)
def test_what_does_not_fit_is_said_by_its_field_and_nothing_typed_is_lost(alice, reader, fields, message):
    spot, other = candidate(alice), candidate(alice, "piriformis")
    link = made(alice, spot, other)
    answer = opened(link, reader).post(
        f"{address(link)}answer/", said(spot) | {"advice": "Short breaks."} | fields
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert 'value="physiotherapist"' in page
    assert not Proposal.objects.exists()


def test_a_spot_that_is_not_in_the_report_is_no_choice(alice, reader):
    shown, hidden = candidate(alice), candidate(alice, "piriformis")
    link = made(alice, shown)
    answer = opened(link, reader).post(f"{address(link)}answer/", said(hidden))
    assert answer.status_code == 422
    assert str(hidden.public_id) not in answer.content.decode()


def test_words_of_others_are_text_wherever_they_stand(alice, reader, client_of):
    spot = candidate(alice)
    link = made(alice, spot)
    evil = "<script>alert(1)</script>"
    opened(link, reader).post(f"{address(link)}answer/", said(spot, finding=evil, name=evil))
    key = Proposal.objects.get().public_id
    client = client_of(alice)
    accept = {"do": "accept", f"note.{spot.public_id}": "on", f"text.{spot.public_id}": evil}
    for page in (client.get("/report/shares/"), client.get(f"/report/proposals/{key}/")):
        assert evil not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()
    client.post(f"/report/proposals/{key}/", accept)
    assert evil not in client.get(f"/spots/{spot.public_id}/").content.decode()


def test_a_link_brings_so_much_and_no_more(alice, reader):
    spot = candidate(alice)
    link = made(alice, spot)
    opened(link, reader)
    each = [said(spot, finding=f"Visit {number}") for number in range(MOST_OPEN + 1)]
    answers = [reader.post(f"{address(link)}answer/", sent) for sent in each]
    assert [answer.status_code for answer in answers] == [303] * MOST_OPEN + [422]
    assert "Enough is waiting" in answers[-1].content.decode()
    assert Proposal.objects.count() == MOST_OPEN


def test_a_body_that_no_form_of_ours_has_is_not_read(alice, reader):
    spot = candidate(alice)
    link = made(alice, spot)
    answer = opened(link, reader).post(f"{address(link)}answer/", said(spot, advice="x" * 70_000))
    assert answer.status_code == 413
