"""Asked how it is some days after a treatment: one tap answers."""

import datetime
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tracker.http import today_of
from tracker.models import Person, Rating, Spot


@pytest.fixture
def treated(alice: Person) -> Spot:
    """Treated three days ago at 6, and quiet since."""
    today = today_of(alice)
    spot = factories.spot(alice, nickname="Mouse arm", first_day=today - datetime.timedelta(days=9))
    factories.treatment(today - datetime.timedelta(days=3), (spot, 6, 2), tool="ball")
    factories.rating(spot, today - datetime.timedelta(days=2), 0)
    return spot


def test_one_tap_says_that_it_is_still_away_and_undo_takes_it_back(
    page: Page, sign_in: Callable[..., None], alice: Person, treated: Spot
) -> None:
    sign_in(page, alice)
    page.goto("/")
    question = page.get_by_role("region", name="How is it now?")
    row = page.locator(f"#spot-{treated.public_id}")
    expect(question).to_contain_text("Mouse arm: 3 days after self pressure (ball).")
    top = "row => row.getBoundingClientRect().top"
    stood = row.evaluate(top)
    question.get_by_role("button", name="Still away").click()
    expect(question.get_by_text("Noted: still away, 0")).to_be_focused()
    expect(question.get_by_role("button")).to_have_count(0)
    assert row.evaluate(top) == stood
    expect(row.locator("[data-value]")).to_have_text("0")
    assert Rating.objects.get(spot=treated, date=today_of(alice)).pain == 0
    page.get_by_role("button", name="Undo").click()
    expect(question.get_by_role("button", name="Back, as before")).to_be_visible()
    expect(row.locator("[data-value]")).to_have_text("–")

    question.get_by_role("link", name="Other").click()
    row.locator(".scale__step").nth(4).click()
    expect(row.locator("[data-value]")).to_have_text("4")
    expect(question.get_by_text("Noted: 4")).to_be_visible()
    expect(page.locator("#saved")).to_contain_text("Saved")


def test_without_a_script_an_answer_is_an_ordinary_button(
    plain_page: Page, sign_in: Callable[..., None], alice: Person, treated: Spot
) -> None:
    sign_in(plain_page, alice)
    plain_page.goto("/")
    plain_page.get_by_role("button", name="Back, as before").click()
    expect(plain_page.locator(f"#spot-{treated.public_id} [data-value]")).to_have_text("6")
    expect(plain_page.get_by_role("region", name="How is it now?")).to_have_count(0)
