"""How long a sign-in lasts, and what ends it."""

import datetime
from collections.abc import Callable, Iterator

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.addresses import TODAY, Address, addresses, owned_ids
from tests.conftest import PASSWORD
from tests.gate.codes import add_a_factor, prove
from tracker.gate import sessions
from tracker.gate.tidying import tidy_gate
from tracker.models import AuditEntry, Person
from tracker.unchanged import live_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limits")]

DAY = datetime.timedelta(days=1)
NEW = "another long password"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False) as moved:
        yield moved


def signed_in(person: Person, **headers: str) -> Client:
    client = Client(headers=headers)
    answer = client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def key_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def test_it_ends_fourteen_days_after_the_last_visit(alice: Person, clock: time_machine.Traveller) -> None:
    client = signed_in(alice)
    clock.shift(13 * DAY)
    assert is_in(client)
    clock.shift(13 * DAY)
    assert is_in(client)
    clock.shift(14 * DAY + datetime.timedelta(hours=2))
    assert not is_in(client)


def test_it_ends_sixty_days_after_the_sign_in_however_often_it_is_used(
    alice: Person, clock: time_machine.Traveller
) -> None:
    client = signed_in(alice)
    for _ in range(5):
        clock.shift(11 * DAY)
        assert is_in(client)
    row = Session.objects.get(pk=key_of(client))
    assert row.expire_date - timezone.now() == 5 * DAY
    assert live_session(row.pk, timezone.now()).get().session_data
    clock.shift(5 * DAY + datetime.timedelta(seconds=1))
    assert not live_session(row.pk, timezone.now()).get().session_data
    assert not is_in(client)


def test_it_is_the_server_that_ends_it_and_the_worker_that_removes_its_row(
    alice: Person, clock: time_machine.Traveller
) -> None:
    key = key_of(signed_in(alice))
    kept = Client()
    kept.cookies["sessionid"] = key
    assert is_in(kept)
    clock.shift(15 * DAY)
    assert not is_in(kept)
    tidy_gate(timezone.now())
    assert not Session.objects.filter(pk=key).exists()
    assert not UserSession.objects.exists()


def test_being_seen_is_written_down_once_an_hour(alice: Person, clock: time_machine.Traveller) -> None:
    client = signed_in(alice)
    written = []
    for minutes in (0, 30, 31, 10):
        clock.shift(minutes * 60)
        with CaptureQueriesContext(connection) as captured:
            assert is_in(client)
        updates = [query["sql"] for query in captured if query["sql"].startswith("UPDATE")]
        written.append(any("session" in sql for sql in updates))
    assert written == [False, False, True, False]
    assert UserSession.objects.get().last_seen_at == timezone.now() - datetime.timedelta(minutes=10)


def test_the_key_is_another_one_after_signing_in_and_after_proving_again(alice: Person) -> None:
    client = Client()
    client.get(reverse("account_login"))
    client.session.save()
    before = client.session.session_key
    client.post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    first = key_of(client)
    prove(client)
    second = key_of(client)
    assert len({before, first, second}) == 3
    assert set(Session.objects.values_list("pk", flat=True)) & {first, second} == {second}
    assert UserSession.objects.get().session_key == second


def test_signing_out_deletes_the_row_and_empties_the_browser(alice: Person) -> None:
    client = signed_in(alice)
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(session_data__gt="").filter(pk=key_of(client) or "-").exists()
    assert not UserSession.objects.exists()
    assert "Clear-Site-Data" not in client.get(reverse("account_login")).headers


def test_deleting_the_account_empties_the_browser_as_well(alice: Person) -> None:
    client = signed_in(alice)
    assert client.cookies["browser"].value
    answer = client.post("/data/delete/", {"username": "alice", "password": PASSWORD})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not client.cookies["browser"].value


