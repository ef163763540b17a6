"""Coming back in a real browser: a diary that grows until a spot is flagged, the rule, flags that rest."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Page, expect

from tests import factories
from tracker.http import today_of
from tracker.models import FlagRest, Person, RecurrenceRules, Spot


def ago(person: Person, days: int) -> datetime.date:
    return today_of(person) - datetime.timedelta(days=days)


def returning(person: Person, times: int) -> Spot:
    """A spot that came back so often, three days after each treatment."""
    spot = factories.spot(person, first_day=ago(person, 60))
    dates = factories.write(spot, "5 0 0 " * times + "5", ago(person, 3 * times))
    for day in range(0, 3 * times, 3):
        factories.treatment(dates[day], spot)
    return spot


def log_one_evening(person: Person, days_ago: int, pain: str, *, treated: bool) -> None:
    """What a person does on the page of their today, on that day."""
    date = ago(person, days_ago)
    spot = Spot.objects.get(person=person)
    with time_machine.travel(
        datetime.datetime.combine(date, datetime.time(20), tzinfo=datetime.UTC), tick=False
    ):
        client = Client()
        client.force_login(person)
        client.post(f"/day/{date}/", {f"pain.{spot.public_id}": pain, "completed": "1"})
        if treated:
            sent = {"kind": "self_pressure", "tool": "ball", "minutes": "2", "by": "self"}
            client.post(
                f"/day/{date}/treatments/",
                {**sent, "spots": str(spot.public_id), "public_id": f"{days_ago:032d}"},
            )


def tap_pain(page: Page, spot: Spot, pain: int) -> None:
    row = page.locator(f"#spot-{spot.public_id}")
    row.get_by_text("0–10").click()
    row.locator(".scale__step", has_text=str(pain)).first.click()
    expect(page.get_by_text("Saved")).to_be_visible()


def test_a_diary_grows_day_by_day_until_a_spot_is_watched_and_then_a_candidate(
    page: Page, alice: Person, sign_in: Callable[..., None], axe: Callable[[Page], list[str]]
) -> None:
    spot = factories.spot(alice, first_day=ago(alice, 9))
    for days_ago, pain in zip(range(9, 3, -1), "500500", strict=True):
        log_one_evening(alice, days_ago, pain, treated=pain == "5")
    sign_in(page, alice)
    page.goto("/insights/")
    expect(page.get_by_text("1 more quick return would make it worth watching.")).to_be_visible()
    page.goto(f"/day/{ago(alice, 3)}/")
    tap_pain(page, spot, 5)
    page.get_by_role("button", name="Ball · 2 min").click()
    expect(page.locator("#treatments .treatment")).to_have_count(1)
    page.get_by_role("link", name="Insights").click()
    card = page.get_by_role("article")
    expect(card).to_contain_text("Worth watching")
    expect(card).to_contain_text("2 of 2 treatments")
    for days_ago in (2, 1):
        page.goto(f"/day/{ago(alice, days_ago)}/")
        page.get_by_role("button", name="All quiet").click()
        expect(page.get_by_text("That's all for this day.")).to_be_visible()
    page.goto("/")
    tap_pain(page, spot, 6)
    page.get_by_role("link", name="Trends").click()
    expect(page.get_by_role("link", name="Insights")).to_contain_text("1 new")
    page.get_by_role("link", name="Insights").click()
    expect(card).to_contain_text("Candidate for assessment")
    expect(card).to_contain_text("3 of 3 treatments")
    expect(card.get_by_text("New", exact=True)).to_be_visible()
    assert axe(page) == []
    card.get_by_role("link", name=f"{ago(alice, 3):%-d %b}", exact=True).first.click()
    assert page.url.endswith(f"/day/{ago(alice, 3)}/")


def test_changing_a_number_shows_at_once_what_it_would_flag(
    page: Page, alice: Person, sign_in: Callable[..., None], axe: Callable[[Page], list[str]]
) -> None:
    returning(alice, 3)
    sign_in(page, alice)
    page.goto("/insights/rules/")
    shown = page.get_by_role("region", name="With this rule")
    expect(shown).to_contain_text("1 candidate: Left shoulder blade, top")
    field = page.get_by_label("A quick return is back within (days)")
    field.fill("2")
    expect(shown).to_contain_text("0 candidates")
    expect(shown).to_contain_text("With the rule that is kept: 1 candidate, 0 to watch.")
    field.fill("0")
    expect(shown).to_contain_text("A whole number from 1 to 60.")
    field.fill("3")
    page.get_by_label("Candidate from (quick returns)").fill("4")
    expect(shown).to_contain_text("1 to watch: Left shoulder blade, top")
    assert axe(page) == []
    assert not RecurrenceRules.objects.exists()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("article")).to_contain_text("Worth watching")
    assert RecurrenceRules.objects.get().assess_rapid == 4


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_already_seen_makes_a_flag_rest_and_can_be_taken_back(
    kind: str, request: pytest.FixtureRequest, alice: Person, sign_in: Callable[..., None]
) -> None:
    page = request.getfixturevalue(kind)
    returning(alice, 3)
    sign_in(page, alice)
    page.goto("/insights/")
    page.get_by_role("link", name="Already seen").click()
    page.get_by_role("radio", name="Other", exact=True).check()
    page.get_by_role("button", name="Mark as seen").click()
    expect(page.get_by_text("Write who has seen it.")).to_be_visible()
    page.get_by_label("Who", exact=True).fill("my sister, a nurse")
    page.get_by_role("button", name="Mark as seen").click()
    expect(page.get_by_text("Seen by my sister, a nurse on")).to_be_visible()
    expect(page.get_by_text("Rests until you take it back.")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("article")).to_contain_text("Candidate for assessment")
    assert not FlagRest.objects.exists()
