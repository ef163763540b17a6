"""An experiment in a real browser: planned, answered with one tap, ended, read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tracker.http import today_of
from tracker.models import Person, Trial, TrialDay

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def diarist(server, alice: Person) -> Person:
    """A spot with eight weeks of days."""
    spot = factories.spot(alice, nickname="Neck")
    factories.write(spot, "4 2 5 3 4 6 3 1 " * 7, today_of(alice) - timedelta(days=55))
    return alice


def test_the_plan_follows_the_numbers_and_begins(page: Page, sign_in, axe, diarist: Person) -> None:
    sign_in(page, diarist)
    page.goto("/insights/trials/")
    assert axe(page) == []
    page.get_by_role("link", name="Plan a trial").click()
    plan = page.get_by_role("region", name="This plan")
    expect(plan).to_contain_text("With 8 pairs")
    page.get_by_label("Pairs", exact=True).fill("14")
    expect(plan).to_contain_text("With 14 pairs you would notice a difference of 2 points")
    page.get_by_label("An episode each").check()
    expect(page.get_by_label("Pairs of episodes")).to_be_visible()
    expect(plan).to_contain_text("20 episodes")
    page.get_by_label("Some days each").check()
    page.get_by_label("Your question").fill("Does a walk at noon change my pain?")
    page.get_by_label("A", exact=True).fill("a walk at noon")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Write what B is.")).to_be_visible()
    page.get_by_label("B", exact=True).fill("no walk")
    page.get_by_label("First day", exact=True).fill(today_of(diarist).isoformat())
    assert axe(page) == []
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("The order is drawn and sealed.")).to_be_visible()
    assert axe(page) == []


def test_one_tap_on_today_answers_and_another_takes_it_back(
    page: Page, sign_in, axe, diarist: Person
) -> None:
    factories.trial(diarist, today_of(diarist), pairs=14)
    sign_in(page, diarist)
    page.goto("/")
    card = page.get_by_role("region", name="Trials")
    expect(card).to_contain_text("period 1 of 28, day 1 of 4")
    card.get_by_role("button", name="Did it").click()
    expect(card.get_by_role("button", name="Did it")).to_have_attribute("aria-pressed", "true")
    assert TrialDay.objects.get().kept is True
    assert axe(page) == []
    card.get_by_role("button", name="Did it").click()
    expect(card.get_by_role("button", name="Did it")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_result_has_its_picture_its_table_and_a_report(
    new_page: Callable[..., Page], sign_in, axe, diarist: Person
) -> None:
    trial = factories.trial(diarist, today_of(diarist) - timedelta(days=55), pairs=6)
    page = new_page(color_scheme="dark")
    sign_in(page, diarist)
    page.goto(f"/insights/trials/{trial.public_id}/")
    expect(page.get_by_role("img", name="Mean pain of every period in order of time")).to_be_visible()
    page.locator("summary", has_text="As a table").click()
    expect(page.get_by_role("row")).to_have_count(7)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="Report to print").click()
    expect(page.get_by_text("Seed, order and plan are still those that were sealed.")).to_be_visible()
    assert axe(page) == []


def test_it_all_works_without_a_script(plain_page: Page, sign_in, diarist: Person) -> None:
    trial = factories.trial(diarist, today_of(diarist) - timedelta(days=9))
    sign_in(plain_page, diarist)
    plain_page.goto("/insights/trials/new/")
    plain_page.get_by_label("Pairs", exact=True).fill("4")
    plain_page.get_by_role("button", name="Preview").click()
    expect(plain_page.get_by_text("With 4 pairs no difference, however large")).to_be_visible()
    plain_page.goto("/")
    plain_page.get_by_role("button", name="Did not").click()
    expect(plain_page.get_by_role("button", name="Did not")).to_have_attribute("aria-pressed", "true")
    plain_page.get_by_role("link", name="Open the trial").click()
    plain_page.get_by_role("button", name="Note it").click()
    expect(plain_page.get_by_text("Flare or illness,")).to_be_visible()
    plain_page.get_by_role("link", name="End early").click()
    plain_page.get_by_label("Why").fill("a holiday")
    plain_page.get_by_role("button", name="End it today").click()
    expect(plain_page.get_by_text("Too few complete pairs to tell: 1")).to_be_visible()
    plain_page.get_by_role("link", name="Delete this trial").click()
    plain_page.get_by_role("button", name="Delete it").click()
    expect(plain_page.get_by_text("The trial is deleted.")).to_be_visible()
    assert not Trial.objects.filter(pk=trial.pk).exists()
