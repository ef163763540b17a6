"""Leaving in a real browser: some days, a spot, then everything, by touch and by keyboard; and without a script."""

import datetime
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.conftest import PASSWORD
from tracker.http import today_of
from tracker.models import Person, Rating, Spot


@pytest.fixture
def spot(alice: Person) -> Spot:
    """With a name that is one long word, as wide as a name can be."""
    spot = factories.spot(alice, nickname="m" * 60)
    for ago in range(3):
        factories.rating(spot, today_of(alice) - datetime.timedelta(days=ago), 5)
    return spot


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def test_some_days_a_spot_and_then_everything(
    page: Page, alice: Person, spot: Spot, sign_in: Callable[..., None], axe: Callable[[Page], list[str]]
) -> None:
    sign_in(page, alice)
    for address in ("/", "/spots/", f"/spots/{spot.public_id}/", "/trends/"):
        page.goto(address)
        assert_fits(page)
    page.goto("/data/")
    page.get_by_role("link", name="Some days").click()
    for label in ("First day", "Last day"):
        page.get_by_label(label).fill(today_of(alice).isoformat())
    page.get_by_role("button", name="Show what would go").click()
    assert axe(page) == []
    page.get_by_role("button", name="Delete these days").click()
    expect(page.get_by_role("status")).to_have_text("These days are deleted.")
    assert Rating.objects.count() == 2
    page.goto(f"/spots/{spot.public_id}/edit/")
    page.get_by_role("link", name="Delete").click()
    assert_fits(page)
    page.get_by_role("button", name="Delete this spot").dblclick()
    expect(page.locator(".notice")).to_contain_text("is deleted, with everything recorded of it.")
    assert not Spot.objects.exists()
    page.goto("/data/delete/")
    assert axe(page) == []
    page.get_by_label("Your username").fill("alice")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete everything").dblclick()
    expect(page.get_by_role("heading", name="Your diary is deleted")).to_be_visible()
    assert not Person.objects.filter(pk=alice.pk).exists()
    page.go_back()
    expect(page.get_by_role("heading", name="Delete everything")).to_have_count(0)


def test_everything_by_keyboard_and_without_a_script(
    plain_page: Page, alice: Person, spot: Spot, sign_in: Callable[..., None]
) -> None:
    sign_in(plain_page, alice)
    plain_page.goto("/data/delete/")
    plain_page.get_by_label("Your username").focus()
    for word in ("alice", PASSWORD):
        plain_page.keyboard.type(word)
        plain_page.keyboard.press("Tab")
    plain_page.keyboard.press("Tab")
    plain_page.keyboard.press("Enter")
    expect(plain_page.get_by_role("heading", name="Your diary is deleted")).to_be_visible()
