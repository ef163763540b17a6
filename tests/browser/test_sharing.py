"""A report handed over by a link: opened elsewhere without a session, written back, accepted at home."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rig import Problems, Server
from tests.shares import candidate
from tracker.models import Person, SpotNote, Treatment


@pytest.fixture
def desk(alice: Person) -> None:
    candidate(alice, nickname="Desk corner")


def make_link(page: Page) -> tuple[str, str]:
    """From the report to the link and its code."""
    page.goto("/report/")
    page.get_by_role("button", name="Share by a link").click()
    page.get_by_label("For whom").fill("Dr. Weber")
    page.get_by_label("Ask for a code as well").check()
    page.get_by_role("button", name="Make the link").click()
    return page.locator("#share-link").inner_text().strip(), page.locator(".share-code").inner_text().strip()


def open_with_code(clinic: Page, link: str, code: str) -> None:
    clinic.goto(link)
    expect(clinic.locator("body")).not_to_contain_text("Desk corner")
    clinic.get_by_label("Code").fill("000000" if code != "000000" else "000001")
    clinic.get_by_role("button", name="Open the page").click()
    expect(clinic.get_by_text("That is not the code.")).to_be_visible()
    clinic.get_by_label("Code").fill(code)
    clinic.get_by_role("button", name="Open the page").click()
    expect(clinic.get_by_role("article")).to_contain_text("Desk corner")


def write_back(clinic: Page) -> None:
    """Forgets the profession first: nothing that was typed is lost."""
    clinic.get_by_label("Your name").fill("Anna Weber")
    clinic.get_by_label("Finding").fill("Tender, turns less to the left.")
    clinic.get_by_label("Massage", exact=True).check()
    clinic.get_by_label("Massage, minutes").fill("20")
    clinic.get_by_role("group", name="Assessed").get_by_label("1 Desk corner").check()
    clinic.get_by_label("Outcome").fill("nothing blocked")
    clinic.get_by_role("button", name="Send").click()
    expect(clinic.get_by_text("Write what you are, for example physiotherapist.")).to_be_visible()
    clinic.get_by_label("Your profession").fill("physiotherapist")
    clinic.get_by_role("button", name="Send").click()
    expect(clinic.get_by_text("Sent. The person sees it")).to_be_visible()


def accept(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.goto("/")
    page.get_by_role("link", name="Read", exact=True).click()
    expect(page.get_by_text("1 time, last on")).to_be_visible()
    page.get_by_role("link", name=re.compile("Anna Weber")).click()
    assert axe(page) == []
    page.get_by_label("In these words").fill("Tender, she says.")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("It is in your diary now.")).to_be_visible()


def test_a_link_is_opened_elsewhere_written_back_and_accepted(
    page: Page,
    new_page: Callable[..., Page],
    alice: Person,
    desk: None,
    sign_in: Callable[..., None],
    axe: Callable[[Page], list[str]],
) -> None:
    sign_in(page, alice)
    link, code = make_link(page)
    assert axe(page) == []
    clinic = new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    open_with_code(clinic, link, code)
    assert [cookie["name"] for cookie in clinic.context.cookies()] == ["opened"]
    write_back(clinic)
    assert not Treatment.objects.filter(by="professional").exists()
    accept(page, axe)
    page.get_by_role("link", name="1 Desk corner").first.click()
    expect(page.get_by_text("by Anna Weber, physiotherapist, outcome: nothing blocked")).to_be_visible()
    expect(page.get_by_role("region", name="Notes")).to_contain_text("Tender, she says.")
    entries = page.get_by_role("region", name="Newest entries")
    expect(entries).to_contain_text("Massage, by professional · 20 min")
    assert SpotNote.objects.get().by == "Anna Weber, physiotherapist"


def test_a_link_that_is_taken_back_is_gone_where_it_was_open_and_no_log_has_it(
    page: Page,
    new_page: Callable[..., Page],
    alice: Person,
    desk: None,
    sign_in: Callable[..., None],
    server: Server,
    problems: Problems,
) -> None:
    problems.expect("status of 404")
    sign_in(page, alice)
    link, code = make_link(page)
    clinic = new_page()
    open_with_code(clinic, link, code)
    page.goto("/report/shares/")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back. The link leads nowhere")).to_be_visible()
    answer = clinic.goto(link)
    assert answer is not None
    assert answer.status == 404
    log = server.log.read_text(errors="replace")
    assert "Not Found: /s/.../" in log
    assert link.split("/")[-2] not in log


def test_what_a_reader_sees_is_accessible_and_asks_for_nothing_elsewhere(
    page: Page,
    new_page: Callable[..., Page],
    alice: Person,
    desk: None,
    sign_in: Callable[..., None],
    axe: Callable[[Page], list[str]],
) -> None:
    sign_in(page, alice)
    link, code = make_link(page)
    reader = new_page(is_mobile=True, has_touch=True)
    reader.goto(link)
    assert axe(reader) == []
    reader.get_by_label("Code").fill(code)
    reader.get_by_role("button", name="Open the page").click()
    expect(reader.get_by_role("article")).to_be_visible()
    expect(reader.get_by_label("Massage, minutes")).to_be_hidden()
    reader.get_by_label("Massage", exact=True).check()
    expect(reader.get_by_label("Massage, minutes")).to_be_visible()
    assert axe(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
