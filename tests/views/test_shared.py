"""The page behind a link: what opens it, what does not, and that it shows one report and nothing else."""

import datetime
import io
import logging

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.addresses import TODAY
from tests.shares import address, candidate, made, opened, said, stored
from tracker.changes import sharing
from tracker.logs import Line
from tracker.models import Person, Proposal, ReportShare
from tracker.models.sharing import WRONG_CODES
from tracker.report import pdf
from tracker.sharing import limits

pytestmark = pytest.mark.django_db

NOW = f"{TODAY}T19:14:00+00:00"


@pytest.fixture(autouse=True)
def evening():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader() -> Client:
    return Client(REMOTE_ADDR="192.0.2.7")


def dead_ends(alice: Person) -> dict[str, str]:
    """Addresses that lead nowhere, each for another reason."""
    spot = candidate(alice)
    expired, revoked, good = made(alice, spot, days=1), made(alice, spot), made(alice, spot)
    past = timezone.now() - datetime.timedelta(minutes=1)
    ReportShare.objects.filter(pk=expired.share.pk).update(
        expires_at=past, made_at=past - datetime.timedelta(1)
    )
    sharing.revoke(revoked.share, timezone.now())
    assert good.secret
    return {
        "expired": address(expired),
        "revoked": address(revoked),
        "never made": f"/s/{'x' * 43}/",
        "one letter off": f"/s/{'A' if good.secret[0] != 'A' else 'B'}{good.secret[1:]}/",
        "too short": f"/s/{good.secret[:-1]}/",
        "its fingerprint": f"/s/{good.share.digest}/",
        "its public id": f"/s/{good.share.public_id}/",
        "its row": f"/s/{good.share.pk}/",
    }


def test_whatever_leads_nowhere_gets_the_same_answer_to_the_byte(alice, reader, client_of):
    everything = set()
    for client in (reader, client_of(alice)):
        for path in dead_ends(alice).values():
            for answer in (
                client.get(path),
                client.post(path, {"code": "123456"}),
                client.get(f"{path}answer/"),
                client.post(f"{path}answer/", {"name": "A"}),
                client.get(f"{path}report.pdf"),
            ):
                headers = sorted((name, value) for name, value in answer.items() if name != "Content-Length")
                everything.add((answer.status_code, answer.content, tuple(headers), bool(answer.cookies)))
        cache.clear()
    assert len(everything) == 1
    ((status, content, headers, cookies),) = everything
    assert (status, cookies) == (404, False)
    assert b"leads nowhere" in content
    assert ("Cache-Control", "no-store, private") in headers


def test_a_person_whose_account_is_closed_shows_nothing(alice, reader):
    link = made(alice, candidate(alice))
    Person.objects.filter(pk=alice.pk).update(is_active=False)
    assert reader.get(address(link)).status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_that_follows_the_link_counts_nothing_and_reads_nothing(alice, reader, method):
    spot = candidate(alice, nickname="Desk corner")
    link = made(alice, spot)
    answer = getattr(reader, method)(address(link))
    assert answer.status_code == (405 if method == "options" else 200)
    assert not answer.cookies
    text = answer.content.decode().lower()
    for word in ("alice", "desk corner", "shoulder", "pain", "knot", "diary", "dr. w.", "health", "report"):
        assert word not in text
    kept = stored(link)
    assert (kept.views, kept.last_viewed_at) == (0, None)


