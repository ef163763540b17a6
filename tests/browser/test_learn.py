from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import factories
from tracker.http import today_of
from tracker.models import Person, Rating

RUNNING = """[...document.querySelectorAll(".knot-drawing *")].map((each) => getComputedStyle(each))
    .filter((style) => style.animationName !== "none").map((style) => style.animationPlayState)"""


def test_a_tick_shows_the_signs_that_belong_to_it_without_scripts(
    plain_page: Page, alice: Person, sign_in: Callable[..., None]
) -> None:
    page, spot = plain_page, factories.spot(alice)
    sign_in(page, alice)
    address = f"/day/{today_of(alice)}/spots/{spot.public_id}/"
    page.goto(address)
    weak = page.get_by_text("Weakness of an arm or hand that is new or growing.")
    tingling = page.get_by_text("New pins and needles or numbness in an arm or leg")
    expect(weak).to_be_hidden()
    page.get_by_label("tender when pressed").check()
    expect(page.get_by_text("Signs of this kind")).to_be_hidden()
    page.get_by_label("weak").check()
    expect(weak).to_be_visible()
    expect(tingling).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    assert Rating.objects.get().weak
    page.goto(address)
    expect(weak).to_be_visible()
    page.get_by_label("weak").uncheck()
    expect(weak).to_be_hidden()


def test_the_drawing_of_a_knot_can_be_held_still_and_is_where_motion_is_unwelcome(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(java_script_enabled=True)
    page.goto("/learn/what-a-knot-is/")
    assert set(page.evaluate(RUNNING)) == {"running"}
    page.get_by_text("Hold the picture still").click()
    assert set(page.evaluate(RUNNING)) == {"paused"}
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(RUNNING) == []
    expect(page.get_by_text("Hold the picture still")).to_be_hidden()
