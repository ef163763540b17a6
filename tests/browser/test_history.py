import datetime
import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import DESK, PHONE
from tracker.http import today_of


@pytest.fixture
def diary(alice):
    """Alice's diary since ten weeks ago; gives her today."""
    today = today_of(alice)
    spot = factories.spot(alice, first_day=today - datetime.timedelta(days=70))
    factories.write(spot, "6c 0c . 3 c 8 " * 11, today - datetime.timedelta(days=70))
    factories.treatment(today - datetime.timedelta(days=10), (spot, 6, 3))
    return today


@pytest.fixture
def history(page, alice, diary, sign_in):
    sign_in(page, alice)
    page.goto("/history/")
    return page


def month_before(today: datetime.date) -> datetime.date:
    return (today.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def test_coming_back_from_a_day_finds_the_month_that_was_left(history, diary):
    month = month_before(diary)
    history.get_by_role("link", name=f"{month:%B %Y}", exact=True).click()
    expect(history.get_by_role("heading", name=f"{month:%B %Y}")).to_be_visible()
    history.get_by_role("table").get_by_role("link").nth(4).click()
    expect(history).to_have_url(re.compile(f"/day/{month:%Y-%m}-05/$"))
    history.go_back()
    expect(history.get_by_role("heading", name=f"{month:%B %Y}")).to_be_visible()


def test_a_link_to_a_day_goes_on_from_that_day(history, diary):
    month = month_before(diary)
    history.goto(f"/history/?month={month:%Y-%m}#d-{month:%Y-%m}-10")
    expect(history.locator(f"#d-{month:%Y-%m}-10")).to_be_focused()
    history.keyboard.press("ArrowRight")
    expect(history.locator(f"#d-{month:%Y-%m}-11")).to_be_focused()


def test_arrow_keys_walk_through_the_days_and_page_keys_turn_the_month(history, diary):
    month = month_before(diary)
    history.goto(f"/history/?month={month:%Y-%m}")
    first = history.locator(f"#d-{month:%Y-%m}-01")
    first.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        history.keyboard.press(key)
    expect(history.locator(f"#d-{month:%Y-%m}-08")).to_be_focused()
    history.keyboard.press("PageUp")
    expect(history.get_by_role("heading", name=f"{month_before(month):%B %Y}")).to_be_visible()


def test_a_year_back_is_two_taps(history, diary):
    history.get_by_role("link", name=f"The year {diary.year - 1}").click()
    history.get_by_role("link", name="Mar", exact=True).click()
    expect(history.get_by_role("heading", name=f"March {diary.year - 1}")).to_be_visible()


def test_it_works_without_javascript(plain_page, alice, diary, sign_in):
    sign_in(plain_page, alice)
    plain_page.goto("/history/")
    plain_page.locator("[aria-current=date]").click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("Today")


def test_everybody_can_read_it_and_nothing_overflows(page, alice, diary, sign_in, axe):
    sign_in(page, alice)
    page.goto("/history/")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
