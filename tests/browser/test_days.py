import datetime

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import DESK, PHONE
from tracker.http import today_of
from tracker.models import CheckIn, Rating


@pytest.fixture
def spot(alice):
    return factories.spot(alice, nickname="Desk shoulder")


@pytest.mark.parametrize("kind", ["desktop_page", "plain_page"])
def test_two_past_days_are_filled_in_and_saved_together(request, alice, spot, sign_in, kind):
    page = request.getfixturevalue(kind)
    sign_in(page, alice)
    page.goto("/days/")
    yesterday = today_of(alice) - datetime.timedelta(days=1)
    before = yesterday - datetime.timedelta(days=1)
    page.get_by_label(f"Stress, {yesterday:%A} {yesterday.day} {yesterday:%B}").fill("4")
    page.get_by_label(f"Desk shoulder, {before:%A} {before.day} {before:%B}").fill("6")
    page.get_by_label(f"Complete, {before:%A} {before.day} {before:%B}").check()
    page.get_by_role("button", name="Save these days").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert CheckIn.objects.get(date=yesterday).stress == 4
    assert CheckIn.objects.get(date=before).completed_at
    assert Rating.objects.get(date=before).pain == 6


def test_a_wrong_value_is_named_where_it_stands(page, alice, spot, sign_in):
    sign_in(page, alice)
    page.goto("/days/")
    field = page.locator("input[name$=stress]:visible").first
    field.fill("44")
    page.get_by_role("button", name="Save these days").click()
    expect(field).to_have_value("44")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("A whole number from 0 to 10.")
    assert not CheckIn.objects.exists()


def test_everybody_can_read_it_and_nothing_overflows(page, alice, spot, sign_in, axe):
    for number in range(4):
        factories.spot(alice, x=0.02 + number / 100)
    sign_in(page, alice)
    page.goto("/days/?first=2026-11-01&last=2026-11-07&logged=on")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
