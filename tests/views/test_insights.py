"""Coming back, the rule, and flags that rest, as pages."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.evening import NOW, TODAY
from tests.insights.spots import USUAL
from tracker.analysis.rules import Rules
from tracker.insights import news
from tracker.models import FlagRest, Person, RecurrenceRules, Spot
from tracker.recurrence import rules_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def returning(person: Person, times: int, muscle: str = "levator_scapulae", **fields: object) -> Spot:
    """A spot that came back so often, the last time today, always three days after a treatment."""
    spot = factories.spot(person, muscle, **fields)
    dates = factories.write(spot, "5 0 0 " * times + "5", ago(3 * times))
    for day in range(0, 3 * times, 3):
        factories.treatment(dates[day], spot)
    return spot


def page(client: Client, path: str = "/insights/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rest_path(spot: Spot) -> str:
    return f"/insights/spots/{spot.public_id}/rest/"


def test_candidates_come_first_and_differ_from_what_is_watched_in_words_and_shape(alice, client):
    returning(alice, 2, nickname="watched one")
    returning(alice, 3, "piriformis", nickname="candidate one")
    html = page(client)
    assert html.index("candidate one") < html.index("watched one")
    assert html.count("Candidate for assessment") == html.count("tag--assess") == 1
    assert html.count('tag--watch">Worth watching') == 1
    assert "1 more quick return would make this a candidate for assessment." in html


def test_a_card_states_the_facts_and_every_date_leads_to_its_day(alice, client):
    spot = returning(alice, 3)
    html = page(client)
    assert "Came back within 7 days after <strong>3 of 3 treatments</strong> in the last 90 days." in html
    for days in (6, 3, 0):
        assert f'href="/day/{ago(days)}/">{ago(days):%-d %b}</a> after 3 days' in html
    assert "Coming back within days is common." in html
    assert f'href="/report/?spots={spot.public_id}">Open your summary' in html
    assert "Joints often looked at in this area" in html
    assert "Signs that need medical help" in html


def test_what_a_gap_hides_is_said(alice, client):
    spot = returning(alice, 2)
    factories.write(spot, "5 0 . . .", ago(11))
    assert f"Gaps hide returns: 3 of 12 days since {ago(11):%-d %b} not known for this spot." in page(client)


def test_a_today_without_an_entry_is_left_out_of_both_counts_of_days(alice, client):
    spot = returning(alice, 2)
    factories.write(spot, "5 0 . . .", ago(11))
    with time_machine.travel(NOW + datetime.timedelta(days=1), tick=False):
        client.force_login(alice)
        html = page(client)
    assert "9 of 12 days logged" in html
    assert "3 of 12 days since" in html


def test_a_flag_of_which_nothing_new_is_known_says_so(alice, client):
    returning(alice, 3)
    with time_machine.travel(NOW + datetime.timedelta(days=10), tick=False):
        client.force_login(alice)
        html = page(client)
    assert "Candidate for assessment" in html
    assert "Nothing is known of it since 22 November. This says nothing about the days after." in html


def test_new_is_said_once_and_counted_in_the_navigation(alice, client):
    returning(alice, 2)
    assert 'class="nav__count">1<' in page(client, "/trends/")
    first, second = page(client), page(client)
    assert 'flagged__new">New<' in first
    assert "flagged__new" not in second
    assert "nav__count" not in first + second + page(client, "/trends/")


def test_what_is_fetched_and_not_shown_stays_new(alice, client):
    returning(alice, 2)
    client.head("/insights/")
    client.get("/insights/", headers={"Sec-Purpose": "prefetch;prerender"})
    assert 'class="nav__count">1<' in page(client, "/trends/")


def test_saving_a_day_counts_nothing(alice, client):
    spot = returning(alice, 2)
    page(client, "/trends/")
    before, counted = Person.objects.get(pk=alice.pk), news._flagged.cache_info().misses
    client.post(f"/day/{TODAY}/", {f"pain.{spot.public_id}": "7"}, headers={"HX-Request": "true"})
    person = Person.objects.get(pk=alice.pk)
    assert person.revision == before.revision + 1
    assert news._flagged.cache_info().misses == counted


def test_seen_by_a_doctor_it_rests_and_says_what_came_since(alice, client):
    spot = returning(alice, 3)
    answer = client.post(rest_path(spot), {"who": "doctor", "seen_on": str(ago(5))})
    assert (answer.status_code, answer["Location"]) == (303, "/insights/")
    html = page(client)
    assert "Candidate for assessment" not in html
    assert f'Seen by doctor on <a href="/day/{ago(5)}/">' in html
    assert "Since then: came back 2 times, 2 of them within 7 days of a treatment." in html
    assert "Rests until you take it back." in html
    assert "Otherwise it would be shown above as a candidate for assessment." in html
    client.post(f"/insights/spots/{spot.public_id}/wake/")
    html = page(client)
    assert "Candidate for assessment" in html
    assert "flagged__new" not in html


def test_not_now_rests_for_the_time_that_was_chosen(alice, client):
    spot = returning(alice, 2)
    client.post(rest_path(spot), {"weeks": "4"})
    assert FlagRest.objects.get().until == TODAY + datetime.timedelta(weeks=4)
    assert "rests until <strong>20 Dec 2026</strong>" in page(client)
    with time_machine.travel(NOW + datetime.timedelta(weeks=4), tick=False):
        client.force_login(alice)
        assert "Worth watching" in page(client)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"who": "other", "seen_on": "2026-11-20"}, "Write who has seen it."),
        ({"who": "doctor", "seen_on": "2026-11-23"}, "That day has not come yet."),
        ({"who": "doctor", "seen_on": "1899-12-31"}, "A day from 1900 on."),
        ({"who": "nobody", "seen_on": "2026-11-20"}, "Choose who has seen it."),
        ({"weeks": "3"}, "Choose for how long."),
        ({}, "Choose who has seen it."),
        ({"who": "other", "other": "x" * 61, "seen_on": "2026-11-20"}, "at most 60 characters"),
    ],
)
def test_a_rest_that_does_not_fit_says_so_by_the_field(alice, client, sent, message):
    spot = returning(alice, 2)
    answer = client.post(rest_path(spot), sent)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not FlagRest.objects.exists()


def test_an_archived_spot_is_nowhere_on_the_page(alice, client):
    spot = returning(alice, 3, nickname="put away")
    client.post(rest_path(spot), {"weeks": "4"})
    client.post(f"/spots/{spot.public_id}/archive/")
    page(client)
    assert "put away" not in page(client) + page(client, "/insights/rules/")


def test_a_spot_that_was_new_nearby_keeps_its_name_when_it_is_archived(alice, client):
    first = factories.spot(alice, nickname="the first")
    factories.write(first, "0 " * 20 + "5 5 5", ago(22))
    put_away = factories.spot(alice, x=0.1, nickname="the new one", archived_on=TODAY)
    factories.write(put_away, "5", ago(1))
    assert "<strong>1 new spot nearby</strong> within 14 days." in page(client)
    assert f'the new one on <a class="sentence__day" href="/day/{ago(1)}/">' in page(client)


def test_a_rule_is_tried_without_being_kept_then_kept_then_given_up(alice, client):
    returning(alice, 3, nickname="the one")
    strict = {**USUAL, "rapid_days": 2}
    tried = client.post("/insights/rules/", strict, headers={"HX-Request": "true"}).content.decode()
    assert tried.lstrip().startswith("<section")
    assert "0 candidates" in tried
    assert "With the rule that is kept: 1 candidate, 0 to watch." in tried
    assert "<strong>0 candidates</strong>" in client.post("/insights/rules/", strict).content.decode()
    assert not RecurrenceRules.objects.exists()
    assert client.post("/insights/rules/", {**strict, "do": "save"}).status_code == 303
    assert rules_of(alice) == Rules(rapid_days=2)
    assert "Nothing to show by the rule" in page(client)
    client.post("/insights/rules/", {"do": "defaults"})
    assert rules_of(alice) == Rules()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"rapid_days": "0"}, "A whole number from 1 to 60."),
        ({"lookback": ""}, "A whole number from 14 to 730."),
        ({"assess_rapid": "1"}, "At least as many as for worth watching."),
        ({"quiet_max": "3"}, "A quiet day must have less pain than a painful one."),
        ({"max_gap": "many"}, "A whole number from 0 to 30."),
    ],
)
def test_a_rule_that_does_not_fit_is_not_kept_and_says_so_by_the_field(alice, client, changed, message):
    answer = client.post("/insights/rules/", {**USUAL, **changed, "do": "save"})
    assert answer.status_code == 422
    (name,) = changed
    assert answer.context["form"].errors == {name: [message]}
    assert not RecurrenceRules.objects.exists()


def test_a_spot_that_never_gets_quiet_gets_numbers_of_its_own(alice, client):
    spot = factories.spot(alice)
    dates = factories.write(spot, "6 3 3 " * 3 + "6", ago(9))
    for day in (0, 3, 6):
        factories.treatment(dates[day], spot)
    path = f"/insights/rules/spots/{spot.public_id}/"
    assert "Candidate for assessment" not in page(client)
    assert client.post(path, {"active_min": "5", "quiet_max": "5"}).status_code == 422
    assert client.post(path, {"active_min": "5", "quiet_max": "3", "do": "save"}).status_code == 303
    html = page(client)
    assert "3 of 3 treatments" in html
    assert "This spot has its own pain for painful and quiet days." in html
    assert "Painful from 5, quiet up to 3 · its own" in page(client, "/insights/rules/")
    client.post(path, {"do": "general"})
    assert Spot.objects.get().active_min is None


def test_pain_in_most_parts_for_three_months_is_one_message_in_place_of_many(alice, client):
    every = [
        returning(alice, 28, muscle, side=side)
        for muscle, side in [
            ("infraspinatus", "left"),
            ("infraspinatus", "right"),
            ("piriformis", "left"),
            ("quadratus_lumborum", "right"),
        ]
    ]
    html = page(client)
    assert "You have logged pain in most parts of the body for about three months." in html
    assert "Show the single spots (4)" in html
    assert html.index("Show the single spots") < html.index("Candidate for assessment")
    assert '<span class="figure">12</span> of the last 12' in html
    client.post(f"/spots/{every[0].public_id}/archive/")
    FlagRest.objects.all().delete()
    assert "in most parts" in page(client)


def test_an_empty_diary_says_what_to_do_first(client):
    html = page(client)
    assert "No spots in use yet" in html
    assert "days logged" not in html


def test_three_days_say_what_is_missing(alice, client):
    factories.write(factories.spot(alice), "5 4 5", ago(2))
    html = page(client)
    assert "3 of 3 days logged" in html
    assert "Too little to count yet" in html
    assert "3 days logged so far." in html
    assert "No treatment of a spot is logged yet." in html
    assert "No treatment of it is logged." in html


def test_treatments_of_longer_ago_are_not_told_as_unknown(alice, client):
    spot = factories.spot(alice)
    dates = factories.write(spot, "5 0 0 5 0 0 " + "0 " * 95, ago(100))
    for day in (0, 3):
        factories.treatment(dates[day], spot)
    html = page(client)
    assert "No treatment of a spot is logged in the last 90 days." in html
    assert "of none is it known" not in html


def test_three_weeks_say_how_far_it_is(alice, client):
    spot = factories.spot(alice)
    dates = factories.write(spot, "0 " * 10 + "5 0 0 0 5 0 0 0 0 0 0", ago(20))
    factories.treatment(dates[10], spot)
    html = page(client)
    assert "Nothing to show by the rule" in html
    assert "Came back within 7 days after 1 of 1 treatment." in html
    assert "1 more quick return would make it worth watching." in html
    assert "is no all-clear" in html
