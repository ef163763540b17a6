"""Every address: strangers sign in first, another person's things are not there, and no POST without its token."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from tests.addresses import TODAY, Address, addresses, owned_ids
from tracker.models import Person

pytestmark = pytest.mark.django_db

# What a visitor without an account may see.
OPEN = {
    "welcome",
    "help-now",
    "privacy",
    "learn",
    "learn-page",
    "account_login",
    "sample-open",
    "sample-leave",
    "health",
    *("shared", "shared-write", "shared-pdf"),
}
# The secret in their address is their token: no account, and so nobody's session, has a part in them.
OWN_TOKEN = {"shared", "shared-write", "shared-pdf"}


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def alices(alice: Person) -> list[Address]:
    return addresses(owned_ids(alice))


def test_strangers_are_sent_to_sign_in(alices: list[Address]) -> None:
    closed = [address for address in alices if address.name not in OPEN]
    assert len(closed) > 35
    for address in closed:
        answers = [Client().get(address.path), Client().post(address.path)]
        sent_away = [answer for answer in answers if answer.status_code == 302]
        assert sent_away, address
        assert {answer.status_code for answer in answers} <= {302, 405}, address
        for answer in sent_away:
            assert answer.headers["Location"].startswith(("/account/login/", "/welcome/")), address


def test_another_persons_things_are_not_there(
    alices: list[Address], charlie: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(charlie)
    owned = [address for address in alices if address.owned]
    assert len(owned) > 12
    for address in owned:
        answers = {client.get(address.path).status_code, client.post(address.path).status_code}
        assert 404 in answers, address
        assert answers <= {404, 405}, address


def test_no_post_without_its_token(alices: list[Address], alice: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    for address in alices:
        if address.name in OWN_TOKEN:
            continue
        assert client.post(address.path, {"stress": "3"}).status_code == 403, address


def test_no_page_breaks_and_none_is_kept_by_caches(
    alices: list[Address], alice: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(alice)
    for address in alices:
        answer = client.get(address.path)
        assert answer.status_code in {200, 302, 303, 400, 404, 405, 422}, (address, answer.status_code)
        assert "no-store" in answer.headers["Cache-Control"], address
