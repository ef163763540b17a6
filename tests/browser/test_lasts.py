"""What lasts, in a real browser: a choice answers at once, and works without a script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tracker.http import today_of
from tracker.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

TWELVE = "5 0 5 0 0 5 0 0 5 0 0 0 5 0 0 0 0 0 5 0 0 0 " * 2
SESSIONS = (0, 2, 5, 8, 12, 18, 22, 24, 27, 30, 34, 40)


@pytest.fixture
def diarist(server, alice: Person) -> Person:
    """A spot with a ball and then a cane, and one with nothing."""
    spot = factories.spot(alice, nickname="Neck")
    factories.spot(alice, "infraspinatus", "right", nickname="Shoulder")
    dates = factories.write(spot, TWELVE, today_of(alice) - timedelta(days=43))
    for day in SESSIONS:
        factories.treatment(dates[day], (spot, 6, 3), tool="ball" if day < 22 else "cane")
    return alice


def test_choosing_tools_or_a_spot_shows_them_at_once(
    new_page: Callable[..., Page], sign_in, axe, diarist: Person
) -> None:
    page = new_page(color_scheme="dark")
    sign_in(page, diarist)
    page.goto("/insights/lasts/")
    expect(page.get_by_role("heading", name="Self pressure", exact=True)).to_be_visible()
    page.locator("summary", has_text="As a table").first.click()
    assert axe(page) == []
    page.get_by_label("Kind and tool").check()
    expect(page.get_by_role("heading", name="Self pressure (cane)")).to_be_visible()
    expect(page.get_by_role("heading", name="Self pressure (ball)")).to_be_visible()
    folded = page.locator(".lasts-card:not([open])")
    expect(folded).to_have_count(1)
    page.locator(".half__link").nth(1).click()
    expect(folded).to_have_count(0)
    expect(page.locator("#lasts-2")).to_be_in_viewport()
    page.get_by_label("Spot").select_option("Shoulder")
    expect(page.get_by_text("Nothing to count yet")).to_be_visible()
    assert "by=tool" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_choice_works_without_a_script(plain_page: Page, sign_in, diarist: Person) -> None:
    sign_in(plain_page, diarist)
    plain_page.goto("/insights/lasts/")
    expect(
        plain_page.get_by_role("img", name="How many were still away by day. After self pressure")
    ).to_be_visible()
    plain_page.get_by_label("Kind and tool").check()
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.get_by_role("heading", name="Self pressure (cane)")).to_be_visible()
