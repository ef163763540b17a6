"""The pages of spots in a real browser: add, ask, move, merge and undo; by keyboard and without a script."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import DESK, PHONE
from tests.examples import some
from tracker.http import today_of
from tracker.models import Person, Rating, Spot
from tracker.timelines.rows import period_of, rows_of


def from_list(page: Page, name: str, side: str) -> None:
    """Chooses a muscle from the list of places."""
    page.goto("/body/list/")
    page.get_by_label("Search by place or muscle").fill(name)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name=f"{name}, {side}").first.click()


def story(person: Person) -> tuple[Spot, Spot]:
    first = today_of(person) - datetime.timedelta(days=40)
    old = factories.spot(person, nickname="desk corner", first_day=first)
    new = factories.spot(person, nickname="new one", first_day=first, x=0.05)
    factories.write(old, "3c 5 c 6 . 4c 2 0c 7", first)
    factories.write(new, "6 . 2 . 8 4", first)
    factories.treatment(first, (old, 3, 1), tool="ball")
    return old, new


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_from_the_list_a_spot_is_added_and_a_second_one_there_is_asked_about(kind, request, alice, sign_in):
    page = request.getfixturevalue(kind)
    sign_in(page, alice)
    from_list(page, "Shoulder blade, top", "left")
    page.get_by_role("button", name="Add with pain 4").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Today")
    spot = Spot.objects.get()
    assert page.url.endswith(f"#spot-{spot.public_id}")
    from_list(page, "Shoulder blade, top", "left")
    expect(page.get_by_text("Is this your")).to_be_visible()
    page.get_by_role("button", name="Yes, pain 7").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Today")
    assert Spot.objects.count() == 1
    assert Rating.objects.get().pain == 7


def test_merge_tells_beforehand_and_undo_brings_both_back(page, alice, sign_in, axe):
    old, new = story(alice)
    before = list(Rating.objects.order_by("pk").values())
    sign_in(page, alice)
    page.goto(f"/spots/{old.public_id}/")
    page.get_by_role("link", name="Merge with another spot").click()
    page.get_by_role("link", name="new one").click()
    expect(page.get_by_text("On 1 day both have a pain")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("Merged: ratings and treatments of both are here now.")).to_be_visible()
    assert list(Spot.objects.all()) == [old]
    assert axe(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("they are two spots again")).to_be_visible()
    assert list(Rating.objects.order_by("pk").values()) == before
    assert Spot.objects.filter(public_id=new.public_id).exists()


def test_a_tap_moves_the_dot_and_says_the_side(page, alice, sign_in):
    spot = factories.spot(alice)
    sign_in(page, alice)
    page.goto(f"/spots/{spot.public_id}/edit/")
    drawing = page.locator("[data-stage] svg")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    drawing.tap(position={"x": box["width"] * 0.75, "y": box["height"] * 0.6})
    expect(page.get_by_role("radio", name="Right")).to_be_checked()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    spot.refresh_from_db()
    assert (spot.side, spot.view) == ("right", "back")
    assert spot.y > 0.17
    assert (spot.anchor_x, spot.anchor_y) == (0.046, 0.164)


def test_with_the_keyboard_alone_the_dot_moves_step_by_step_and_keeps_the_focus(desktop_page, alice, sign_in):
    spot = factories.spot(alice)
    sign_in(desktop_page, alice)
    desktop_page.goto(f"/spots/{spot.public_id}/edit/")
    desktop_page.get_by_label("Your name for it").fill("typed before")
    down = desktop_page.get_by_role("button", name="Down")
    down.focus()
    for wanted in (r"0\.17(0*\d)?", r"0\.176(0*\d)?"):
        with desktop_page.expect_response("**/edit/"):
            desktop_page.keyboard.press("Enter")
        expect(desktop_page.locator("input[name=y]")).to_have_value(re.compile(wanted))
        expect(down).to_be_focused()
    desktop_page.get_by_role("button", name="Save").press("Enter")
    expect(desktop_page.get_by_role("heading", level=1)).to_have_text("typed before")
    spot.refresh_from_db()
    assert spot.y == pytest.approx(0.176)


def test_without_a_script_the_dot_moves_step_by_step_and_nothing_typed_is_lost(plain_page, alice, sign_in):
    spot = factories.spot(alice)
    sign_in(plain_page, alice)
    plain_page.goto(f"/spots/{spot.public_id}/edit/")
    plain_page.get_by_label("Your name for it").fill("typed before")
    plain_page.get_by_role("button", name="Outward").click()
    expect(plain_page.get_by_label("Your name for it")).to_have_value("typed before")
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("typed before")
    spot.refresh_from_db()
    assert spot.x == pytest.approx(0.052)


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_enter_in_the_name_saves_and_moves_no_dot(kind, request, alice, sign_in):
    page = request.getfixturevalue(kind)
    spot = factories.spot(alice)
    sign_in(page, alice)
    page.goto(f"/spots/{spot.public_id}/edit/")
    page.get_by_label("Your name for it").fill("desk corner")
    page.get_by_label("Your name for it").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("desk corner")
    moved = Spot.objects.get()
    assert (moved.x, moved.y) == (spot.x, spot.y)


def test_the_other_side_moves_the_dot_across_at_once(page, alice, sign_in):
    spot = factories.spot(alice)
    sign_in(page, alice)
    page.goto(f"/spots/{spot.public_id}/edit/")
    mark = page.locator("[data-mark]")
    left = mark.get_attribute("transform")
    page.get_by_role("radio", name="Right").check(force=True)
    expect(mark).not_to_have_attribute("transform", left or "")


def test_every_page_of_spots_is_accessible_and_fits_the_screen(page, alice, bob, sign_in, axe):
    old, _new = story(alice)
    factories.spot(alice, "gastrocnemius", "right", archived_on=today_of(alice))
    sign_in(page, alice)
    for path in (
        "/spots/",
        f"/spots/{old.public_id}/",
        f"/spots/{old.public_id}/edit/",
        f"/spots/{old.public_id}/merge/",
    ):
        page.goto(path)
        for summary in page.locator("details > summary").all():
            summary.click()
        looked_at = some([PHONE, DESK], apart=2)
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            assert size not in looked_at or axe(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        page.set_viewport_size(PHONE)
    page.context.clear_cookies()
    sign_in(page, bob)
    page.goto("/spots/")
    expect(page.get_by_role("heading", name="No spots yet")).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_the_timeline_zooms_and_tells_the_same_as_a_table(kind, request, alice, sign_in):
    page = request.getfixturevalue(kind)
    first = today_of(alice) - datetime.timedelta(days=100)
    spot = factories.spot(alice, first_day=first)
    factories.write(spot, "0 5 0 0 6 " + "0 " * 60 + "4 0", first)
    factories.treatment(first + datetime.timedelta(days=1), (spot, 5, 2), kind="heat")
    sign_in(page, alice)
    page.goto(f"/spots/{spot.public_id}/")
    timeline = page.locator("#timeline")
    # How many weeks and months a range reaches into depends on the day of the week and of the month.
    months, weeks = (
        len(rows_of(period_of(word, first.toordinal(), today_of(alice).toordinal())))
        for word in ("3-months", "6-weeks")
    )
    expect(timeline.locator("svg.timeline")).to_have_count(months)
    timeline.get_by_role("link", name="6 weeks").focus()
    page.keyboard.press("Enter")
    expect(timeline.locator("svg.timeline")).to_have_count(weeks)
    expect(timeline.get_by_role("link", name="6 weeks")).to_have_attribute("aria-current", "true")
    assert "range=6-weeks" in page.url
    timeline.get_by_role("link", name="All").click()
    expect(timeline.get_by_text("Heat 1×")).to_be_visible()
    timeline.get_by_text("As a table").click()
    row = timeline.get_by_role("row").filter(has_text="Heat")
    expect(row).to_contain_text("3 days")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
