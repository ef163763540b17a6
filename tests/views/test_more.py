import datetime
from collections.abc import Callable

from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests import factories
from tracker.models import Person
from tracker.warning_signs import EMERGENCY, NOT_AN_ALL_CLEAR, every_sign, signs_for


def test_the_warning_signs_are_open_to_everybody_and_the_emergency_comes_first(db: None):
    text = Client().get(reverse("help-now")).content.decode()
    now, today, soon = (group.urgency.title for group in every_sign())
    assert text.index(EMERGENCY[:40]) < text.index(now) < text.index(today) < text.index(soon)
    assert "all clear" not in text.lower()


def test_the_warning_signs_do_not_look_at_anybodys_diary(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
):
    spot = factories.spot(alice)
    factories.rating(spot, datetime.date(2026, 11, 1), 9, "weak", "tingling")
    shown = [client_of(person).get(reverse("help-now")).content.decode() for person in (alice, bob)]
    lists = [text.partition('<main id="main">')[2].partition("</main>")[0] for text in shown]
    assert lists[0] == lists[1] != ""


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


def test_the_card_of_a_part_of_the_body_never_stands_without_the_emergency_and_the_whole_list():
    card = render_to_string("spots/_signs_to_know.html", {"signs": signs_for("neck")})
    assert card.index(EMERGENCY[:40]) < card.index("A stiff neck with fever") < card.index(NOT_AN_ALL_CLEAR)
    assert f'href="{reverse("help-now")}"' in card
    assert "calf" not in card


def test_what_is_kept_and_who_can_read_it_is_open_to_everybody_and_named_on_every_page(alice: Person):
    for name in ("welcome", "account_login", "help-now"):
        assert f'href="{reverse("privacy")}"' in Client().get(reverse(name)).content.decode()
    assert "Who can read it" in Client().get(reverse("privacy")).content.decode()


def test_who_looks_after_the_server_is_named_where_they_said_so(settings, db: None):
    settings.OPERATOR = "Weber & Co, diary@example.org"
    assert "Weber &amp; Co, diary@example.org" in Client().get(reverse("privacy")).content.decode()
