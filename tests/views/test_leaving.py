"""The pages on which something is deleted for good: what has to be typed, and what is said before and after."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.addresses import TODAY
from tests.conftest import PASSWORD
from tracker.models import CheckIn, Person, Rating, Spot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limits")]

YESTERDAY = TODAY - datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def spot(alice: Person) -> Spot:
    spot = factories.spot(alice)
    factories.rating(spot, YESTERDAY, 6)
    factories.rating(spot, TODAY, 4)
    return spot


@pytest.fixture
def client(alice: Person, spot: Spot, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


def test_everything_goes_and_the_page_after_it_says_what(client: Client, alice: Person) -> None:
    answer = client.post("/data/delete/", {"username": " Alice ", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/farewell/", 303)]
    text = " ".join(answer.content.decode().split())
    assert "2 days with 2 pain ratings, 0 treatments and 0 factor values" in text
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value
    assert not Person.objects.filter(pk=alice.pk).exists()
    assert client.get("/farewell/").status_code == 200
    assert client.post("/data/delete/", {"username": "alice", "password": PASSWORD}).status_code == 302
    assert Client().get("/farewell/").headers["Location"] == "/welcome/"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"username": "alic", "password": PASSWORD}, "This is not your username."),
        ({"username": "alice", "password": "wrong"}, "This is not your password."),
        ({"username": "alice", "password": ""}, "Type your password."),
        ({}, "Type your username."),
    ],
)
def test_nothing_goes_unless_name_and_password_are_right(
    client: Client, sent: dict[str, str], said: str
) -> None:
    answer = client.post("/data/delete/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert CheckIn.objects.count() == 2


def test_the_password_cannot_be_guessed_for_long(client: Client) -> None:
    answers = [
        client.post("/data/delete/", {"username": "alice", "password": f"guess {n}"}) for n in range(11)
    ]
    assert answers[-1].status_code == 429
    assert "too often" in answers[6].content.decode()


def test_who_has_no_password_confirms_by_another_way(client: Client, alice: Person) -> None:
    alice.set_unusable_password()
    alice.save()
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    client.force_login(alice)
    page = client.get("/data/delete/").content.decode()
    assert 'name="password"' not in page
    assert client.post("/data/delete/", {"username": "bob"}).status_code == 422
    asked = client.post("/data/delete/", {"username": "alice"})
    assert asked.headers["Location"].startswith("/account/2fa/reauthenticate/")
    assert Person.objects.filter(pk=alice.pk).exists()
    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
    done = client.post(asked.headers["Location"], {"code": code, "next": "/data/delete/"}, follow=True)
    assert done.redirect_chain[-1] == ("/farewell/", 303)
    assert not Person.objects.filter(pk=alice.pk).exists()


def test_sample_data_is_removed_elsewhere(client_of: Callable[[Person], Client]) -> None:
    client = client_of(factories.person("sample data", is_sample=True))
    for ask in (client.get, client.post):
        assert ask("/data/delete/").headers["Location"] == "/settings/"
    assert "/data/delete/days/" in client.get("/data/").content.decode()


def test_days_are_named_looked_at_and_then_gone(client: Client) -> None:
    assert client.get("/data/delete/days/").status_code == 200
    days = {"first": str(YESTERDAY), "last": str(YESTERDAY)}
    shown = " ".join(client.get("/data/delete/days/", days).content.decode().split())
    assert "21 November 2026" in shown
    assert '<dt>pain rating</dt><dd class="figure">1</dd>' in shown
    assert Rating.objects.count() == 2
    for _ in range(2):
        assert client.post("/data/delete/days/", days).headers["Location"] == "/data/"
        assert Rating.objects.get().date == TODAY
    again = client.get("/data/delete/days/", days).content.decode()
    assert "Nothing is recorded on these days" in again
    assert "Delete these days" not in again


@pytest.mark.parametrize(
    "days",
    [
        {"first": str(TODAY), "last": str(YESTERDAY)},
        {"first": "", "last": str(TODAY)},
        {"first": "1850-01-01", "last": str(TODAY)},
        {"first": str(TODAY), "last": "2027-01-01"},
        {"first": "yesterday", "last": "today"},
    ],
)
def test_days_that_are_none_are_refused(client: Client, days: dict[str, str]) -> None:
    for ask in (client.get, client.post):
        answer = ask("/data/delete/days/", days)
        assert answer.status_code == 422
        assert "errorlist" in answer.content.decode()
    assert Rating.objects.count() == 2


def test_a_spot_is_deleted_after_a_page_that_says_what_goes(client: Client, spot: Spot) -> None:
    address = f"/spots/{spot.public_id}/delete/"
    assert address in client.get(f"/spots/{spot.public_id}/edit/").content.decode()
    shown = " ".join(client.get(address).content.decode().split())
    assert "Archive it instead" in shown
    assert '<dt>pain ratings</dt><dd class="figure">2</dd>' in shown
    assert Spot.objects.exists()
    assert client.post(address).headers["Location"] == "/spots/"
    assert not Rating.objects.exists()
    assert client.post(address).status_code == 404
