"""The list of what happened in an account: what is on it, what never is, and that nobody changes it."""

import datetime
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD
from tests.gate.codes import add_a_factor
from tests.shares import candidate, made
from tracker.changes import sharing
from tracker.changes.auditing import Origin, forget_old, record
from tracker.changes.sample_account import open_sample, remove_sample
from tracker.gate.origins import in_words, origin_of, shortened
from tracker.http import today_of
from tracker.models import AuditEntry, Person, Spot
from tracker.models.audit import KEPT_DAYS, KINDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limits")]

SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1"
NEW = "another long password"


def sign_in(client: Client, password: str = PASSWORD) -> None:
    client.post(reverse("account_login"), {"login": "alice", "password": password})


def kinds(person: Person) -> list[str]:
    return list(AuditEntry.objects.for_user(person).order_by("pk").values_list("kind", flat=True))


def on_the_page(client: Client) -> str:
    text = client.get(reverse("happened")).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_signing_in_and_out_is_told_with_the_device_and_the_beginning_of_the_address(alice: Person) -> None:
    client = Client(headers={"User-Agent": SAFARI}, REMOTE_ADDR="203.0.113.77")
    for password in ("wrong", "wrong again", PASSWORD):
        sign_in(client, password)
    client.post(reverse("account_logout"))
    (came, left) = AuditEntry.objects.for_user(alice).order_by("pk")
    assert (came.kind, came.number) == ("signed-in", 2)
    assert (came.device, came.network) == ("Safari on iPhone", "203.0.113.x")
    assert (left.kind, left.device, left.network) == ("signed-out", "Safari on iPhone", "")
    sign_in(client)
    sign_in(Client(), "wrong")
    said = on_the_page(client)
    assert "Signed in, after 2 wrong passwords" in said
    assert "a wrong password was sent for your username 1 time," in said
    assert "203.0.113.77" not in client.get(reverse("happened")).content.decode()


def test_changes_of_the_account_are_told(alice: Person) -> None:
    client = Client()
    sign_in(client)
    add_a_factor(client)
    client.get(reverse("mfa_view_recovery_codes"))
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("account_email"), {"action_add": "", "email": "alice@example.org"})
    client.post(reverse("mfa_deactivate_totp"))
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), sent)
    assert [kind for kind in kinds(alice) if kind != "sessions-ended"] == [
        *("signed-in", "app-added", "codes-made", "codes-seen", "codes-made"),
        *("email-changed", "app-removed", "password-changed"),
    ]
    client.post(reverse("account_logout"))


