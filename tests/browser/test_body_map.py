"""The body map on Today: fingers, mouse, keys, and no script at all."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.factories import spot
from tracker.body.catalogue import anchor, search
from tracker.body.drawing import Figure, to_drawing
from tracker.body.names import plain
from tracker.body.sides import Point, Side, View
from tracker.models import Spot


def on_screen(page: Page, point: Point, figure: Figure = Figure.FEMALE) -> tuple[float, float]:
    """Where a point of the body is on the screen, once the map is in sight."""
    x, y = to_drawing(figure, point)
    page.locator(".body-map__stage").evaluate("(stage) => stage.scrollIntoView({ block: 'center' })")
    found = page.locator(".body-map__view:not([hidden]) svg").evaluate(
        "(svg, [x, y]) => { const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM()); return [at.x, at.y] }",
        [x, y],
    )
    return found[0], found[1]


def viewbox(page: Page) -> list[float]:
    shown = page.locator(".body-map__view:not([hidden]) svg").get_attribute("viewBox") or ""
    return [float(number) for number in shown.split()]


@pytest.fixture
def today(page, alice, sign_in) -> Page:
    sign_in(page, alice)
    page.goto("/")
    return page


@pytest.fixture
def today_on_a_desk(desktop_page, alice, sign_in) -> Page:
    sign_in(desktop_page, alice)
    desktop_page.goto("/")
    return desktop_page


def test_the_drawing_wears_the_themes_colours(new_page, alice, sign_in):
    """The figure is an outside file: only inherited custom properties reach it, and the policy must let it in."""
    for scheme, skin in (("light", "rgb(241, 233, 220)"), ("dark", "rgb(42, 50, 48)")):
        page = new_page(color_scheme=scheme)
        sign_in(page, alice)
        page.goto("/")
        page.wait_for_load_state("networkidle")
        shot = page.locator(".body-map__view:not([hidden])").screenshot()
        assert page.evaluate(
            "getComputedStyle(document.querySelector('.body-map')).getPropertyValue('--skin')"
        )
        assert _has_colour(page, shot, skin), f"the {scheme} drawing shows no skin"


def _has_colour(page: Page, png: bytes, colour: str) -> bool:
    """Counts pixels of that colour in a picture, with the browser's own decoder."""
    wanted = [int(number) for number in re.findall(r"\d+", colour)]
    count = page.evaluate(
        """async ([bytes, wanted]) => {
            const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
            const canvas = new OffscreenCanvas(picture.width, picture.height);
            const context = canvas.getContext("2d");
            context.drawImage(picture, 0, 0);
            const data = context.getImageData(0, 0, picture.width, picture.height).data;
            let found = 0;
            for (let i = 0; i < data.length; i += 4)
                if (wanted.every((value, n) => Math.abs(data[i + n] - value) < 4)) found += 1;
            return found;
        }""",
        [list(png), wanted],
    )
    return count > 500


def test_tap_muscle_pain_adds_a_spot_in_three_taps(today, alice):
    today.touchscreen.tap(*on_screen(today, anchor("levator_scapulae", Side.LEFT)))
    expect(today.get_by_role("heading", name="Which of these?")).to_be_visible()
    today.get_by_text("Left shoulder blade, top").tap()
    today.get_by_role("button", name="Add with pain 6").tap()
    expect(today.get_by_role("link", name="1, Left shoulder blade, top, last pain 6")).to_be_visible()
    added = Spot.objects.get(person=alice)
    centre = anchor("levator_scapulae", Side.LEFT)
    assert (added.muscle, added.side, added.view) == ("levator_scapulae", "left", "back")
    assert abs(added.x - centre.x) + abs(added.y - centre.y) < 0.004


def test_one_tap_less_where_the_spot_is_known(today, alice):
    known = spot(alice)
    today.reload()
    # Closer, for at first the dot's own 44 pixels cover all of its surroundings.
    today.get_by_role("button", name="Closer").dblclick()
    today.touchscreen.tap(*on_screen(today, Point(View.BACK, Side.LEFT, known.x + 0.012, known.y + 0.0145)))
    expect(today.get_by_role("heading", name="Is this your left shoulder blade, top spot?")).to_be_visible()
    today.get_by_role("button", name="Yes, pain 4").tap()
    expect(today.get_by_role("link", name="1, Left shoulder blade, top, last pain 4")).to_be_visible()
    assert Spot.objects.filter(person=alice).count() == 1


