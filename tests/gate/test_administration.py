"""The administration: behind our own sign-in and a second step, and of accounts alone."""

from collections.abc import Callable

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.addresses import TODAY
from tests.conftest import PASSWORD
from tests.gate.codes import code_of_now
from tracker.models import AuditEntry, Person, Problem
from tracker.operating import problems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limits")]

SECRET = "A" * 32


@pytest.fixture
def root(make_person: Callable[..., Person]) -> Person:
    return make_person("root", is_staff=True, is_superuser=True)


def sign_in(person: Person) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    return client


def with_second_step(person: Person) -> Client:
    TOTP.activate(person, SECRET)
    client = sign_in(person)
    client.post(reverse("mfa_authenticate"), {"code": code_of_now(SECRET)})
    return client


def test_strangers_are_sent_to_our_sign_in_and_others_away(alice: Person) -> None:
    answer = Client().get("/admin/tracker/person/", follow=True)
    assert answer.redirect_chain[-1][0] == "/account/login/?next=%2Fadmin%2Ftracker%2Fperson%2F"
    assert with_second_step(alice).get("/admin/", follow=True).status_code == 403


def test_an_administrator_without_a_second_step_is_told_to_set_one_up(root: Person) -> None:
    answer = sign_in(root).get("/admin/", follow=True)
    assert answer.status_code == 403
    assert reverse("mfa_index") in answer.content.decode()


def test_the_second_step_holds_for_an_hour_and_is_then_asked_for_again(root: Person) -> None:
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False) as clock:
        client = with_second_step(root)
        assert client.get("/admin/").status_code == 200
        clock.shift(3601)
        answer = client.get("/admin/tracker/person/", follow=True)
        assert answer.redirect_chain[-1][0].startswith(
            f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2Ftracker"
        )
        answer = client.post(answer.redirect_chain[-1][0], {"code": code_of_now(SECRET)})
        assert answer.headers["Location"] == "/admin/tracker/person/"
        assert client.get("/admin/tracker/person/").status_code == 200


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/data/delete/", "/admin/login/"]
)
def test_its_door_leads_nowhere_else(root: Person, wanted: str) -> None:
    answer = with_second_step(root).get("/admin/login/", {"next": wanted})
    assert answer.headers["Location"] == "/admin/"


def test_it_shows_accounts_and_work_and_nothing_of_a_diary(root: Person, alice: Person) -> None:
    spot = factories.spot(alice, nickname="desk corner")
    factories.rating(spot, TODAY, 7)
    assert {model._meta.label for model in admin.site._registry} == {
        "tracker.Person",
        "tracker.Problem",
        "django_tasks_database.DBTaskResult",
    }
    problems.keep(problems.Seen("builtins.ValueError", "tracker/day.py:3", "the way"), timezone.now())
    met = Problem.objects.get()
    client = with_second_step(root)
    pages = ["/admin/", "/admin/tracker/person/", "/admin/django_tasks_database/dbtaskresult/"]
    pages += ["/admin/tracker/problem/", f"/admin/tracker/problem/{met.pk}/change/"]
    pages += [f"/admin/tracker/person/{alice.pk}/change/", f"/admin/tracker/person/{alice.pk}/history/"]
    for path in pages:
        text = client.get(path).content.decode()
        assert "<h1" in text or "<h2" in text, path
        for word in ("desk corner", "seen_flags", "untouched_before", "open_proposals", "revision", "alice@"):
            assert word not in text, (path, word)
    assert "tracker/day.py:3" in client.get(pages[3]).content.decode()
    for path in (f"person/{alice.pk}/delete/", f"problem/{met.pk}/delete/", "problem/add/"):
        assert client.get(f"/admin/tracker/{path}").status_code == 403
    assert client.post(f"/admin/tracker/problem/{met.pk}/change/", {"kind": "x"}).status_code == 403


def test_a_closed_account_is_out_at_once_and_its_person_is_told(root: Person, alice: Person) -> None:
    theirs, client = sign_in(alice), with_second_step(root)
    client.post(f"/admin/tracker/person/{alice.pk}/change/", {"username": "alice"})
    alice.refresh_from_db()
    assert not alice.is_active
    assert theirs.get("/").status_code == 302
    kinds = set(AuditEntry.objects.for_user(alice).values_list("kind", flat=True))
    assert kinds == {"signed-in", "changed-by-staff", "sessions-ended"}


def test_who_looks_after_accounts_closes_them_and_does_no_more(
    root: Person, alice: Person, make_person: Callable[..., Person]
) -> None:
    client = with_second_step(make_person("helper", is_staff=True))
    for path in ("person/", "problem/"):
        assert client.get(f"/admin/tracker/{path}").status_code == 200
    sent = {"username": "alicia", "is_staff": "on", "is_superuser": "on"}
    assert client.post(f"/admin/tracker/person/{alice.pk}/change/", sent).status_code == 302
    alice.refresh_from_db()
    assert (alice.username, alice.is_active) == ("alice", False)
    assert not alice.is_staff
    assert not alice.is_superuser
    assert client.post(f"/admin/tracker/person/{root.pk}/change/", sent).status_code == 403
    assert client.get("/admin/tracker/person/add/").status_code == 403


def test_a_new_password_from_an_administrator_is_told_and_only_the_first_may_give_one(
    root: Person, alice: Person, make_person: Callable[..., Person]
) -> None:
    path = f"/admin/tracker/person/{alice.pk}/password/"
    new = {"usable_password": "true", "password1": "quite another one", "password2": "quite another one"}
    helper = make_person("helper", is_staff=True)
    assert with_second_step(helper).post(path, new).status_code == 403
    assert with_second_step(root).post(path, new).status_code == 302
    alice.refresh_from_db()
    assert alice.check_password("quite another one")
    assert AuditEntry.objects.for_user(alice).filter(kind="changed-by-staff").exists()
