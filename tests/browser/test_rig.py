"""The browser tests are worth what their rig notices."""

import datetime

import pytest
from playwright.sync_api import Page

from tests.browser.rig import Problems, Server
from tracker.models import Person
from tracker.models.diary import Rating, Spot
from tracker.models.factors import Factor, FactorReading

DAY = datetime.date(2026, 3, 4)


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
    assert any("Content Security Policy: style-src-attr refused inline" in text for text in problems.seen)
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
def test_every_test_starts_with_an_empty_database(alice: Person, server: Server, turn: int):
    """Rows that name each other are kept by triggers, which must not stand in the way of emptying."""
    assert Person.objects.count() == 1
    assert Spot.objects.count() == 0
    place = {"view": "back", "x": 0.1, "y": 0.2, "anchor_view": "back", "anchor_x": 0.1, "anchor_y": 0.2}
    spot = Spot.objects.create(person=alice, muscle="x", side="left", number=1, first_day=DAY, **place)
    Rating.objects.create(person=alice, spot=spot, date=DAY, pain=3)
    factor = Factor.objects.create(person=alice, name="desk", kind="hours")
    FactorReading.objects.create(person=alice, factor=factor, date=DAY, value=8)


def test_a_session_made_for_a_person_opens_their_pages(alice: Person, page: Page, sign_in, server: Server):
    sign_in(page, alice)
    page.goto("/account/password/change/")
    assert page.url == f"{server.base_url}/account/password/change/"


def test_manage_py_works_on_the_same_data(alice: Person, server: Server):
    counted = "from tracker.models import Person; print(Person.objects.count())"
    assert server.manage("shell", "--no-imports", "--command", counted).strip() == "1"
