"""The trends in a real browser: canvases over drawings of the same size, the play control, the dark, no script."""

import datetime
import re
from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import DESK
from tests.browser.rig import Problems
from tracker.http import today_of
from tracker.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

CHART_BOXES = "[data-chart]"
COLOURS_PAINTED = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""


@pytest.fixture
def diarist(server, alice: Person) -> Person:
    """Two spots over three weeks with a gap, a treatment, and two nights."""
    today = today_of(alice)
    first = today - datetime.timedelta(days=20)
    spot = factories.spot(alice, first_day=first)
    other = factories.spot(alice, "infraspinatus", "right", first_day=first)
    factories.write(spot, "0 2 5 7 6 . . . 3c c c 2c 4c 5c 8c 6c 4c 3c c c 3c", first=first)
    factories.write(other, "4 4 4 3 2", first=first)
    factories.treatment(today - datetime.timedelta(days=6), spot, kind="heat")
    for number, stress in enumerate((3, 6)):
        factories.check_in(alice, today - datetime.timedelta(days=number), sleep_hours=7, stress=stress)
    return alice


def open_trends(page: Page, query: str = "") -> None:
    page.goto(f"/trends/{query}")
    for box in page.locator(CHART_BOXES).all():
        box.scroll_into_view_if_needed()
    expect(page.locator(f"{CHART_BOXES}:not([data-drawn])")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_plot_becomes_a_canvas_that_says_what_it_shows(
    scheme: str, new_page: Callable[..., Page], sign_in, axe, diarist: Person
) -> None:
    page = new_page(color_scheme=scheme)
    sign_in(page, diarist)
    open_trends(page)
    canvases = page.locator("canvas[role=img]")
    assert canvases.count() == page.locator(CHART_BOXES).count() == 6
    assert canvases.first.get_attribute("aria-label").startswith("Left shoulder blade, top: Worst 8, median ")
    assert all(canvas.evaluate(COLOURS_PAINTED) > 1 for canvas in canvases.all()[:2])
    if scheme == "light":  # axe looks at both by itself
        assert axe(page) == []


def test_a_range_chosen_again_is_asked_for_with_its_tag(page: Page, sign_in, diarist: Person) -> None:
    sign_in(page, diarist)
    key = next(each["value"] for each in page.context.cookies() if each["name"].endswith("sessionid"))
    UserSession.objects.create(user=diarist, session_key=key, ip="127.0.0.1")
    open_trends(page)
    for shown in ("2-weeks", "3-months"):
        with page.expect_response(re.compile("pain.json")) as asked:
            page.locator(f"#range-{shown}").check()
    assert asked.value.status == 304
    expect(page.locator("[data-panel][data-drawn] canvas").first).to_be_visible()


def test_nothing_moves_when_the_script_takes_over(page: Page, sign_in, problems, diarist: Person) -> None:
    problems.expect("ERR_FAILED")
    sign_in(page, diarist)
    page.route("**/*.json*", lambda route: route.abort())
    page.goto("/trends/")
    boxes = (
        "() => [...document.querySelectorAll('[data-chart]')].map(box => [box.offsetTop, box.offsetHeight])"
    )
    before = page.evaluate(boxes)
    page.unroute("**/*.json*")
    open_trends(page)
    assert page.evaluate(boxes) == before


def test_bars_of_drawing_and_canvas_stand_at_the_same_place(page: Page, sign_in, diarist: Person) -> None:
    sign_in(page, diarist)
    open_trends(page, "?range=2-weeks")
    places = page.evaluate(
        """() => {
          const box = document.querySelector('[data-panel=worst], [data-panel]');
          const chart = Chart.getChart(box.querySelector('canvas'));
          const bars = chart.getDatasetMeta(0).data.filter((bar) => !bar.skip && Number.isFinite(bar.y));
          const wide = box.clientWidth;
          return bars.map((bar) => [bar.x / wide * 14, bar.width / wide * 14]);
        }"""
    )
    centres = [(round(x, 1), round(width, 1)) for x, width in places]
    assert all(width == 0.8 and x % 1 == 0.5 for x, width in centres)


def test_the_colours_follow_the_theme_of_the_device(page: Page, sign_in, diarist: Person) -> None:
    sign_in(page, diarist)
    page.emulate_media(color_scheme="light")
    open_trends(page, "?range=2-weeks")
    colour = "() => Chart.getChart(document.querySelector('canvas')).data.datasets[0].backgroundColor.at(-1)"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"before => ({colour})() !== before", arg=light)
    assert (light, page.evaluate(colour)) == ("#f0b765", "#c48a3c")


def test_choosing_a_range_shows_it_and_can_be_gone_back_from(page: Page, sign_in, diarist: Person) -> None:
    sign_in(page, diarist)
    page.goto("/trends/")
    page.get_by_label("2 weeks").check()
    expect(page.locator("#trends-form .caption")).to_contain_text("of 14 days logged")
    assert "range=2-weeks" in page.url
    expect(page.locator("canvas").first).to_be_visible()
    page.go_back()
    expect(page.locator("#trends-form .caption")).to_contain_text("of 91 days logged")