def test_what_leaves_the_diary_and_what_goes_for_good_is_told(
    alice: Person, client_of: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, spot = client_of(alice), candidate(alice, nickname="desk corner")
    today = today_of(alice)
    for file in ("archive", "zip"):
        assert client.post(reverse("data-export"), {"file": file, "notes": "on"}).status_code == 200
    monkeypatch.setattr("tracker.views.report.pdf_of", lambda *_: b"%PDF")
    assert client.get(reverse("report-pdf")).status_code == 200
    link = made(alice, spot)
    assert Client().post(f"/s/{link.secret}/").status_code == 303
    sharing.revoke(link.share, timezone.now())
    sharing.revoke(link.share, timezone.now())
    days = {"first": (today - datetime.timedelta(days=2)).isoformat(), "last": today.isoformat()}
    client.post(reverse("data-delete-days"), days)
    client.post(reverse("spot-delete", args=[spot.public_id]))
    assert kinds(alice) == [
        *("archived", "exported", "report-pdf", "link-made", "link-opened", "link-revoked"),
        *("days-deleted", "spot-deleted"),
    ]
    on_the_page(client)  # the notice that the spot is gone, once
    assert "desk corner" not in on_the_page(client)


def test_no_entry_can_hold_more_than_its_kind_says(alice: Person) -> None:
    """The fields there are: none takes a word of the diary."""
    assert {field.name for field in AuditEntry._meta.concrete_fields} == {
        *("id", "person", "public_id", "at", "kind", "device", "network", "number"),
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        record(alice, "Left calf")
    assert all(len(kind) <= 20 for kind in KINDS)


def test_an_entry_stands_and_falls_with_what_it_tells_of(alice: Person) -> None:
    spot: Spot = candidate(alice)
    link = made(alice, spot)
    with transaction.atomic():
        sharing.revoke(link.share, timezone.now())
        assert kinds(alice) == ["link-made", "link-revoked"]
        transaction.set_rollback(True)
    assert kinds(alice) == ["link-made"]


def refused(change: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError, match="not to be changed"), transaction.atomic():
        change()


def test_the_database_keeps_every_entry_as_it_is(alice: Person) -> None:
    record(alice, "exported")
    rows = AuditEntry.objects.for_user(alice)
    refused(lambda: rows.update(kind="signed-in"))
    refused(lambda: rows.update(at=timezone.now() - datetime.timedelta(days=3000)))
    refused(rows.delete)
    refused(lambda: connection.cursor().execute("DELETE FROM tracker_auditentry"))
    assert kinds(alice) == ["exported"]


def test_it_goes_with_its_person_and_after_two_years(alice: Person, bob: Person) -> None:
    for days in (0, KEPT_DAYS - 1, KEPT_DAYS + 2):
        at = timezone.now() - datetime.timedelta(days=days)
        AuditEntry.objects.create(person=alice, kind="exported", at=at)
    record(bob, "exported")
    assert forget_old(timezone.now()) == 1
    assert AuditEntry.objects.for_user(alice).count() == 2
    alice.delete()
    assert kinds(bob) == ["exported"]
    assert AuditEntry.objects.count() == 1


def test_made_up_diaries_have_no_such_list(alice: Person) -> None:
    sample = open_sample(alice, "UTC")
    record(sample, "exported")
    assert kinds(sample) == []
    remove_sample(sample)


def test_what_others_can_bring_about_does_not_flood_it(alice: Person) -> None:
    for _ in range(60):
        record(alice, "link-opened")
    assert len(kinds(alice)) == 50


def test_fifty_a_page_cost_what_one_costs(alice: Person, client_of: Callable[[Person], Client]) -> None:
    client = client_of(alice)
    counts = []
    for more in (1, 119):
        for _ in range(more):
            record(alice, "exported")
        client.get(reverse("happened"))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("happened"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert len(page.context["happened"].page.object_list) == 50
    assert len(client.get(reverse("happened"), {"page": "3"}).context["happened"].page.object_list) == 20
    for odd in ("0", "x", "99", "-1", "9" * 5000):
        assert client.get(reverse("happened"), {"page": odd}).status_code == 200


def test_nobody_reads_anothers(alice: Person, bob: Person, client_of: Callable[[Person], Client]) -> None:
    record(alice, "restored")
    assert "restored" not in on_the_page(client_of(bob)).lower()


@pytest.mark.parametrize(
    ("address", "network", "words"),
    [
        ("203.0.113.77", "203.0.113.0", "203.0.113.x"),
        ("::ffff:203.0.113.77", "203.0.113.0", "203.0.113.x"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::", "2001:db8:1::x"),
    ],
)
def test_an_address_is_shortened_to_its_network(address: str, network: str, words: str, rf: Any) -> None:
    assert shortened(address) == network
    assert in_words(network) == words
    assert origin_of(rf.get("/", REMOTE_ADDR=address)) == Origin("A browser", words)


def test_making_a_link_again_is_told_once(alice: Person) -> None:
    spot = candidate(alice)
    terms = sharing.Terms(
        {"start": "2026-11-01", "end": "2026-11-20", "spots": [str(spot.public_id)]}, "", 7, False
    )
    key = uuid.uuid4()
    for _ in range(2):
        sharing.make(alice, key, terms, timezone.now())
    assert kinds(alice) == ["link-made"]
