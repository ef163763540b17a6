"""The report in a real browser: choosing what goes along, and a first page that prints as one page."""

from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tracker.http import today_of
from tracker.models import Person, Spot

pytestmark = pytest.mark.django_db(transaction=True)

MUSCLES = ("levator_scapulae", "infraspinatus", "quadratus_lumborum", "piriformis", "gastrocnemius")


@pytest.fixture
def diarist(server, alice: Person) -> Person:
    """Five spots, each back within days of its treatments."""
    start = today_of(alice) - timedelta(days=40)
    for number, muscle in enumerate(MUSCLES):
        spot = factories.spot(alice, muscle, first_day=start)
        dates = factories.write(spot, "5 0 0 0 6 0 0 0 7 0 0 0 " * 3, start)
        for day in (0, 4, 8, 12):
            factories.treatment(
                dates[day], (spot, 6, 3), kind="heat" if number % 2 else "self_pressure", minutes=10
            )
    return alice


def test_choosing_a_spot_shows_it_alone(new_page: Callable[..., Page], sign_in, axe, diarist: Person) -> None:
    page = new_page(color_scheme="dark")
    sign_in(page, diarist)
    page.goto("/report/")
    expect(page.get_by_role("heading", name="Muscle knot diary")).to_be_visible()
    expect(page.locator(".report-spots tbody")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []
    page.locator("summary", has_text="Choose days").click()
    page.get_by_role("checkbox", name="Left calf").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".report-spots tbody")).to_have_count(1)
    expect(page.get_by_text("Spots chosen by the user, without notes")).to_have_count(2)
    expect(page.get_by_role("button", name="Print")).to_be_visible()


def test_five_spots_print_on_one_first_page(desktop_page: Page, sign_in, diarist: Person) -> None:
    assert Spot.objects.for_user(diarist).count() == 5
    sign_in(desktop_page, diarist)
    desktop_page.goto("/report/")
    for paper in ("A4", "Letter"):
        printed = pypdfium2.PdfDocument(desktop_page.pdf(format=paper))
        first, second = (printed[number].get_textpage().get_text_range() for number in (0, 1))
        assert "Questions to bring" in first
        assert "chosen by the muscles alone" in first
        assert "Spot by spot" in second.splitlines()[1]
        assert "Choose days" not in first
