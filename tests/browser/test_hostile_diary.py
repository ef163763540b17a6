"""Every page with a diary that says what an attacker would say: nothing of it runs, and nothing is refused.

And the pages of somebody who is not signed in, of errors, and of the administration.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.addresses import owned_ids
from tests.attack.payloads import Words
from tests.attack.routes import ids_of_account, routes
from tests.attack.written import Writer
from tests.browser.conftest import DESK
from tests.browser.rig import Problems
from tests.conftest import PASSWORD
from tests.examples import some
from tests.shares import candidate, made
from tracker.http import today_of
from tracker.models import Person

ROUNDS = 4
# What a script in somebody's words would call, and what opens the folded parts of a page.
OWNED = "window.own = () => { window.__owned = true; return 1 }"
UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"
STRANGERS = (
    *(
        "/welcome/",
        "/account/login/",
        "/account/signup/",
        "/account/password/reset/",
        "/help-now/",
        "/learn/",
    ),
    *("/nowhere/", "/s/" + "A" * 43 + "/", "/day/%00/"),
)
ADMINISTRATION = ("/admin/", "/admin/tracker/person/", "/admin/tracker/person/{}/change/")
# Downloads, and what ends the session.
NOT_PAGES = ("/report/pdf/", "/account/logout/", "plan.ics", "/recovery-codes/download/", "report.pdf")


@pytest.fixture
def visit(new_page: Callable[..., Page], problems: Problems) -> Callable[[Page, str], None]:
    problems.expect(r"status of 40\d")

    def go(page: Page, address: str) -> None:
        seen = len(problems.seen)
        page.goto(address)
        page.evaluate(UNFOLD)
        owned = page.evaluate("window.__owned")
        assert owned is None, address
        problems.seen[seen:] = [f"{address}: {text}" for text in problems.seen[seen:]]

    return go


@pytest.fixture
def alices(server: object, alice: Person) -> list[str]:
    """The addresses of a diary in which everything is said that could run."""
    client, words = Client(), Words()
    client.post("/account/login/", {"login": alice.username, "password": PASSWORD})
    writer = Writer(alice, client, words.say, today=today_of(alice))
    for number in range(ROUNDS):
        words.round = number
        writer.write()
    candidate(alice, nickname=words.say("spot name", 60))
    every = routes(owned_ids(alice) | ids_of_account(alice))
    pages = [each.path for each in every if each.family != "admin" and not each.path.endswith(NOT_PAGES)]
    return [path for path in pages if client.get(path).status_code == 200]


def test_nothing_that_somebody_writes_runs_on_any_page(
    new_page: Callable[..., Page],
    sign_in: Callable[..., None],
    visit: Callable[[Page, str], None],
    alice: Person,
    alices: list[str],
) -> None:
    """Of half the pages: that it is text on all of them is read off them in tests/attack/test_stored_text.py."""
    page = new_page(viewport=DESK)
    page.add_init_script(OWNED)
    sign_in(page, alice)
    written = 0
    for address in some(alices, apart=2):
        visit(page, address)
        written += page.evaluate("document.documentElement.innerText.includes('own()')")
    assert written > 5


def test_the_policy_refuses_nothing_to_strangers_nor_to_the_administrator(
    new_page: Callable[..., Page],
    sign_in: Callable[..., None],
    visit: Callable[[Page, str], None],
    server: object,
    bob: Person,
) -> None:
    page = new_page(viewport=DESK)
    link = made(bob, candidate(bob))
    for address in (*STRANGERS, f"/s/{link.secret}/"):
        visit(page, address)
    page.get_by_role("button", name="Open the page").click()
    page.locator("article").wait_for()
    bob.is_staff = bob.is_superuser = True
    bob.save()
    sign_in(page, bob)
    for address in ADMINISTRATION:
        visit(page, address.format(bob.pk))
