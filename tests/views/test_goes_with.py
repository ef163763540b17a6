import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.addresses import TODAY
from tracker.models import Factor, FindingsSnapshot, Person, Spot

pytestmark = pytest.mark.django_db

NOBODYS = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def neck(alice: Person) -> Spot:
    return factories.spot(alice, nickname="Neck", first_day=date(2020, 1, 1))


def write(spot: Spot, days: range) -> None:
    """Pain follows a short night by up to four points; every day is completed."""
    for ago in days:
        day = TODAY - timedelta(days=ago)
        short = (ago * 7) % 5 == 0
        factories.check_in(
            spot.person, day, completed=True, sleep_hours=5 if short else 7.5, stress=(ago * 3) % 8
        )
        factories.rating(spot, day, (5 if short else 1) + (ago * 11) % 3)


def shown(client: Client, **asked: str) -> str:
    answer = client.get(reverse("goes-with"), asked)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())


def test_an_empty_diary_says_what_will_be_compared(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    page = shown(client_of(alice))
    assert "Nothing to compare yet" in page
    assert "0 of 60 days" in page
    assert '<li class="tag">Sleep quality</li>' in page


@pytest.mark.parametrize(("days", "missing"), [(3, 57), (21, 39)])
def test_a_young_diary_says_how_many_days_are_missing(
    days: int, missing: int, neck: Spot, client_of: Callable[[Person], Client]
) -> None:
    write(neck, range(1, days + 1))
    page = shown(client_of(neck.person))
    assert f"{missing} more days to go" in page
    assert f"{days} of 60 days" in page
    assert not FindingsSnapshot.objects.exists()


def test_a_grown_diary_shows_its_lists_in_their_order(
    neck: Spot, client_of: Callable[[Person], Client]
) -> None:
    write(neck, range(1, 90))
    Factor.objects.create(person=neck.person, name="Piano", kind="minutes", unit="min")
    page = shown(client_of(neck.person))
    places = [page.index(title) for title in ("worse days", "better days", "No clear link, or too early")]
    assert places == sorted(places)
    assert "89 days to go by" in page
    assert "The next look is on 20 Dec 2026" in page
    assert "Piano</h4>" in page
    assert "Not recorded yet." in page
    assert 'A link is not a cause; <a href="/insights/trials/">an experiment can tell</a>.' in page


def test_a_line_leads_to_a_trial_of_the_same_pain(neck: Spot, client_of: Callable[[Person], Client]) -> None:
    write(neck, range(1, 90))
    client = client_of(neck.person)
    for of, outcome in (("all", "all"), (str(neck.public_id), f"spot:{neck.public_id}")):
        page = client.get(reverse("goes-with"), {"of": of}).content.decode()
        assert f'name="outcome" value="{outcome}"' in page
        assert 'name="question" value="Does my pain ' in page
    asked = {"question": "Does stress change your pain?", "a": "Stress", "outcome": outcome}
    plan = client.post(reverse("trial-new"), asked).content.decode()
    assert 'value="Does stress change your pain?"' in plan
    assert f'value="{outcome}" selected' in plan


def test_pain_of_a_spot_that_is_put_away_is_not_offered_to_a_trial(
    neck: Spot, client_of: Callable[[Person], Client]
) -> None:
    write(neck, range(1, 90))
    client = client_of(neck.person)
    of_neck = {"of": str(neck.public_id)}
    assert "Test it" in shown(client, **of_neck)
    Spot.objects.update(archived_on=TODAY)
    assert "Test it" not in shown(client, **of_neck)
    assert "Test it" in shown(client)


def test_the_days_lead_to_their_pages(neck: Spot, client_of: Callable[[Person], Client]) -> None:
    write(neck, range(1, 90))
    answer = client_of(neck.person).get(reverse("goes-with-days"), {"of": "all", "about": "stress"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Both kinds of days" in page
    assert 'href="/day/2026-11-' in page
    assert 'href="/insights/goes-with/?of=all&amp;what=pain"' in page


@pytest.mark.parametrize(
    "asked",
    [{"of": "nonsense"}, {"of": NOBODYS}, {"of": "area-2"}, {"of": "area-99"}, {"what": "weather"}],
)
def test_what_there_is_not_is_not_there(
    asked: dict[str, str], neck: Spot, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(neck.person)
    assert client.get(reverse("goes-with"), asked).status_code == 404
    assert client.get(reverse("goes-with-days"), {**asked, "about": "stress"}).status_code == 404


@pytest.mark.parametrize("about", ["", "nonsense", NOBODYS, "stress"])
def test_a_line_without_days_has_no_page(
    about: str, neck: Spot, client_of: Callable[[Person], Client]
) -> None:
    answer = client_of(neck.person).get(reverse("goes-with-days"), {"about": about})
    assert answer.status_code == 404


def test_another_persons_spot_and_factor_are_not_there(
    neck: Spot, charlie: Person, client_of: Callable[[Person], Client]
) -> None:
    write(neck, range(1, 70))
    factor = Factor.objects.create(person=neck.person, name="Piano", kind="minutes")
    client = client_of(charlie)
    assert client.get(reverse("goes-with"), {"of": str(neck.public_id)}).status_code == 404
    asked = {"of": "all", "about": str(factor.public_id)}
    assert client.get(reverse("goes-with-days"), asked).status_code == 404


def test_an_area_with_two_spots_can_be_asked_for(neck: Spot, client_of: Callable[[Person], Client]) -> None:
    factories.spot(neck.person, "levator_scapulae", "right", first_day=date(2020, 1, 1))
    write(neck, range(1, 90))
    page = shown(client_of(neck.person), of="area-2")
    assert '<option value="area-2" selected>Neck</option>' in page
    assert "your neck pain was" in page
    assert FindingsSnapshot.objects.get().outcome == "pain:neck"


def test_htmx_gets_the_part_that_changes(neck: Spot, client_of: Callable[[Person], Client]) -> None:
    answer = client_of(neck.person).get(reverse("goes-with"), headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div class="goes" id="goes-with">')
    assert "HX-Request" in answer.headers["Vary"]


def test_a_look_takes_no_more_queries_in_a_longer_diary_and_a_kept_one_reads_no_days(
    neck: Spot, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(neck.person)

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            shown(client)
        return [each["sql"] for each in captured]

    write(neck, range(1, 140))
    queries()
    FindingsSnapshot.objects.all().delete()
    factories.changed(neck.person)
    few = queries()
    write(neck, range(140, 280))
    FindingsSnapshot.objects.all().delete()
    queries()
    FindingsSnapshot.objects.all().delete()
    factories.changed(neck.person)
    assert len(queries()) <= len(few)
    kept = queries()
    assert len(kept) < len(few)
    assert not any("tracker_factorreading" in sql for sql in kept)


def test_two_pages_at_once_keep_one_look(neck: Spot, client_of: Callable[[Person], Client]) -> None:
    write(neck, range(1, 70))
    client = client_of(neck.person)
    first, second = (re.sub(r'value="\w{64}"', "", shown(client)) for _ in range(2))  # without CSRF tokens
    assert first == second
    assert FindingsSnapshot.objects.count() == 1


def test_pain_alone_leaves_nothing_to_check(neck: Spot, client_of: Callable[[Person], Client]) -> None:
    for ago in range(1, 70):
        factories.rating(neck, TODAY - timedelta(days=ago), ago % 5)
    page = shown(client_of(neck.person))
    assert "Nothing could be checked yet." in page
    assert page.count("Not recorded yet.") == 3
    assert "The next look" not in page
