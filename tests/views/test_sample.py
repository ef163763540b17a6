"""Sample data: apart from every real diary, never a way into one, and gone without a trace."""

from collections.abc import Callable
from functools import partial

import pytest
from django.apps import apps
from django.test import Client, override_settings
from django.urls import reverse

from tests.conftest import PASSWORD
from tracker.changes import sample as sample_diary
from tracker.models import CheckIn, Person, Spot

pytestmark = pytest.mark.usefixtures("no_rate_limits")


def rows_of_every_table() -> dict[str, int]:
    return {
        model._meta.db_table: model.objects.count() for model in apps.get_models(include_auto_created=True)
    }


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.fixture
def months() -> int:
    """Whose account it is does not depend on how long a diary it holds."""
    return 1


@pytest.fixture(autouse=True)
def as_long_as_needed(monkeypatch: pytest.MonkeyPatch, months: int) -> None:
    monkeypatch.setattr(sample_diary, "fill", partial(sample_diary.fill, months=months))


@pytest.fixture
def sample() -> Client:
    """A visitor of a fresh Unknot who opened the sample."""
    client = Client()
    client.post(reverse("sample-open"), {"time_zone": "Europe/Berlin"})
    return client


@pytest.mark.parametrize("months", [sample_diary.MONTHS])
def test_a_visitor_opens_a_full_diary_of_their_own_zone(sample: Client):
    person = Person.objects.get()
    assert who(sample) == str(person.pk)
    assert (person.is_sample, person.time_zone, person.is_staff) == (True, "Europe/Berlin", False)
    assert CheckIn.objects.for_user(person).count() > 150
    assert Spot.objects.for_user(person).count() >= 5


def test_every_page_says_that_it_is_sample_data(sample: Client):
    for name in ("settings", "factors", "more", "help-now"):
        assert "<strong>Sample data.</strong>" in sample.get(reverse(name)).content.decode()


def test_opening_it_twice_makes_one(sample: Client):
    before = rows_of_every_table()
    sample.post(reverse("sample-open"))
    Client().post(reverse("sample-open"))
    after = rows_of_every_table()
    assert after["tracker_person"] == before["tracker_person"]
    assert after["tracker_rating"] == before["tracker_rating"]


def test_removing_it_leaves_not_a_row_in_any_table(db: None):
    before = rows_of_every_table()
    client, other = Client(), Client()
    client.post(reverse("sample-open"))
    other.post(reverse("sample-open"))
    assert rows_of_every_table() != before
    answer = client.post(reverse("sample-remove"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("welcome")
    assert "The sample data is gone" in answer.content.decode()
    assert rows_of_every_table() == before
    assert other.get(reverse("more")).status_code == 302


def test_it_does_not_close_the_sign_up_nor_take_the_first_place(sample: Client):
    answer = sample.post(reverse("sample-leave"))
    assert answer.headers["Location"] == reverse("account_signup")
    assert who(sample) is None
    sample.post(
        reverse("account_signup"),
        {"username": "dora", "password1": "long enough a password", "time_zone": "Europe/Berlin"},
    )
    dora = Person.objects.get(username="dora")
    assert dora.is_superuser
    assert not CheckIn.objects.for_user(dora).exists()


def test_the_first_account_takes_charge_of_the_sample_that_was_opened_before(sample: Client):
    sample.post(reverse("sample-leave"))
    sample.post(reverse("account_signup"), {"username": "dora", "password1": "long enough a password"})
    assert reverse("sample-remove") in sample.get(reverse("settings")).content.decode()
    sample.post(reverse("sample-remove"))
    assert [person.username for person in Person.objects.all()] == ["dora"]
    assert who(sample) is not None


def test_a_signed_in_person_changes_over_and_needs_the_password_to_come_back(
    alice: Person, client_of: Callable[[Person], Client]
):
    client = client_of(alice)
    client.post(reverse("sample-open"))
    sample = Person.objects.get(is_sample=True)
    assert who(client) == str(sample.pk)
    assert sample.time_zone == alice.time_zone
    client.post(reverse("sample-leave"))
    assert who(client) is None
    client.post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    assert who(client) == str(alice.pk)
    assert not CheckIn.objects.for_user(alice).exists()


def test_from_the_sample_no_address_reaches_a_real_account(
    alice: Person, client_of: Callable[[Person], Client]
):
    client = client_of(alice)
    client.post(reverse("sample-open"))
    for name in (
        "account_login",
        "account_change_password",
        "account_set_password",
        "mfa_index",
        "account_email",
    ):
        assert client.get(reverse(name)).headers["Location"] == reverse("settings")
        assert client.post(reverse(name), {"login": "alice", "password": PASSWORD}).status_code == 302
    assert who(client) == str(Person.objects.get(is_sample=True).pk)


def test_everybody_has_a_sample_of_their_own(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
):
    for person in (alice, bob):
        client_of(person).post(reverse("sample-open"))
    assert Person.objects.filter(is_sample=True).count() == 2
    client_of(alice).post(reverse("sample-remove"))
    assert Person.objects.filter(is_sample=True).count() == 1
    client_of(alice).post(reverse("sample-remove"))
    assert Person.objects.filter(is_sample=True).count() == 1
    assert Person.objects.filter(is_sample=False).count() == 2


def test_removing_never_touches_a_real_account(alice: Person, client_of: Callable[[Person], Client]):
    before = rows_of_every_table()
    client = client_of(alice)
    client.post(reverse("sample-remove"))
    assert Person.objects.filter(pk=alice.pk).exists()
    Client().post(reverse("sample-remove"))
    after = rows_of_every_table()
    assert {**after, "django_session": 0} == {**before, "django_session": 0}


def test_once_there_are_accounts_visitors_cannot_open_it(alice: Person):
    answer = Client().post(reverse("sample-open"))
    assert answer.headers["Location"] == reverse("account_login")
    assert not Person.objects.filter(is_sample=True).exists()


@pytest.mark.parametrize("name", ["sample-open", "sample-leave", "sample-remove"])
def test_nothing_happens_by_following_a_link(name: str, db: None):
    assert Client().get(reverse(name)).status_code == 405


@override_settings(REGISTRATION_OPEN=True)
def test_nobody_can_sign_in_to_the_sample_or_take_its_name(sample: Client):
    name = Person.objects.get().username
    answer = Client().post(reverse("account_login"), {"login": name, "password": ""})
    assert answer.status_code == 422
    answer = Client().post(
        reverse("account_signup"), {"username": name, "password1": "long enough a password"}
    )
    assert "username" in answer.context["form"].errors


@pytest.mark.django_db
def test_a_sample_with_a_password_of_its_own_can_be_signed_in_to(make_person):
    assert Client().get("/account/login/").status_code == 302
    make_person("demo", is_sample=True)
    assert Client().get("/account/login/").status_code == 200
