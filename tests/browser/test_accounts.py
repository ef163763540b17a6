"""Accounts in a real browser: the first visit, passkeys, the second step, settings, and the look of every page."""

import re
import time
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browser.rig import Problems, Server
from tests.conftest import PASSWORD
from tracker.models import Person

TODAY = re.compile(r"^http://[^/]+/$")
NEW_PASSWORD = "a long enough password"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def enter(page: Page, username: str, password: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_of_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirm_it_is_me(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def test_the_first_visit_leads_from_the_welcome_to_an_account_in_the_browsers_zone(page: Page):
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What keeps your knot coming back?")
    page.get_by_role("link", name="Start your diary").click()
    expect(page.get_by_text("Time zone: Europe/Berlin")).to_be_visible()
    page.get_by_label("Username").fill("dora")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_text("too short")).to_be_visible()
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Username")).to_have_value("dora")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(TODAY)
    dora = Person.objects.get()
    assert (dora.username, dora.is_superuser, dora.time_zone) == ("dora", True, "Europe/Berlin")


def test_without_javascript_the_zone_is_chosen_by_hand(plain_page: Page):
    page = plain_page
    page.goto("/account/signup/")
    page.get_by_label("Username").fill("dora")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_text("Time zone: UTC").click()
    page.get_by_label("Time zone").fill("tokyo")
    page.get_by_role("button", name="Make the account").click()
    expect(page).to_have_url(TODAY)
    assert Person.objects.get().time_zone == "Asia/Tokyo"


def test_the_account_is_made_with_the_keyboard_alone(desktop_page: Page):
    page = desktop_page
    page.goto("/account/signup/")
    page.get_by_label("Username").focus()
    for text in ("dora", NEW_PASSWORD, ""):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    expect(page.locator("summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Make the account")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(TODAY)


def test_sample_data_is_opened_marked_and_removed_with_one_click_each(page: Page):
    page.goto("/welcome/")
    page.get_by_role("button", name="Look around in sample data").click()
    page.goto("/more/")
    expect(page.get_by_role("complementary", name="Sample data")).to_be_visible()
    assert Person.objects.get().time_zone == "Europe/Berlin"
    page.get_by_role("button", name="Remove the sample").click()
    expect(page.get_by_text("The sample data is gone")).to_be_visible()
    assert not Person.objects.exists()


def test_a_passkey_is_added_and_signs_in_without_a_password(
    alice: Person, new_page: Callable[..., Page], server: Server, problems: Problems
):
    # Passkeys belong to a name; the server's usual address is a number.
    named = server.base_url.replace("127.0.0.1", "localhost")
    problems.expect(rf"request to elsewhere: {re.escape(named)}/")
    page = new_page(base_url=named)
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    enter(page, "alice", PASSWORD)
    expect(page).to_have_url(TODAY)
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name="Add a passkey").click()
    confirm_it_is_me(page)
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name="Rename My phone").click()
    page.get_by_label("Name").fill("My old phone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("My old phone").first).to_be_visible()

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(TODAY)
    page.goto("/more/")
    expect(page.get_by_text("Signed in as alice")).to_be_visible()


def test_a_cancelled_passkey_says_so_and_leaves_the_password(
    alice: Person, new_page: Callable[..., Page], server: Server, problems: Problems
):
    named = server.base_url.replace("127.0.0.1", "localhost")
    problems.expect(rf"request to elsewhere: {re.escape(named)}/")
    page = new_page(base_url=named)
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": {**AUTHENTICATOR, "isUserVerified": False}})
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("cancelled or took too long")).to_be_visible()
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(TODAY)


def test_where_passkeys_cannot_work_none_is_offered(alice: Person, page: Page):
    page.goto("/account/login/")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)


def test_a_second_step_by_app_and_by_recovery_code(alice: Person, page: Page):
    enter(page, "alice", PASSWORD)
    expect(page).to_have_url(TODAY)
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Set it up").click()
    confirm_it_is_me(page)
    page.get_by_text("I cannot scan it").click()
    secret = page.locator(".account-code").inner_text()
    expect(page.locator(".account-qr")).to_have_js_property("complete", value=True)
    assert page.locator(".account-qr").evaluate("image => image.naturalWidth") > 0
    page.get_by_label("Authenticator code").fill(code_of_now(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_text("10 of 10 are left")).to_be_visible()
    recovery_code = page.locator(".account-codes li").first.inner_text()

    for code in ("000000", recovery_code):
        page.context.clear_cookies()
        enter(page, "alice", PASSWORD)
        expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(TODAY)

    page.goto("/account/2fa/")
    expect(page.get_by_text("9 of 10 are left")).to_be_visible()
    page.get_by_role("link", name="Download").click()
    with page.expect_download() as download:
        confirm_it_is_me(page)
    assert download.value.suggested_filename == "recovery-codes.txt"


def test_other_devices_are_seen_and_signed_out(alice: Person, new_page: Callable[..., Page]):
    phone, desk = new_page(), new_page(viewport={"width": 1280, "height": 900})
    for page in (phone, desk):
        enter(page, "alice", PASSWORD)
        expect(page).to_have_url(TODAY)
    desk.goto("/account/sessions/")
    expect(desk.get_by_role("listitem").filter(has_text="Chrome on Linux")).to_have_count(2)
    desk.get_by_role("button", name="Sign out everywhere else").click()
    confirm_it_is_me(desk)
    expect(desk.get_by_text("Every other device is signed out.")).to_be_visible()
    phone.goto("/more/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sign in")
