"""The browser tests are worth what their rig notices."""

import pytest
from playwright.sync_api import Page

from tests.browser.rig import Problems, Server
from tracker.models import Person


def test_it_serves_real_pages_with_hashed_files_and_no_debug(page: Page, server: Server):
    page.goto("/account/login/")
    sheets = page.locator("link[rel=stylesheet]").evaluate_all("links => links.map(link => link.href)")
    assert sheets
    assert all(page.request.get(sheet).headers["cache-control"].endswith("immutable") for sheet in sheets)
    assert "DEBUG = True" not in page.request.get("/no-such-page/").text()


def test_it_notices_an_error_of_a_script(page: Page, problems: Problems):
    page.goto("/account/login/")
    page.evaluate("setTimeout(() => { throw new Error('oops') })")
    page.wait_for_timeout(100)
    assert any("oops" in text for text in problems.seen)
    problems.expect("oops")


def test_it_notices_what_the_content_security_policy_refuses(page: Page, problems: Problems):
    page.goto("/account/login/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in text for text in problems.seen)
    problems.expect("Content Security Policy")


def test_it_notices_a_request_to_elsewhere(page: Page, problems: Problems):
    page.goto("/account/login/")
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => null)")
    page.wait_for_timeout(100)
    assert any("127.0.0.1:9" in text for text in problems.seen)
    problems.expect("127.0.0.1:9")


def test_axe_sees_a_button_without_a_name(page: Page, axe):
    page.goto("/account/login/")
    page.evaluate("document.querySelector('main, body').append(document.createElement('button'))")
    assert any(line.startswith("button-name") for line in axe(page))


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_starts_with_an_empty_database(
    alice: Person, page: Page, sign_in, server: Server, turn: int
):
    assert list(Person.objects.values_list("username", flat=True)) == ["alice"]
    sign_in(page, alice)
    page.goto("/account/password/change/")
    assert page.url == f"{server.base_url}/account/password/change/"


def test_manage_py_works_on_the_same_data(alice: Person, server: Server):
    counted = "from tracker.models import Person; print(Person.objects.count())"
    assert server.manage("shell", "--no-imports", "--command", counted).strip() == "1"
