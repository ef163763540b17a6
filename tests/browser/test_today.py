"""Today as a person uses it: counted taps, a lost connection, two tabs, keys only, no script."""

import datetime
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import factories
from tests.browser.test_body_map import on_screen
from tracker.body.catalogue import anchor
from tracker.body.sides import Side
from tracker.http import today_of
from tracker.models import CheckIn, Person, Rating, Spot, TreatedSpot, Treatment

SAVED = "text=/^Saved \\d\\d:\\d\\d/"


class Inputs:
    """Counts what a person does: every tap, and every field that they type into."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def tap(self, target: Locator) -> None:
        self.count += 1
        target.click()

    def tap_body(self, muscle: str, side: Side) -> None:
        self.count += 1
        self.page.mouse.click(*on_screen(self.page, anchor(muscle, side)))

    def type(self, target: Locator, text: str) -> None:
        self.count += 1
        target.fill(text)


@pytest.fixture
def today(page: Page, alice: Person, sign_in: Callable[..., None]) -> Callable[[], Inputs]:
    def opened() -> Inputs:
        sign_in(page, alice)
        page.goto("/")
        return Inputs(page)

    return opened


@pytest.fixture
def spots(alice: Person) -> list[Spot]:
    """Two spots that hurt yesterday."""
    yesterday = today_of(alice) - datetime.timedelta(days=1)
    known = [factories.spot(alice), factories.spot(alice, "infraspinatus", "right")]
    for spot, pain in zip(known, (5, 3), strict=True):
        factories.rating(spot, yesterday, pain)
    return known


def pains(person: Person) -> dict[int, int | None]:
    return dict(Rating.objects.filter(person=person, date=today_of(person)).values_list("spot_id", "pain"))


def row(page: Page, spot: Spot) -> Locator:
    return page.locator(f"#spot-{spot.public_id}")


def test_an_unchanged_day_takes_one_tap(
    today: Callable[[], Inputs], alice: Person, spots: list[Spot]
) -> None:
    inputs = today()
    inputs.tap(inputs.page.get_by_role("button", name="As yesterday"))
    expect(inputs.page.get_by_text("That's all for this day.")).to_be_visible()
    expect(inputs.page.locator(SAVED)).to_be_visible()
    assert inputs.count == 1
    assert pains(alice) == {spots[0].pk: 5, spots[1].pk: 3}
    assert CheckIn.objects.get(person=alice, date=today_of(alice)).completed_at is not None


def test_one_spot_changed_takes_one_tap_more(
    today: Callable[[], Inputs], alice: Person, spots: list[Spot]
) -> None:
    inputs = today()
    inputs.tap(row(inputs.page, spots[0]).get_by_role("radio", name="worse"))
    expect(row(inputs.page, spots[0]).locator("[data-value]")).to_have_text("7")
    expect(inputs.page.locator(SAVED)).to_be_visible()
    inputs.tap(inputs.page.get_by_role("button", name="As yesterday"))
    expect(inputs.page.get_by_text("That's all for this day.")).to_be_visible()
    assert inputs.count == 2
    assert pains(alice) == {spots[0].pk: 7, spots[1].pk: 3}


def test_repeating_a_treatment_takes_one_tap(
    today: Callable[[], Inputs], alice: Person, spots: list[Spot]
) -> None:
    factories.treatment(today_of(alice) - datetime.timedelta(days=1), spots[0], tool="ball", by="self")
    inputs = today()
    inputs.tap(inputs.page.get_by_role("button", name="Ball · 2 min"))
    expect(inputs.page.locator("#treatments .treatment")).to_have_count(1)
    assert inputs.count == 1
    done = Treatment.objects.get(person=alice, date=today_of(alice))
    assert TreatedSpot.objects.get(treatment=done).spot == spots[0]


def test_a_new_spot_with_pain_takes_at_most_five_inputs(today: Callable[[], Inputs], alice: Person) -> None:
    inputs = today()
    page = inputs.page
    inputs.tap_body("infraspinatus", Side.RIGHT)
    inputs.tap(page.locator(".candidate", has_text="infraspinatus"))
    inputs.tap(page.get_by_role("button", name="Add with pain 6"))
    expect(page.locator(".spot [data-value]")).to_have_text("6")
    assert inputs.count <= 5
    spot = Spot.objects.get()
    assert (spot.muscle, spot.side) == ("infraspinatus", "right")
    assert pains(alice) == {spot.pk: 6}


def test_a_first_day_from_sign_up_takes_at_most_fifteen_inputs(page: Page) -> None:
    inputs = Inputs(page)
    page.goto("/")
    inputs.tap(page.get_by_role("link", name="Start your diary"))
    inputs.type(page.get_by_label("Username"), "mia")
    inputs.type(page.get_by_label("Password", exact=True), "a calm evening walk")
    inputs.tap(page.get_by_role("button", name="Make the account"))
    page.locator(".body-map__stage").wait_for()
    page.wait_for_load_state("networkidle")
    inputs.tap_body("levator_scapulae", Side.LEFT)
    inputs.tap(page.locator(".candidate", has_text="levator scapulae"))
    inputs.tap(page.get_by_role("button", name="Add with pain 5"))
    page.locator(".spot").wait_for()
    inputs.tap(page.get_by_role("button", name="Ball · 2 min"))
    expect(page.locator("#treatments .treatment")).to_have_count(1)
    inputs.tap(page.get_by_role("button", name="Sleep last night, more"))
    inputs.tap(page.get_by_role("group", name="Stress").get_by_role("radio", name="4"))
    expect(page.locator(SAVED)).to_be_visible()
    inputs.tap(page.get_by_role("button", name="That's all"))
    expect(page.get_by_text("That's all for this day.")).to_be_visible()
    person = Person.objects.get(username="mia")
    check_in = CheckIn.objects.get(person=person)
    assert inputs.count <= 15, inputs.count
    assert (check_in.sleep_hours, check_in.stress) == (7, 4)
    assert person.time_zone == "Europe/Berlin"
    assert person.is_superuser


def test_signs_unfold_and_save_themselves(today: Callable[[], Inputs], spots: list[Spot]) -> None:
    page = today().page
    row(page, spots[0]).get_by_role("link", name="Signs").click()
    row(page, spots[0]).get_by_label("tingling or numb").check()
    expect(page.locator(SAVED)).to_be_visible()
    now = row(page, spots[0]).locator(".ticked ul").first
    everything = now.get_by_role("checkbox")
    read = "ul => [...ul.querySelectorAll('li.for-tingling')].filter((li) => li.offsetHeight > 1).length"
    assert now.evaluate(read) == 2
    everything.check()
    assert now.evaluate(read) > 2
    assert Rating.objects.get(spot=spots[0], date=today_of(spots[0].person)).tingling


def test_a_scale_can_be_slid_along(today: Callable[[], Inputs], alice: Person, spots: list[Spot]) -> None:
    page = today().page
    spot = row(page, spots[0])
    spot.locator("summary").click()
    steps = spot.locator(".scale__step")
    start, end = steps.nth(2).bounding_box(), steps.nth(8).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 8, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + 20, steps=8)
    page.mouse.up()
    expect(spot.locator("[data-value]")).to_have_text("8")
    expect(page.locator(SAVED)).to_be_visible()
    assert pains(alice) == {spots[0].pk: 8}


def test_after_a_slide_with_a_finger_the_next_tap_counts(
    today: Callable[[], Inputs], alice: Person, spots: list[Spot]
) -> None:
    page = today().page
    spot = row(page, spots[0])
    spot.locator("summary").click()
    steps = spot.locator(".scale__step")
    steps.first.scroll_into_view_if_needed()
    start, end = steps.nth(2).bounding_box(), steps.nth(8).bounding_box()
    assert start is not None
    assert end is not None
    touch = page.context.new_cdp_session(page)

    def send(kind: str, points: list[dict[str, float]]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    y = start["y"] + 20
    send("touchStart", [{"x": start["x"] + 8, "y": y}])
    for x in range(int(start["x"]) + 8, int(end["x"]) + 9, 12):
        send("touchMove", [{"x": x, "y": y}])
    send("touchMove", [{"x": end["x"] + 8, "y": y}])
    send("touchEnd", [])
    expect(spot.locator("[data-value]")).to_have_text("8")
    row(page, spots[1]).get_by_role("radio", name="worse").click()
    expect(row(page, spots[1]).locator("[data-value]")).to_have_text("5")
    expect(row(page, spots[1]).locator("[name^='was:pain']")).to_have_value("5")
    assert pains(alice) == {spots[0].pk: 8, spots[1].pk: 5}


def test_a_day_with_a_keyboard_only(
    desktop_page: Page, alice: Person, sign_in: Callable[..., None], spots: list[Spot]
) -> None:
    page = desktop_page
    sign_in(page, alice)
    page.goto("/")

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        pytest.fail(f"the Tab key never reaches {selector}")

    tab_to(f"#spot-{spots[0].public_id} [data-word]")
    page.keyboard.press("ArrowRight")
    expect(row(page, spots[0]).locator("[data-value]")).to_have_text("3")
    tab_to("#do-complete")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That's all for this day.")).to_be_visible()
    assert pains(alice) == {spots[0].pk: 3}
    page.wait_for_function("document.activeElement !== document.body")


def test_a_day_without_javascript(
    plain_page: Page, alice: Person, sign_in: Callable[..., None], spots: list[Spot]
) -> None:
    page = plain_page
    sign_in(page, alice)
    page.goto("/")
    row(page, spots[0]).get_by_role("radio", name="better").check()
    row(page, spots[1]).locator("summary").click()
    row(page, spots[1]).locator(".scale__step input").nth(9).check()
    page.get_by_label("Sleep last night, h", exact=True).fill("6.5")
    page.get_by_role("textbox", name="Note").fill("slept by the window")
    page.get_by_role("button", name="Save").first.click()
    expect(row(page, spots[1]).locator("[data-value]")).to_have_text("9")
    page.get_by_role("button", name="That's all").click()
    expect(page.get_by_text("That's all for this day.")).to_be_visible()
    assert pains(alice) == {spots[0].pk: 3, spots[1].pk: 9}
    check_in = CheckIn.objects.get(person=alice, date=today_of(alice))
    assert (float(check_in.sleep_hours or 0), check_in.note) == (6.5, "slept by the window")


def test_today_has_no_barrier(
    page: Page,
    alice: Person,
    sign_in: Callable[..., None],
    spots: list[Spot],
    axe: Callable[[Page], list[str]],
) -> None:
    factories.treatment(today_of(alice), spots[0])
    sign_in(page, alice)
    page.goto("/")
    row(page, spots[0]).locator("summary").click()
    assert axe(page) == []
