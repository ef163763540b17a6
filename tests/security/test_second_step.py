"""Codes of an app and recovery codes: each counts once, for half a minute or until it is used, and none is guessed."""

import base64
import time
from collections.abc import Callable

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import crypto

from tests.conftest import PASSWORD
from tests.hashers import CheapArgon2
from tracker.models import Person

pytestmark = pytest.mark.usefixtures("no_rate_limits")
NOW = "2026-11-22T19:14:05+00:00"


@pytest.fixture
def secret(alice: Person) -> str:
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    RecoveryCodes.activate(alice)
    return secret


def code_of(secret: str, steps_ago: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - steps_ago))


def sign_in(code: str, password: str = PASSWORD) -> bool:
    """Whether password and code open the diary."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": "alice", "password": password})
    assert answer.headers.get("Location") == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": code})
    return client.get(reverse("today")).status_code == 200


def test_the_password_alone_opens_nothing(secret: str):
    client = Client()
    client.post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    assert client.get(reverse("today")).status_code == 302
    assert not sign_in("000000")


@time_machine.travel(NOW, tick=False)
def test_a_code_of_the_app_counts_once(secret: str):
    code = code_of(secret)
    assert sign_in(code)
    assert not sign_in(code)


@time_machine.travel(NOW, tick=False)
def test_a_code_of_the_app_is_over_after_half_a_minute(secret: str):
    assert not sign_in(code_of(secret, steps_ago=1))
    assert not sign_in(code_of(secret, steps_ago=-1))


def test_a_recovery_code_counts_once(alice: Person, secret: str):
    codes = RecoveryCodes(Authenticator.objects.get(user=alice, type=Authenticator.Type.RECOVERY_CODES))
    first = codes.get_unused_codes()[0]
    assert sign_in(first)
    assert not sign_in(first)


def test_codes_and_their_secrets_are_long_and_differ_each_time(alice: Person, bob: Person):
    secrets = {generate_totp_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert all(len(base64.b32decode(secret)) >= 16 for secret in secrets)
    codes = [RecoveryCodes.activate(person).get_unused_codes() for person in (alice, bob)]
    assert not set(codes[0]) & set(codes[1])
    assert all(len(code) >= 7 for code in codes[0])  # 20 bits are 6.02 digits


def test_a_new_password_by_mail_does_not_get_round_the_second_step(alice: Person, secret: str):
    alice.email = "alice@example.org"
    alice.save()
    client = Client()
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    page = client.get(link, follow=True)
    new = {"password1": "rain on the roof", "password2": "rain on the roof"}
    client.post(page.redirect_chain[-1][0], new)
    assert client.get(reverse("today")).status_code == 302
    assert not sign_in("000000", "rain on the roof")


def test_a_link_for_a_new_password_is_of_use_once_and_for_an_hour(alice: Person):
    alice.email = "alice@example.org"
    alice.save()
    ask, use = Client(), Client()
    with time_machine.travel(NOW) as clock:
        ask.post(reverse("account_reset_password"), {"email": alice.email})
        link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
        clock.shift(61 * 60)
        assert "password1" not in use.get(link, follow=True).content.decode()
        ask.post(reverse("account_reset_password"), {"email": alice.email})
        link = next(word for word in mail.outbox[1].body.split() if word.startswith("http"))
        page = use.get(link, follow=True)
        new = {"password1": "rain on the roof", "password2": "rain on the roof"}
        assert use.post(page.redirect_chain[-1][0], new).status_code == 302
        assert "password1" not in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize("address", ["a@example.org\r\nBcc: x@elsewhere.example", "a@example.org\nX: y", "@"])
def test_no_address_smuggles_a_line_into_a_mail(address: str, alice: Person):
    answer = Client().post(reverse("account_reset_password"), {"email": address})
    assert answer.status_code == 422
    assert mail.outbox == []


def test_a_password_kept_by_an_older_method_is_kept_by_argon2_after_the_next_sign_in(alice: Person, settings):
    settings.PASSWORD_HASHERS = [
        f"{CheapArgon2.__module__}.{CheapArgon2.__qualname__}",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    older = make_password(PASSWORD, hasher="pbkdf2_sha256")
    Person.objects.filter(pk=alice.pk).update(password=older)
    Client().post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    alice.refresh_from_db()
    assert alice.password.startswith("argon2$")


def test_keys_of_sessions_are_long_and_from_the_operating_system(monkeypatch: pytest.MonkeyPatch):
    """32 characters of 36 are 165 bits; the generator is the one for secrets."""
    asked = []
    choice = crypto.secrets.choice
    monkeypatch.setattr(crypto.secrets, "choice", lambda letters: asked.append(letters) or choice(letters))
    key = Client().session._get_new_session_key()
    assert len(key) == 32 <= len(asked)
    assert len(set(asked[0])) == 36


@pytest.mark.parametrize(
    "name",
    ["mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_add_webauthn"],
)
def test_changes_of_how_one_signs_in_ask_again_who_it_is(
    name: str, secret: str, client_of: Callable[[Person], Client], bob: Person, alice: Person
):
    answer = client_of(bob if name == "mfa_activate_totp" else alice).get(reverse(name))
    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]


def test_who_is_shut_out_is_out_at_once(alice: Person, client_of: Callable[[Person], Client]):
    client = client_of(alice)
    assert client.get(reverse("today")).status_code == 200
    Person.objects.filter(pk=alice.pk).update(is_active=False)
    assert client.get(reverse("today")).status_code == 302
