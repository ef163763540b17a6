from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tracker.models import Person
from tracker.warning_signs import EMERGENCY, GROUPS


def test_the_warning_signs_are_open_to_everybody_and_the_emergency_comes_first(db: None):
    text = Client().get(reverse("help-now")).content.decode()
    assert text.index(EMERGENCY[:40]) < text.index(GROUPS[0].title) < text.index(GROUPS[1].title)
    assert "all clear" not in text.lower()


def test_the_warning_signs_do_not_look_at_anybodys_diary(
    alice: Person, client_of: Callable[[Person], Client], django_assert_num_queries: Callable[[int], object]
):
    client = client_of(alice)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # the session and the person
        client.get(reverse("help-now"))


def test_no_sign_stands_twice_and_none_names_a_disease():
    signs = [sign for group in GROUPS for region in group.regions for sign in region.signs]
    assert len(signs) == len(set(signs)) > 50
    for word in ("stroke", "meningitis", "aneurysm", "shingles", "thrombosis", "you have a"):
        assert not [sign for sign in signs if word in sign.lower()]


def test_every_page_leads_to_the_warning_signs(alice: Person, client_of: Callable[[Person], Client]):
    for client, name in (
        (Client(), "account_login"),
        (client_of(alice), "more"),
        (client_of(alice), "settings"),
    ):
        assert f'href="{reverse("help-now")}"' in client.get(reverse(name)).content.decode()


def test_more_leads_to_data_settings_and_factors(alice: Person, client_of: Callable[[Person], Client]):
    text = client_of(alice).get(reverse("more")).content.decode()
    for name in ("data", "settings", "factors", "help-now", "account_logout"):
        assert f'"{reverse(name)}"' in text
    assert "not a medical device" in text
    assert reverse("admin:index") not in text
