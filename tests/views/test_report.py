"""The page of the report: what is asked for is shown, what cannot be is refused by field, and the PDF is a file."""

import datetime
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.addresses import TODAY
from tracker.models import Person
from tracker.report import pdf

pytestmark = pytest.mark.django_db


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def client(alice: Person, client_of) -> Client:
    return client_of(alice)


def page(client: Client, status: int = 200, **asked: Any) -> str:
    answer = client.get("/report/", asked)
    assert answer.status_code == status
    return answer.content.decode()


def test_without_a_choice_it_is_of_the_last_90_days_and_all_spots(alice: Person, client: Client):
    spot = factories.spot(alice, nickname="Desk corner", first_day=ago(200))
    factories.rating(spot, ago(150), 5)
    factories.rating(spot, ago(3), 6)
    html = page(client)
    assert "25 Aug 2026 to 22 Nov 2026" in html
    assert "All spots in use in these days, without notes" in html
    assert "Desk corner" in html
    assert "Left shoulder blade, top: levator scapulae" in html, "a nickname says neither place nor side"
    assert "Self-reported by the user. Not verified. Entries made more than 24 h late are marked." in html
    assert "A diary, not a medical opinion. It cannot tell you what is causing pain." in html


def test_a_young_diary_has_no_empty_weeks_before_it(alice: Person, client: Client):
    factories.rating(factories.spot(alice, first_day=ago(4)), ago(4), 6)
    assert "18 Nov 2026 to 22 Nov 2026" in page(client)


def test_an_empty_diary_says_so(client: Client):
    html = page(client)
    assert "Nothing is recorded in these days." in html
    assert "PDF" not in html, "there is nothing to hand over"
    assert "Questions to bring" not in html


def test_what_is_not_recorded_zero_and_a_value_are_told_apart(alice: Person, client: Client):
    unknown, quiet, sore = (factories.spot(alice, nickname=name, first_day=ago(9)) for name in "xyz")
    for day in range(9, 0, -1):
        factories.check_in(alice, ago(day), completed=False)
        factories.rating(quiet, ago(day), 0)
        factories.rating(sore, ago(day), 4)
    html = page(client)
    rows = html.split("<tbody>")[1:4]
    assert "not recorded<span>on 10 days" in rows[0]
    assert "worst <strong>0</strong><span>recorded on 9 of 10 days" in rows[1]
    assert "worst <strong>4</strong>, median <strong>4</strong> on 9 days with pain" in rows[2]
    assert unknown.number == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"start": "2026-13-01", "end": "2026-11-02"}, "Give a date, for example 2026-11-22."),
        ({"start": "2026-11-02"}, "Give a date, for example 2026-11-22."),
        ({"start": "2026-11-02", "end": "2026-11-01"}, "The last day lies before the first."),
        ({"start": "2026-11-02", "end": "2026-11-30"}, "That day is still to come."),
        ({"start": "1901-01-01", "end": "2026-11-02"}, "At most 11 years at once."),
        ({"spots": str(uuid.uuid4())}, "One of these spots is not in your diary any more. Choose again."),
        ({"spots": "no id"}, "One of these spots is not in your diary any more. Choose again."),
    ],
)
def test_what_cannot_be_is_refused_by_field(asked: dict[str, str], said: str, alice: Person, client: Client):
    factories.spot(alice)
    for address in ("/report/", "/report/pdf/"):
        answer = client.get(address, asked)
        assert answer.status_code == 422
        html = answer.content.decode()
        assert said in html
        assert '<details class="disclosure" open>' in html
        assert "report__first" not in html
        if "start" in asked:
            assert f'value="{asked["start"]}"' in html


def test_every_spot_ticked_is_all_spots(alice: Person, client: Client):
    both = [str(factories.spot(alice, nickname=name).public_id) for name in ("one", "other")]
    assert "Spots chosen by the user" in page(client, spots=both[:1])
    assert "All spots in use in these days" in page(client, spots=both)


def test_the_choice_goes_on_to_the_pdf(alice: Person, client: Client):
    spot = factories.spot(alice, nickname="Desk corner")
    factories.spot(alice, nickname="Elsewhere")
    factories.rating(spot, datetime.date(2026, 10, 9), 4)
    html = page(client, spots=str(spot.public_id), notes="on", start="2026-10-01", end="2026-10-31")
    for name, value in (
        ("start", "2026-10-01"),
        ("end", "2026-10-31"),
        ("notes", "on"),
        ("spots", spot.public_id),
    ):
        assert f'<input type="hidden" name="{name}" value="{value}">' in html


def test_the_pdf_is_a_file_whose_name_says_nothing_of_health(alice: Person, client: Client):
    factories.rating(factories.spot(alice, first_day=ago(30)), ago(3), 6)
    answer = client.get("/report/pdf/", {"start": "2026-11-01", "end": "2026-11-22", "paper": "letter"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="report-2026-11-01-to-2026-11-22.pdf"'
    )
    assert answer.content.startswith(b"%PDF-")


def test_warning_signs_and_questions_are_those_of_the_areas(alice: Person, client: Client):
    factories.rating(factories.spot(alice, "gastrocnemius", first_day=ago(30)), ago(3), 6)
    html = page(client)
    assert "Signs that need medical help" in html
    assert "Ankle joint" in html
    assert "Dorsal scapular nerve" not in html
    assert "the same for everybody" in html


def test_a_spot_and_its_card_lead_to_their_own_report(alice: Person, client: Client):
    spot = factories.spot(alice)
    factories.rating(spot, ago(3), 6)
    assert (
        f'href="/report/?spots={spot.public_id}"' in client.get(f"/spots/{spot.public_id}/").content.decode()
    )
    assert 'href="/report/"' in client.get("/more/").content.decode()


def test_without_a_typesetter_the_page_that_prints_is_offered(
    alice: Person, client: Client, monkeypatch, tmp_path
):
    factories.rating(factories.spot(alice), ago(3), 6)
    monkeypatch.setattr(pdf, "FOLDER", tmp_path)
    answer = client.get("/report/pdf/", {"start": ago(9), "end": TODAY})
    assert answer.status_code == 503
    html = answer.content.decode()
    assert f'href="/report/?start={ago(9)}&amp;end={TODAY}"' in html
    assert "could not be made" in html
