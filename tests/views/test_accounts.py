"""Signing up and in: who may, what a new account starts with, and what strangers cannot learn."""

import datetime
import threading
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD
from tracker.models import Factor, Person, UndoStep
from tracker.vocabulary import BUILTIN_FACTORS

pytestmark = pytest.mark.usefixtures("no_rate_limits")

NEW = {"username": "dora", "password1": "long enough a password", "email": "", "time_zone": "Europe/Berlin"}


def sign_up(client: Client, **changes: str):
    return client.post(reverse("account_signup"), {**NEW, **changes})


def sign_in(username: str, password: str, client: Client | None = None):
    return (client or Client()).post(reverse("account_login"), {"login": username, "password": password})


def test_before_the_first_account_every_way_in_leads_to_the_welcome_page():
    answer = Client().get(reverse("today"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("welcome")
    assert "Start your diary" in answer.content.decode()
    assert "not a medical device" in answer.content.decode()


def test_once_there_is_an_account_visitors_are_asked_to_sign_in(alice: Person):
    answer = Client().get(reverse("today"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    welcome = Client().get(reverse("welcome")).content.decode()
    assert "Sign in" in welcome
    assert reverse("sample-open") not in welcome


def test_the_first_account_is_the_administrator_and_lands_on_today():
    client = Client()
    assert sign_up(client).headers["Location"] == reverse("today")
    dora = Person.objects.get(username="dora")
    assert dora.is_superuser
    assert dora.is_staff
    assert dora.password.startswith("argon2")
    assert client.session["_auth_user_id"] == str(dora.pk)


def test_a_new_account_starts_with_the_built_in_factors_and_the_browsers_zone():
    sign_up(Client())
    dora = Person.objects.get(username="dora")
    assert Factor.objects.for_user(dora).count() == len(BUILTIN_FACTORS)
    assert (dora.time_zone, dora.day_starts_at, dora.theme) == ("Europe/Berlin", 4, "system")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "x" * 5_000, "\x00", "Europe/Berlin'; --"])
def test_a_zone_nobody_knows_never_stops_a_sign_up(zone: str):
    assert sign_up(Client(), time_zone=zone).status_code == 302
    assert Person.objects.get(username="dora").time_zone == "UTC"


def test_after_the_first_account_sign_up_is_closed_and_says_so_kindly(alice: Person):
    client = Client()
    for answer in (client.get(reverse("account_signup")), sign_up(client)):
        assert "Sign-up is closed here" in answer.content.decode()
    assert Person.objects.count() == 1


@override_settings(REGISTRATION_OPEN=True)
def test_open_registration_makes_plain_accounts(alice: Person):
    sign_up(Client())
    dora = Person.objects.get(username="dora")
    assert (dora.is_superuser, dora.is_staff) == (False, False)


@pytest.mark.django_db(transaction=True)
def test_of_two_first_sign_ups_at_one_moment_one_wins():
    start = threading.Barrier(2)
    answers: list[str] = []

    def run(name: str) -> None:
        client = Client()
        start.wait()
        answers.append(
            client.post(reverse("account_signup"), {**NEW, "username": name}, follow=True).content.decode()
        )
        connection.close()

    threads = [threading.Thread(target=run, args=[name]) for name in ("dora", "emil")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (only,) = Person.objects.all()
    assert only.is_superuser
    assert sum("Sign-up is closed here" in text for text in answers) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password1": "short"}, "password1"),
        ({"password1": "password123"}, "password1"),
        ({"username": ""}, "username"),
        ({"username": "a b"}, "username"),
        ({"username": "x" * 200}, "username"),
        ({"email": "nonsense"}, "email"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_the_rest_is_kept(wrong: dict[str, str], field: str):
    answer = sign_up(Client(), **wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="Europe/Berlin"' in answer.content.decode()
    assert not Person.objects.exists()


def test_signing_in_works_with_the_right_password_only(alice: Person):
    client = Client()
    assert sign_in("alice", "wrong", client).status_code == 422
    assert "_auth_user_id" not in client.session
    assert sign_in("ALICE", PASSWORD, client).status_code == 302
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_what_undo_kept_for_more_than_a_day_is_gone_after_the_next_sign_in(alice: Person, bob: Person):
    now = timezone.now()
    for owner in (alice, bob):
        for kind, hours in (("day", 23), ("day", 25), ("merge", 25)):
            step = UndoStep.objects.create(person=owner, kind=kind, before={"fields": {"note": "a secret"}})
            UndoStep.objects.filter(pk=step.pk).update(made_at=now - datetime.timedelta(hours=hours))
    assert sign_in("alice", PASSWORD).status_code == 302
    left = UndoStep.objects.for_user(alice).order_by("made_at", "pk").values_list("kind", flat=True)
    assert list(left) == ["merge", "day"]
    assert UndoStep.objects.for_user(bob).count() == 3


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(alice: Person):
    for _ in range(5):
        sign_in("alice", "wrong")
    client = Client()
    answer = sign_in("alice", PASSWORD, client)
    assert answer.status_code == 422
    assert "tried too often" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_sign_in_page_tells_nobody_whether_a_name_exists(alice: Person):
    one = sign_in("alice", "wrong").context["form"].errors
    other = sign_in("nobody", "wrong").context["form"].errors
    assert one == other


@override_settings(REGISTRATION_OPEN=True)
def test_signing_up_with_somebodys_address_tells_nothing_and_takes_nothing(alice: Person):
    EmailAddress.objects.create(user=alice, email="alice@example.org", primary=True, verified=True)
    assert sign_up(Client(), email="alice@example.org").status_code == 302
    assert EmailAddress.objects.get(user=alice).verified
    assert not EmailAddress.objects.get(user__username="dora").verified


def test_asking_for_a_new_password_answers_the_same_for_known_and_unknown_addresses(alice: Person):
    alice.email = "alice@example.org"
    alice.save()
    pages = [
        Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
        for address in ("alice@example.org", "nobody@example.org")
    ]
    assert pages[0].content == pages[1].content
    sent = [message for message in mail.outbox if message.to == ["alice@example.org"]]
    assert len(sent) == 1
    assert "!" not in sent[0].body


def test_the_link_in_the_mail_sets_a_new_password(alice: Person):
    alice.email = "alice@example.org"
    alice.save()
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "alice@example.org"})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    page = client.get(link, follow=True)
    new = {"password1": "another long password", "password2": "another long password"}
    client.post(page.redirect_chain[-1][0], new)
    assert sign_in("alice", "another long password").status_code == 302


def test_the_administration_is_behind_the_same_sign_in(alice: Person):
    answer = Client().get(reverse("admin:login"))
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_email",
        "account_logout",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "usersessions_list",
    ],
)
def test_every_page_of_the_account_wears_our_look(
    name: str, alice: Person, client_of: Callable[[Person], Client]
):
    client = client_of(alice)
    answer = client.get(reverse(name), follow=True)
    if "reauthenticate" in (answer.redirect_chain or [[""]])[-1][0]:
        answer = client.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="nav"' in text
    assert text.count("<h1") == 1
    assert "style=" not in text
    assert "<p><label" not in text
