from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tracker.models import Person

GOOD = {"time_zone": "America/New_York", "day_starts_at": "3", "figure": "male", "theme": "dark"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


def stored(person: Person) -> tuple[object, ...]:
    person.refresh_from_db()
    return person.time_zone, person.day_starts_at, person.figure, person.theme


def test_settings_are_saved_and_the_page_shown_again(client: Client, alice: Person):
    assert client.post(reverse("settings"), GOOD).status_code == 302
    assert stored(alice) == ("America/New_York", 3, "male", "dark")


def test_a_city_is_enough_to_name_a_zone(client: Client, alice: Person):
    client.post(reverse("settings"), {**GOOD, "time_zone": "tokyo"})
    assert stored(alice)[0] == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Atlantis"),
        ("time_zone", ""),
        ("time_zone", "x" * 200),
        ("day_starts_at", "13"),
        ("day_starts_at", "-1"),
        ("day_starts_at", "four"),
        ("figure", "robot"),
        ("theme", "neon"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_bad_value_is_told_by_its_field_and_nothing_is_saved(
    client: Client, alice: Person, field: str, value: str, headers: dict[str, str]
):
    before = stored(alice)
    answer = client.post(reverse("settings"), {**GOOD, field: value}, headers=headers)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert stored(alice) == before


def test_what_was_not_saved_does_not_show_as_if_it_were(client: Client):
    answer = client.post(reverse("settings"), {**GOOD, "time_zone": "Atlantis"})
    assert 'data-theme="system"' in answer.content.decode()
    assert 'value="Atlantis"' in answer.content.decode()


def test_htmx_gets_the_form_and_the_time_of_saving(client: Client):
    answer = client.post(reverse("settings"), {**GOOD, "theme": "system"}, headers=HTMX)
    text = answer.content.decode()
    assert "<html" not in text
    assert "Saved " in text
    assert "HX-Refresh" not in answer.headers


def test_a_new_theme_is_applied_at_once(client: Client):
    assert client.post(reverse("settings"), GOOD, headers=HTMX).headers["HX-Refresh"] == "true"
    assert 'data-theme="dark"' in client.get(reverse("settings")).content.decode()


def test_nobody_changes_more_than_their_own_settings(client: Client, alice: Person, bob: Person):
    before = stored(bob)
    client.post(reverse("settings"), {**GOOD, "id": bob.pk, "username": "root", "is_superuser": "on"})
    alice.refresh_from_db()
    assert (alice.username, alice.is_superuser) == ("alice", False)
    assert stored(bob) == before


@pytest.mark.parametrize("name", ["settings", "factors", "more"])
def test_visitors_are_sent_to_sign_in(name: str, alice: Person):
    answer = Client().get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
