"""Settings and factors in a real browser, and the look of every page around the account."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rig import Problems
from tests.examples import some
from tests.factories import FIRST_DAY
from tracker.changes.auditing import record
from tracker.changes.factors import give_builtin_factors
from tracker.models import Factor, Person
from tracker.models.audit import KINDS


def test_settings_save_themselves_and_the_theme_is_applied_at_once(
    alice: Person, page: Page, sign_in: Callable[[Page, Person], None]
):
    sign_in(page, alice)
    page.goto("/settings/")
    page.get_by_label("A new day begins at").select_option("2")
    expect(page.get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()
    page.get_by_label("Time zone").fill("Atlantis")
    page.get_by_label("Time zone").press("Enter")
    expect(page.get_by_text("Choose a time zone from the list")).to_be_visible()
    page.get_by_label("Time zone").fill("lisbon")
    page.get_by_label("Time zone").press("Tab")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("radio", name="Dark").check(force=True)
    page.wait_for_function(
        "before => getComputedStyle(document.documentElement).backgroundColor !== before", arg=paper
    )
    alice.refresh_from_db()
    assert (alice.day_starts_at, alice.time_zone, alice.theme) == (2, "Europe/Lisbon", "dark")


def test_without_javascript_settings_have_a_button(
    alice: Person, plain_page: Page, sign_in: Callable[[Page, Person], None]
):
    sign_in(plain_page, alice)
    plain_page.goto("/settings/")
    plain_page.get_by_label("A new day begins at").select_option("0")
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page.get_by_label("A new day begins at")).to_have_value("0")
    alice.refresh_from_db()
    assert alice.day_starts_at == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_factors_are_switched_ordered_and_added(
    alice: Person,
    new_page: Callable[..., Page],
    sign_in: Callable[[Page, Person], None],
    javascript: bool,
):
    give_builtin_factors(alice, FIRST_DAY)
    page = new_page(java_script_enabled=javascript)
    sign_in(page, alice)
    page.goto("/settings/factors/")
    page.get_by_role("switch", name="Water").click()
    expect(page.get_by_role("switch", name="Water")).to_be_checked()
    if javascript:
        expect(page.get_by_role("switch", name="Water")).to_be_focused()
    page.get_by_role("button", name="Water up").click()
    expect(page.locator(".factor").nth(1)).to_contain_text("Water")
    page.get_by_label("Name").fill("Coffee")
    expect(page.get_by_label("Unit", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="An amount, with a unit").check()
    page.get_by_label("Unit", exact=True).fill("cups")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Coffee is now on Today.")).to_be_visible()
    in_use = Factor.objects.for_user(alice).filter(in_use=True)
    assert [factor.name for factor in in_use] == ["Desk hours", "Water", "Activity", "Coffee"]


SIGNED_OUT = (
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/help-now/",
    "/welcome/",
    "/nowhere/",
)
SIGNED_IN = (
    "/settings/",
    "/settings/factors/",
    "/more/",
    "/help-now/",
    "/nowhere/",
    "/account/logout/",
    "/account/password/change/",
    "/account/email/",
    "/account/sessions/",
    "/settings/happened/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
)


def test_axe_finds_nothing_and_nothing_is_wider_than_the_phone(
    alice: Person,
    page: Page,
    problems: Problems,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], list[str]],
):
    problems.expect("status of 404")
    give_builtin_factors(alice, FIRST_DAY)
    for kind in KINDS:
        record(alice, kind, 2)
    found = [f"{path} {line}" for path in some(SIGNED_OUT, apart=2) for line in look(page, path, axe)]
    sign_in(page, alice)
    found += [f"{path} {line}" for path in some(SIGNED_IN, apart=2) for line in look(page, path, axe)]
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_the_first_visit(page: Page, axe: Callable[[Page], list[str]]):
    assert look(page, "/welcome/", axe) == []
    page.get_by_role("button", name="Look around in sample data").click()
    assert look(page, "/settings/", axe) == []


def look(page: Page, path: str, axe: Callable[[Page], list[str]]) -> list[str]:
    page.goto(path)
    width = page.evaluate("document.documentElement.scrollWidth")
    return axe(page) + ([f"is {width} px wide"] if width > 390 else [])