@override_settings(
    SESSION_ENGINE="tracker.gate.cached_session_store",
    SESSION_CACHE_ALIAS="memory",
    CACHES={**settings.CACHES, "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
)
def test_with_a_cache_before_the_database_they_end_as_well(
    alice: Person, clock: time_machine.Traveller
) -> None:
    here, there = signed_in(alice), signed_in(alice)
    assert is_in(there)
    sessions.end_others(alice, key_of(here))
    assert [is_in(here), is_in(there)] == [True, False]
    prove(here)
    assert is_in(here)
    clock.shift(15 * DAY)
    assert not is_in(here)


def test_what_a_message_says_is_in_no_cookie_of_somebody_signed_in(alice: Person) -> None:
    client = signed_in(alice)
    prove(client)
    client.post(reverse("usersessions_list"))
    assert "messages" not in client.cookies
    assert "Nothing was left to sign out." in client.get("/settings/").content.decode()
    assert "Nothing was left" not in client.get("/settings/").content.decode()
    client.post(reverse("account_logout"))
    assert client.cookies["messages"].value
    assert "signed out" in client.get(reverse("account_login")).content.decode().lower()


def test_the_page_lists_every_device_and_signs_one_or_all_others_out(alice: Person, bob: Person) -> None:
    here, phone, desk, other = (
        signed_in(alice),
        signed_in(alice, user_agent=FIREFOX),
        signed_in(alice),
        signed_in(bob),
    )
    devices = here.get(reverse("usersessions_list")).context["devices"]
    assert [device.is_this for device in devices] == [True, False, False]
    assert UserSession.objects.filter(ip="127.0.0.0").count() == 4
    (of_phone,) = (device.handle for device in devices if device.name == "Firefox on Windows")
    asked = here.post(reverse("usersessions_list"), {"end": of_phone})
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert is_in(phone)
    prove(here)
    assert other.post(reverse("usersessions_list"), {"end": of_phone}).status_code == 302
    here.post(reverse("usersessions_list"), {"end": of_phone})
    assert [is_in(client) for client in (here, phone, desk, other)] == [True, False, True, True]
    here.post(reverse("usersessions_list"))
    assert [is_in(client) for client in (here, desk, other)] == [True, False, True]


def change_password(client: Client) -> None:
    prove(client)
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), sent)


def remove_a_factor(client: Client) -> None:
    prove(client)
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302


def test_whatever_changes_how_one_signs_in_ends_all_other_sessions(alice: Person) -> None:
    for change in (change_password, add_a_factor, remove_a_factor):
        here, there = Client(), Client()
        for client in (here, there):
            client.force_login(alice)
            UserSession.objects.create(user=alice, ip="10.0.0.1", session_key=key_of(client), user_agent="x")
        if change is change_password:
            alice.set_password(PASSWORD)
        change(here)
        assert [is_in(here), is_in(there)] == [True, False], change
        assert not Session.objects.filter(pk=key_of(there)).exists()
        if change is change_password:
            alice.refresh_from_db()
            assert alice.check_password(NEW)
            alice.set_password(PASSWORD)
            alice.save()
    assert not Authenticator.objects.exists()


def test_a_password_set_by_the_link_in_a_mail_ends_every_session(alice: Person) -> None:
    alice.email = "alice@example.org"
    alice.save()
    client, fresh = signed_in(alice), Client()
    fresh.post(reverse("account_reset_password"), {"email": "alice@example.org"})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    page = fresh.get(link, follow=True)
    fresh.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert not is_in(client)
    assert not Session.objects.filter(pk=key_of(client)).exists()
    kinds = list(AuditEntry.objects.for_user(alice).order_by("-pk").values_list("kind", flat=True)[:2])
    assert kinds == ["sessions-ended", "password-reset"]


def test_no_page_of_somebody_signed_in_is_kept_by_caches(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(alice)
    TOTP.activate(alice, "A" * 32)
    every: list[Address] = addresses(owned_ids(alice))
    paths = [address.path for address in every] + [
        reverse(name)
        for name in (
            "account_change_password",
            "account_email",
            "account_reauthenticate",
            "mfa_index",
            "admin:index",
        )
    ]
    for path in paths:
        answer = client.get(path)
        assert "no-store" in answer.headers["Cache-Control"], path
        for name in (
            "Permissions-Policy",
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Content-Security-Policy",
        ):
            assert answer.headers[name], (path, name)
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
