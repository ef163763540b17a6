"""Second steps, as a person takes them on the pages of their account."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD


def code_of_now(secret: str) -> str:
    """What an authenticator app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def prove(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def add_a_factor(client: Client) -> None:
    prove(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of_now(secret)}).status_code == 302
