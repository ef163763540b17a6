"""Saving on Today when things go wrong: no connection, no session, another tab, wrong values, slow answers."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.test_today import SAVED, Inputs, pains, row, spots, today
from tracker.http import today_of
from tracker.models import CheckIn, Person, Spot, Treatment

__all__ = ["spots", "today"]


def test_a_lost_connection_keeps_what_was_tapped_and_saves_it_later(
    today: Callable[[], Inputs], alice: Person, spots: list[Spot], problems: object
) -> None:
    page = today().page
    problems.expect("net::ERR_FAILED|htmx:(sendError|afterRequest)")  # type: ignore[attr-defined]
    blocked = True

    def gate(route: Route) -> None:
        if blocked and route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/day/**", gate)
    row(page, spots[0]).get_by_role("radio", name="worse").click()
    expect(page.get_by_text("Not saved, trying again")).to_be_visible()
    expect(row(page, spots[0]).locator("[data-value]")).to_have_text("7")
    assert pains(alice) == {}
    blocked = False
    expect(page.locator(SAVED)).to_be_visible()
    assert pains(alice) == {spots[0].pk: 7}


def test_two_tabs_that_disagree_say_so(today: Callable[[], Inputs], alice: Person, spots: list[Spot]) -> None:
    first = today().page
    second = first.context.new_page()
    second.goto("/")
    row(first, spots[0]).get_by_role("radio", name="worse").click()
    expect(first.locator(SAVED)).to_be_visible()
    row(second, spots[0]).get_by_role("radio", name="better").click()
    expect(second.get_by_text("Another page had changed this meanwhile")).to_be_visible()
    assert pains(alice) == {spots[0].pk: 3}
    second.close()


def test_a_lost_session_keeps_what_was_tapped_until_signed_in_again(
    today: Callable[[], Inputs],
    alice: Person,
    sign_in: Callable[..., None],
    spots: list[Spot],
    problems: object,
) -> None:
    page = today().page
    problems.expect("status of 40[13]|Response Status Error Code 40[13]")  # type: ignore[attr-defined]
    page.context.clear_cookies()
    row(page, spots[0]).get_by_role("radio", name="worse").click()
    expect(page.get_by_role("link", name="Signed out. Sign in")).to_be_visible()
    assert pains(alice) == {}
    sign_in(page, alice)
    tab = page.context.new_page()
    tab.goto("/more/")
    expect(page.locator(SAVED)).to_be_visible(timeout=20_000)
    assert pains(alice) == {spots[0].pk: 7}
    tab.close()


def test_a_tap_made_while_a_chip_is_under_way_stays(
    today: Callable[[], Inputs], alice: Person, spots: list[Spot]
) -> None:
    page = today().page
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "repeat" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/day/**", hold)
    page.get_by_role("button", name="Ball · 2 min").click()
    row(page, spots[1]).get_by_role("radio", name="worse").click()
    expect(page.locator(SAVED)).to_be_visible()
    held[0].continue_()
    expect(page.locator("#treatments .treatment")).to_have_count(1)
    expect(row(page, spots[1]).locator("[data-value]")).to_have_text("5")
    page.get_by_role("button", name="That's all").click()
    expect(page.get_by_text("That's all for this day.")).to_be_visible()
    assert pains(alice)[spots[1].pk] == 5


def test_a_button_beside_a_wrong_value_keeps_the_page(
    today: Callable[[], Inputs], alice: Person, spots: list[Spot]
) -> None:
    page = today().page
    page.get_by_label("Sleep last night, h", exact=True).fill("abc")
    page.get_by_role("button", name="That's all").click()
    expect(page.get_by_text("Nothing was saved yet.")).to_be_visible()
    expect(page.get_by_label("Sleep last night, h", exact=True)).to_have_value("abc")
    page.get_by_label("Sleep last night, h", exact=True).fill("7")
    page.get_by_role("button", name="That's all").click()
    expect(page.get_by_text("That's all for this day.")).to_be_visible()
    assert CheckIn.objects.get(person=alice, date=today_of(alice)).sleep_hours == 7


def test_a_treatment_that_does_not_fit_is_put_right_in_its_place(
    today: Callable[[], Inputs], spots: list[Spot]
) -> None:
    page = today().page
    page.get_by_role("link", name="other").click()
    form = page.locator(".treatment-form")
    form.get_by_label("Minutes").fill("2000")
    form.get_by_role("button", name="Add").click()
    expect(form.get_by_text("Between 0 and 1,440 minutes")).to_be_visible()
    form.get_by_label("Minutes").fill("20")
    form.get_by_role("button", name="Add").click()
    expect(page.locator("#treatments .treatment")).to_have_count(1)
    assert Treatment.objects.get().minutes == 20


def test_pages_of_their_own_work_with_a_script_too(
    page: Page, alice: Person, sign_in: Callable[..., None], spots: list[Spot]
) -> None:
    sign_in(page, alice)
    date = today_of(alice)
    page.goto(f"/day/{date}/spots/{spots[0].public_id}/")
    page.get_by_label("tingling or numb").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("When signs like these need help")).to_be_in_viewport()
    page.get_by_role("link", name="Back to").click()
    expect(row(page, spots[0]).get_by_text("tingling or numb")).to_be_visible()
    page.goto(f"/day/{date}/treatments/")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("#treatments .treatment")).to_have_count(1)


def test_undo_takes_the_last_change_back(
    today: Callable[[], Inputs], alice: Person, spots: list[Spot]
) -> None:
    page = today().page
    row(page, spots[0]).get_by_role("radio", name="gone").click()
    page.get_by_role("button", name="Undo").click()
    expect(row(page, spots[0]).locator("[data-value]")).to_have_text("–")
    assert pains(alice) == {}


def test_nonsense_is_marked_by_its_field(today: Callable[[], Inputs], problems: object) -> None:
    page = today().page
    problems.expect("422")  # type: ignore[attr-defined]
    sleep = page.get_by_label("Sleep last night, h", exact=True)
    sleep.fill("30")
    sleep.blur()
    expect(page.locator("#error-sleep-hours")).to_have_text("Between 0 and 24 hours.")
    expect(sleep).to_have_value("30")
    sleep.fill("7:30")
    sleep.blur()
    expect(page.locator(SAVED)).to_be_visible()
    expect(page.locator("#error-sleep-hours")).to_be_empty()
    assert CheckIn.objects.get().sleep_hours == 7.5