def test_spots_are_chosen_without_the_list_folding_up(page: Page, sign_in, diarist: Person) -> None:
    sign_in(page, diarist)
    page.goto("/trends/")
    page.get_by_text("2 of 2 spots shown").click()
    page.get_by_role("checkbox", name="Right shoulder blade").uncheck()
    expect(page.get_by_text("1 of 2 spots shown")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Right shoulder blade")).to_be_visible()
    expect(page.locator(".trends__spot")).to_have_count(1)


def test_two_measures_are_laid_over_each_other(page: Page, sign_in, diarist: Person) -> None:
    sign_in(page, diarist)
    page.goto("/trends/")
    pair = page.locator("[aria-labelledby=pair-title] .trends__sentence")
    expect(pair).to_have_text(
        [re.compile("^Worst pain of the day. Worst 8"), re.compile("^Stress. Median 4.5")]
    )
    page.get_by_label("Show", exact=True).select_option("sleep_hours")
    expect(pair.first).to_have_text(
        "Sleep. Median 7 h on 2 of 91 days; 73 days not logged, 16 days logged without it."
    )
    page.get_by_label("together with").select_option("nothing else")
    expect(pair).to_have_count(1)


def test_the_body_plays_week_by_week_and_stops_by_keyboard(new_page, sign_in, diarist: Person) -> None:
    page = new_page(reduced_motion="reduce")
    sign_in(page, diarist)
    page.goto("/trends/?range=everything")
    section = page.locator("[data-heat]")
    whole = section.locator("[data-heat-when]").inner_text()
    slider = section.get_by_label("Week")
    slider.focus()
    slider.press("ArrowRight")
    expect(section.locator("[data-heat-when]")).to_contain_text("Week of")
    slider.press("Home")
    expect(section.locator("[data-heat-when]")).to_have_text(whole)
    section.get_by_role("button", name="Play").press("Enter")
    expect(section.locator("[data-heat-when]")).to_contain_text("Week of")
    section.get_by_role("button", name="Pause").press("Enter")
    expect(section.get_by_role("button", name="Play")).to_be_visible()


def test_weeks_that_cannot_be_loaded_are_told_and_may_be_asked_for_again(
    page: Page, sign_in, diarist: Person, problems: Problems
) -> None:
    problems.expect("ERR_FAILED")
    sign_in(page, diarist)
    page.goto("/trends/?range=everything")
    section = page.locator("[data-heat]")
    slider = section.get_by_label("Week")
    page.route("**/trends/body*", lambda route: route.abort())
    section.get_by_role("button", name="Play").click()
    expect(section.locator("[data-heat-when]")).to_have_text("The weeks could not be loaded. Try again.")
    expect(section.get_by_role("status")).to_have_text("The weeks could not be loaded. Try again.")
    expect(section.get_by_role("button", name="Play")).to_be_visible()
    expect(slider).to_have_value("0")
    page.unroute("**/trends/body*")
    slider.press("ArrowRight")
    expect(section.locator("[data-heat-when]")).to_contain_text("Week of")


def test_dates_that_cannot_be_are_told_by_their_field(page: Page, sign_in, diarist: Person) -> None:
    sign_in(page, diarist)
    page.goto("/trends/")
    page.get_by_label("Dates").check()
    page.get_by_label("From", exact=True).fill("2026-03-02")
    page.get_by_label("To", exact=True).fill("2026-03-01")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("To", exact=True)).to_have_accessible_description(
        "The last day lies before the first."
    )
    expect(page.get_by_label("From", exact=True)).to_have_value("2026-03-02")


def test_without_a_script_drawings_tables_and_forms_do_the_same(
    plain_page: Page, sign_in, diarist: Person
) -> None:
    sign_in(plain_page, diarist)
    plain_page.goto("/trends/")
    assert plain_page.locator("svg[role=img]").count() == 6 + 2
    assert plain_page.locator(".bar").first.bounding_box()["height"] > 2
    plain_page.get_by_label("2 weeks").check()
    plain_page.get_by_role("button", name="Show", exact=True).first.click()
    expect(plain_page.locator("#trends-form .caption")).to_contain_text("of 14 days logged")
    plain_page.locator("#numbers-pain summary").click()
    expect(plain_page.locator("#numbers-pain tbody tr").first.locator("td").first).to_have_text("3")


def test_a_wide_screen_shows_charts_beside_the_body(new_page, sign_in, axe, diarist: Person) -> None:
    page = new_page(viewport=DESK, color_scheme="dark")
    sign_in(page, diarist)
    open_trends(page, "?range=year")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    body, worst = (
        page.locator("[data-heat]").bounding_box(),
        page.locator("[aria-labelledby=worst-title]").bounding_box(),
    )
    assert body["x"] > worst["x"] + worst["width"]
    assert axe(page) == []


def test_no_card_slides_over_another_while_scrolling(desktop_page, sign_in, diarist: Person) -> None:
    sign_in(desktop_page, diarist)
    open_trends(desktop_page)
    for share in (0.3, 0.6, 1):
        desktop_page.evaluate("share => scrollTo(0, share * document.documentElement.scrollHeight)", share)
        boxes = [card.bounding_box() for card in desktop_page.locator(".trends .card:visible").all()]
        tops = {box["y"]: box for box in boxes if box}
        body = desktop_page.locator(".heat-map-card").bounding_box()
        below = [box for y, box in tops.items() if y > body["y"] and box["x"] + box["width"] > body["x"]]
        assert all(box["y"] >= body["y"] + body["height"] for box in below), share
