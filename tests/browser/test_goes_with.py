"""What goes with it, in a real browser: from too few days to findings, their days, and another question."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tracker.changes.sample import fill
from tracker.http import today_of
from tracker.models import Person, Spot

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def diarist(server, alice: Person) -> Person:
    """Nine months, in which short nights and long sitting come before worse days."""
    Person.objects.filter(pk=alice.pk).update(is_sample=True)
    alice.refresh_from_db()
    return alice


def test_from_too_few_days_to_findings_and_their_days(
    new_page: Callable[..., Page], sign_in, axe, diarist: Person
) -> None:
    page = new_page(color_scheme="dark")
    sign_in(page, diarist)
    page.goto("/insights/")
    page.get_by_role("navigation", name="Insights").get_by_role("link", name="Goes with").click()
    expect(page.get_by_role("heading", name="Nothing to compare yet")).to_be_visible()
    assert axe(page) == []
    fill(diarist, today_of(diarist))
    page.reload()
    better = page.get_by_role("region", name="Goes with better days")
    expect(better.get_by_role("heading", name="Sleep", exact=True)).to_be_visible()
    expect(better.get_by_role("img", name=re.compile("points lower, likely"))).to_be_visible()
    page.locator("summary", has_text="More").first.click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("A new episode").check()
    expect(page.get_by_text("only strong links can be seen")).to_be_visible()
    assert "what=new" in page.url
    page.get_by_label("Pain", exact=True).check()
    better.get_by_role("link", name="Show me the days").click()
    expect(page.get_by_role("heading", name="Both kinds of days")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="Back to what goes with it").click()
    expect(better).to_be_visible()


def test_a_question_works_without_a_script(plain_page: Page, sign_in, diarist: Person) -> None:
    fill(diarist, today_of(diarist))
    sign_in(plain_page, diarist)
    plain_page.goto("/insights/goes-with/")
    plain_page.get_by_label("Where").select_option("Mouse arm")
    plain_page.get_by_role("button", name="Show").click()
    mouse_arm = Spot.objects.for_user(diarist).get(nickname="Mouse arm")
    expect(plain_page.get_by_label("Where")).to_have_value(str(mouse_arm.public_id))
    expect(plain_page.get_by_text("pain in this spot was").first).to_be_visible()
