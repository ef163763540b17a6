"""The administration in a real browser, with the files it is served with."""

import re
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import Page, expect

from tests.conftest import PASSWORD
from tests.gate.codes import code_of_now
from tracker.models import Person

SECRET = "A" * 32


def test_the_administration_is_reached_by_two_steps_and_wears_our_look(
    make_person: Callable[..., Person], desktop_page: Page
) -> None:
    root = make_person("root", is_staff=True, is_superuser=True)
    TOTP.activate(root, SECRET)
    page = desktop_page
    page.goto("/admin/tracker/person/")
    page.get_by_label("Username").fill("root")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(code_of_now(SECRET))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Select person to change")
    expect(page.locator("#header")).to_have_css("background-color", "rgb(255, 253, 248)")
    expect(page.locator("body")).to_have_css("font-family", re.compile("Atkinson"))
    page.get_by_role("link", name="root", exact=True).click()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