def test_the_answer_never_covers_the_place_that_was_tapped(today, today_on_a_desk):
    for page in (today, today_on_a_desk):
        page.mouse.click(*on_screen(page, anchor("quadratus_lumborum", Side.RIGHT)))
        sheet = page.locator("[data-answer]")
        expect(sheet.locator("form")).to_be_visible()
        page.wait_for_timeout(600)
        ring = page.locator(".body-map__view:not([hidden]) [data-cursor]").bounding_box()
        box = sheet.bounding_box()
        assert ring
        assert box
        assert ring["y"] + ring["height"] <= box["y"]


def test_left_is_left_on_both_views(today):
    for view, place in ((View.BACK, "Left top of shoulder"), (View.FRONT, "Left chest")):
        today.get_by_role("link", name=view.capitalize(), exact=True).click()
        slug = "upper_trapezius" if view is View.BACK else "pectoralis_major"
        today.touchscreen.tap(*on_screen(today, anchor(slug, Side.LEFT, view)))
        expect(today.locator("[data-answer]").get_by_text(place, exact=True)).to_be_visible()
        today.get_by_role("button", name="Close", exact=True).click()


def test_wheel_drag_and_double_click_zoom_and_move_without_picking(today_on_a_desk):
    page = today_on_a_desk
    before = viewbox(page)
    x, y = on_screen(page, anchor("levator_scapulae", Side.LEFT))
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    closer = viewbox(page)
    assert closer[2] < before[2] * 0.6
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    page.mouse.up()
    assert viewbox(page)[0] < closer[0] - 10
    page.mouse.dblclick(x, y)
    assert viewbox(page)[2] < closer[2]
    page.wait_for_timeout(500)
    expect(page.locator("[data-answer]")).to_be_empty()
    page.get_by_role("link", name="Upper").click()
    assert viewbox(page) == before


def test_two_fingers_zoom(today):
    before = viewbox(today)
    today.locator(".body-map__stage").evaluate(
        """(stage) => {
            const box = stage.getBoundingClientRect();
            const send = (type, id, x) => stage.dispatchEvent(new PointerEvent(type, {
                pointerId: id, clientX: box.x + x, clientY: box.y + 150, bubbles: true, isPrimary: id === 1 }));
            stage.setPointerCapture = () => {};
            send("pointerdown", 1, 150); send("pointerdown", 2, 200);
            send("pointermove", 2, 230); send("pointermove", 2, 250);
            send("pointerup", 2, 250); send("pointerup", 1, 150);
        }"""
    )
    assert viewbox(today)[2] == pytest.approx(before[2] / 2, rel=0.02)
    expect(today.locator("[data-answer]")).to_be_empty()


def test_with_keys_alone(today_on_a_desk):
    page = today_on_a_desk
    page.locator(".body-map__stage").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-status]")).to_have_text(re.compile("^left "))
    before = viewbox(page)
    page.keyboard.press("+")
    assert viewbox(page)[2] < before[2]
    page.keyboard.press("Enter")
    expect(page.locator("[data-answer] input[type=radio]").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add with pain 0")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-answer]")).to_be_empty()
    expect(page.locator(".body-map__stage")).to_be_focused()


def test_a_dot_is_a_link_of_44_pixels_however_close_one_looks(today, alice):
    spot(alice)
    today.reload()
    for step in (None, "Closer", "Closer"):
        if step:
            today.get_by_role("button", name=step).click()
        target = (
            today.get_by_role("link", name="1, Left shoulder blade, top")
            .locator(".mark__target")
            .bounding_box()
        )
        assert target
        assert target["width"] == pytest.approx(44, abs=1)