def test_the_button_opens_it_in_this_browser_and_is_counted(alice, reader):
    link = made(alice, candidate(alice, nickname="Desk corner"))
    opened(link, reader)
    cookie = reader.cookies["opened"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (address(link), True, "Strict")
    assert link.secret not in cookie.value
    page = reader.get(address(link))
    assert "Desk corner" in page.content.decode()
    assert "alice" not in page.content.decode()
    assert reader.get(address(link)).status_code == 200
    kept = stored(link)
    assert (kept.views, kept.last_viewed_at) == (1, timezone.now())
    assert list(reader.cookies) == ["opened"]


def test_over_https_the_cookie_goes_over_https_alone(alice, settings):
    link = made(alice, candidate(alice))
    reader = Client()
    reader.post(address(link), secure=True)
    assert reader.cookies["opened"]["secure"]


def test_nothing_of_it_is_kept_indexed_or_told_on(alice, reader):
    link = made(alice, candidate(alice))
    closed = reader.get(address(link))
    opened(link, reader)
    for answer in (closed, reader.get(address(link)), reader.get(f"{address(link)}report.pdf")):
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("who", ["alice", "bob", None])
def test_an_account_has_no_part_in_what_is_shown(alice, bob, client_of, who):
    link = made(alice, candidate(alice))
    client = client_of({"alice": alice, "bob": bob}[who]) if who else Client()
    page = opened(link, client).get(address(link)).content.decode()
    assert "Shared with you by the person it is about" in page
    for word in ("bob", 'class="nav"', "Sign out", "/account/", "/spots/", "/day/", "<script"):
        assert word not in page


def test_the_cookie_of_one_link_opens_no_other(alice, bob, reader):
    mine, theirs = (
        made(alice, candidate(alice, nickname="Alices")),
        made(bob, candidate(bob, nickname="Bobs")),
    )
    opened(theirs, reader)
    reader.cookies["opened"]["path"] = "/"
    for path in (address(mine), f"{address(mine)}report.pdf"):
        answer = reader.get(path, follow=True)
        assert "Somebody has shared a page with you" in answer.content.decode()
    reader.post(f"{address(mine)}answer/", said(factories.spot(alice)))
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("value", ["", "x", "1:2:3", "0" * 64])
def test_a_made_up_cookie_opens_nothing(alice, reader, value):
    link = made(alice, candidate(alice))
    reader.cookies["opened"] = value
    assert "shared a page" in reader.get(address(link)).content.decode()


def test_after_half_a_day_the_button_is_asked_for_again(alice, reader):
    link = made(alice, candidate(alice))
    opened(link, reader)
    with time_machine.travel(f"{TODAY + datetime.timedelta(days=1)}T07:15:00+00:00"):
        assert "shared a page" in reader.get(address(link)).content.decode()


def test_taken_back_it_is_gone_at_once_also_where_it_is_open(alice, reader):
    link = made(alice, candidate(alice))
    opened(link, reader)
    sharing.revoke(link.share, timezone.now())
    assert reader.get(address(link)).status_code == 404
    assert reader.get(f"{address(link)}report.pdf").status_code == 404


def test_it_shows_the_chosen_days_spots_and_notes_and_nothing_else(alice, reader):
    shown, hidden = (
        candidate(alice, nickname="Desk corner"),
        candidate(alice, "piriformis", nickname="Secret place"),
    )
    early = TODAY - datetime.timedelta(days=80)
    factories.treatment(early, shown, kind="dry_needling", note="early words")
    factories.check_in(alice, TODAY, note="words of today", sleep_hours=7)
    pages = {}
    for notes in (False, True):
        link = made(alice, shown, notes=notes, period=30)
        factories.spot(alice, "soleus", nickname="Came later")
        factories.rating(hidden, TODAY - datetime.timedelta(days=20 + notes), 9)
        pages[notes] = opened(link, reader).get(address(link)).content.decode()
    for page in pages.values():
        assert "Desk corner" in page
        for word in ("Secret place", "Came later", "early words", "Dry needling 1"):
            assert word not in page
    assert "words of today" in pages[True]
    assert "words of today" not in pages[False]


def test_its_days_stay_while_time_goes_on(alice, reader):
    spot = candidate(alice)
    link = made(alice, spot, days=30, period=30)
    with time_machine.travel(f"{TODAY + datetime.timedelta(days=5)}T19:00:00+00:00"):
        factories.treatment(TODAY + datetime.timedelta(days=4), spot, kind="injection")
        page = opened(link, reader).get(address(link)).content.decode()
    assert "24 Oct 2026 to 22 Nov 2026" in page
    assert "Injection 1" not in page


def test_the_pdf_is_behind_the_same_button(alice, reader):
    link = made(alice, candidate(alice))
    path = f"{address(link)}report.pdf"
    assert reader.get(path)["Location"] == address(link)
    answer = opened(link, reader).get(path)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_without_a_typesetter_the_way_back_to_the_report_is_offered(alice, reader, monkeypatch, tmp_path):
    link = made(alice, candidate(alice))
    monkeypatch.setattr(pdf, "FOLDER", tmp_path)
    answer = opened(link, reader).get(f"{address(link)}report.pdf")
    assert answer.status_code == 503
    assert f'href="{address(link)}"' in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"


def test_a_code_is_asked_for_and_ten_wrong_ones_close_the_page(alice, reader):
    link = made(alice, candidate(alice), code=True)
    wrong = f"{(int(link.code) + 1) % 10**6:06d}"
    assert 'name="code"' in reader.get(address(link)).content.decode()
    for _ in range(WRONG_CODES - 1):
        answer = reader.post(address(link), {"code": wrong})
        assert answer.status_code == 422
        assert "That is not the code." in answer.content.decode()
    assert stored(link).wrong_codes == WRONG_CODES - 1
    opened(link, Client())
    assert stored(link).wrong_codes == WRONG_CODES - 1
    assert "This page is closed" in reader.post(address(link), {"code": wrong}).content.decode()
    assert reader.post(address(link), {"code": link.code}).status_code == 422
    assert "This page is closed" in reader.get(address(link)).content.decode()
    assert stored(link).views == 1


def test_the_code_is_kept_like_a_password(alice):
    link = made(alice, candidate(alice), code=True)
    assert link.code not in link.share.code
    assert link.share.code.startswith("argon2")


def test_too_many_guesses_and_openings_take_a_pause(alice, reader):
    link = made(alice, candidate(alice))
    answers = [reader.get(f"/s/{number:043d}/").status_code for number in range(45)]
    assert answers == [404] * 40 + [429] * 5
    assert reader.get(address(link)).status_code == 429
    other = Client(REMOTE_ADDR="198.51.100.4")
    assert [other.post(address(link)).status_code for _ in range(32)] == [303] * 30 + [429] * 2
    assert stored(link).views == 30
    with time_machine.travel(f"{TODAY}T19:25:00+00:00"):
        assert reader.get(address(link)).status_code == 200


def test_an_open_report_is_worked_out_so_many_times_in_a_while(alice, reader, monkeypatch):
    monkeypatch.setattr(limits, "READINGS_OF_LINK", limits.Limit("readings-of-link", 1, 60))
    link = made(alice, candidate(alice))
    opened(link, reader)
    assert [reader.get(address(link)).status_code for _ in range(2)] == [200, 429]


def test_no_log_line_holds_the_secret(alice, reader, monkeypatch):
    written = io.StringIO()
    console, *_ = (each for each in logging.getLogger().handlers if isinstance(each.formatter, Line))
    monkeypatch.setattr(console, "stream", written)
    link = made(alice, candidate(alice))
    sharing.revoke(link.share, timezone.now())
    reader.get(address(link))
    reader.delete(address(link))
    reader.get(f"{address(link)}elsewhere/")
    logged = written.getvalue()
    assert len(logged.splitlines()) == 3
    assert logged.count("/s/...") == 2  # what lies below it is no page, and named by nothing
    assert link.secret not in logged
