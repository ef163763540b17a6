from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.addresses import TODAY
from tracker.models import Person, Spot

pytestmark = pytest.mark.django_db

SIX = "5 0 5 0 0 5 0 0 5 0 0 0 5 0 0 0 0 0 5 0 0 0"
SESSIONS = (0, 2, 5, 8, 12, 18)


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def neck(alice: Person) -> Spot:
    spot = factories.spot(alice, nickname="Neck")
    dates = factories.write(spot, SIX, TODAY - timedelta(days=21))
    for day in SESSIONS:
        factories.treatment(dates[day], (spot, 5, 2), kind="self_pressure", tool="ball")
    return spot


def test_a_curve_with_its_words_and_its_table(
    neck: Spot, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    page = client_of(alice).get(reverse("lasts")).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "half of the times it was back by day 3" in page
    assert "n = 6, 1 still away." in page
    assert 'd="M0 0H2V16.67H3V50H3"' in page
    assert '<a href="/day/2026-11-19/">19 Nov 2026</a>' in page
    assert "people treat when it is worst" in page
    assert "22 of 22 days logged" in page


def test_a_day_that_is_not_over_is_not_missed(
    neck: Spot, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    with time_machine.travel(f"{TODAY + timedelta(days=1)}T19:14:00+00:00", tick=False):
        tomorrow = client_of(alice).get(reverse("lasts")).content.decode()
    assert "22 of 22 days logged" in tomorrow
    assert "not logged; returns" not in tomorrow
    with time_machine.travel(f"{TODAY + timedelta(days=2)}T19:14:00+00:00", tick=False):
        later = client_of(alice).get(reverse("lasts")).content.decode()
    assert "22 of 23 days logged" in later
    assert "1 day since you began is not logged" in later


def test_by_tool_names_the_tool(neck: Spot, alice: Person, client_of: Callable[[Person], Client]) -> None:
    page = client_of(alice).get(reverse("lasts"), {"by": "tool"}).content.decode()
    assert "Self pressure (ball)" in page


def test_one_spot_alone(neck: Spot, alice: Person, client_of: Callable[[Person], Client]) -> None:
    other = factories.spot(alice, "infraspinatus", "right", nickname="Shoulder")
    client = client_of(alice)
    page = client.get(reverse("lasts"), {"spot": str(other.public_id)}).content.decode()
    assert "Nothing to count yet" in page
    assert f'<option value="{other.public_id}" selected>Shoulder</option>' in page
    assert (
        "6 reliefs in 1 spot" in client.get(reverse("lasts"), {"spot": str(neck.public_id)}).content.decode()
    )


def test_the_days_are_said_by_the_rule_that_counts_them(
    neck: Spot, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    factories.spot(alice, "infraspinatus", "right")
    Spot.objects.filter(pk=neck.pk).update(active_min=5, quiet_max=2)
    client = client_of(alice)
    every = client.get(reverse("lasts")).content.decode()
    assert "A relief is a quiet day (pain of 1 or less) after painful ones (3 or more)." in every
    assert "1 spot with painful and quiet days of its own is counted by those." in every
    alone = client.get(reverse("lasts"), {"spot": str(neck.public_id)}).content.decode()
    assert "A relief is a quiet day (pain of 2 or less) after painful ones (5 or more)." in alone
    assert "1 spot with" not in alone


@pytest.mark.parametrize("asked", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_spot_is_not_there(
    asked: str, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    assert client_of(alice).get(reverse("lasts"), {"spot": asked}).status_code == 404


def test_another_persons_spot_is_not_there(
    neck: Spot, charlie: Person, client_of: Callable[[Person], Client]
) -> None:
    assert client_of(charlie).get(reverse("lasts"), {"spot": str(neck.public_id)}).status_code == 404


def test_an_empty_diary_says_what_is_missing(alice: Person, client_of: Callable[[Person], Client]) -> None:
    page = client_of(alice).get(reverse("lasts")).content.decode()
    assert "Once a spot hurts (3 or more)" in page
    assert "<select" not in page


def test_htmx_gets_the_part_that_changes(
    neck: Spot, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    answer = client_of(alice).get(reverse("lasts"), headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div class="lasts" id="lasts">')
    assert "HX-Request" in answer.headers["Vary"]