def test_looking_elsewhere_survives_a_saved_day(today, alice):
    spot(alice)
    today.reload()
    today.get_by_role("link", name="Front", exact=True).click()
    today.get_by_role("link", name="Trunk").click()
    with today.expect_response(lambda answer: answer.request.method == "POST"):
        today.get_by_role("button", name="All quiet").click()
    expect(today.get_by_role("link", name="Front", exact=True)).to_have_attribute("aria-current", "true")
    expect(today.get_by_role("link", name="Trunk")).to_have_attribute("aria-current", "true")
    today.touchscreen.tap(*on_screen(today, anchor("pectoralis_major", Side.LEFT)))
    expect(today.get_by_role("heading", name="Which of these?")).to_be_visible()


def test_no_answer_from_the_server_is_said(today, problems):
    problems.expect("ERR_FAILED|htmx:(sendError|afterRequest)")
    today.route("**/body/near/**", lambda route: route.abort())
    today.touchscreen.tap(*on_screen(today, anchor("levator_scapulae", Side.LEFT)))
    expect(today.locator("[data-answer]")).to_contain_text("No answer from the server")


def test_without_a_script_both_views_and_the_list_are_links(plain_page, alice, sign_in):
    page = plain_page
    spot(alice)
    sign_in(page, alice)
    page.goto("/")
    page.get_by_role("link", name="Front", exact=True).click()
    expect(page.get_by_text("your right").first).to_be_visible()
    page.get_by_role("link", name="Whole").click()
    assert viewbox(page)[3] > 1000
    page.get_by_role("link", name="List", exact=True).click()
    page.get_by_label("Search by place or muscle").fill("calf")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Lower calf, left").click()
    expect(page.get_by_role("heading", name="Left lower calf")).to_be_visible()
    expect(page.get_by_role("button", name="Add with pain 4")).to_be_visible()


def test_the_list_is_filtered_while_typing(today):
    today.get_by_role("link", name="List", exact=True).click()
    today.get_by_label("Search by place or muscle").press_sequentially("should bla")
    expect(today.get_by_text("found for “should bla”")).to_be_visible()
    expect(today.get_by_role("button", name="Shoulder blade, top, left")).to_be_visible()
    expect(today.get_by_role("heading", name="Foot", exact=True)).to_be_hidden()
    search = today.get_by_label("Search by place or muscle")
    search.fill("wing")
    expect(today.get_by_text("Nothing by that name")).to_be_visible()
    search.fill("")
    expect(today.get_by_role("heading", name="Foot", exact=True)).to_be_visible()


def test_what_is_typed_finds_the_same_with_a_script_and_without(today):
    today.goto("/body/list/")
    for words in ("calf", "low back", "Trapez", "neck front", "quadratus", "x"):
        today.get_by_label("Search by place or muscle").fill(words)
        shown = today.locator("[data-names]:visible .caption").all_inner_texts()
        assert shown == [plain(each) for each in search(words)], words


def test_no_address_says_where_it_hurts(today):
    asked: list[str] = []
    today.on("request", lambda request: asked.append(request.url))
    today.touchscreen.tap(*on_screen(today, anchor("levator_scapulae", Side.LEFT)))
    today.get_by_role("link", name="Somewhere else").click()
    today.get_by_label("Search by place or muscle").fill("calf")
    today.get_by_role("button", name="Search").click()
    today.get_by_role("button", name="Lower calf, left").click()
    expect(today.get_by_role("heading", name="Left lower calf")).to_be_visible()
    pages = [urlsplit(url) for url in asked if "/body/" in url and "/static/" not in url]
    assert {page.path for page in pages} == {"/body/near/", "/body/list/", "/body/choose/"}
    assert {page.query.partition("=")[0] for page in pages} <= {"", "date"}


def test_axe_finds_nothing(page, alice, sign_in, axe):
    sign_in(page, alice)
    page.goto("/body/list/")
    assert axe(page) == []
    page.get_by_role("button", name="Low back, by the spine, middle").click()
    expect(page.get_by_role("button", name="Add with pain 4")).to_be_visible()
    assert axe(page) == []
    page.goto("/")
    page.mouse.click(*on_screen(page, anchor("levator_scapulae", Side.LEFT)))
    expect(page.get_by_role("heading", name="Which of these?")).to_be_visible()
    assert axe(page) == []
