"""The main job, whole: from the first visit to the CSV in hand; and what every page weighs and says to axe."""

import csv
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests import factories
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_today import Inputs
from tests.examples import some
from tracker.body.sides import Side
from tracker.http import today_of
from tracker.learning.pages import PAGES as PAGES_TO_READ
from tracker.models import Person, Spot

KILOBYTE = 1024


def test_from_the_first_visit_to_the_csv(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    page.get_by_role("link", name="Start your diary").click()
    page.get_by_label("Username").fill("mia")
    page.get_by_label("Password", exact=True).fill("a calm evening walk")
    page.get_by_role("button", name="Make the account").click()
    page.locator(".body-map__stage").wait_for()
    page.wait_for_load_state("networkidle")
    Inputs(page).tap_body("infraspinatus", Side.RIGHT)
    page.locator(".candidate", has_text="infraspinatus").click()
    page.get_by_role("button", name="Add with pain 6").click()
    page.locator(".spot").wait_for()
    page.get_by_role("button", name="Ball · 2 min").click()
    expect(page.locator("#treatments .treatment")).to_have_count(1)
    page.get_by_role("group", name="Stress").get_by_role("radio", name="3").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    page.get_by_role("link", name="Trends").click()
    expect(page.get_by_role("heading", name="Trends")).to_be_visible()
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    page.get_by_role("link", name="More").click()
    page.get_by_role("link", name="Data").click()
    page.get_by_text("Or one file alone").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download ratings.csv").click()
    download.value.save_as(tmp_path / "ratings.csv")
    with (tmp_path / "ratings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["side"], row["pain"]) for row in rows] == [("right", "6")]
    assert rows[0]["date"] == today_of(Person.objects.get(username="mia")).isoformat()


@pytest.fixture
def diary(alice: Person) -> Spot:
    """Three weeks with everything in them."""
    spot = factories.spot(alice)
    other = factories.spot(alice, "infraspinatus", "right")
    for ago in range(1, 22):
        date = today_of(alice) - datetime.timedelta(days=ago)
        if ago % 6:
            factories.check_in(alice, date, completed=True, sleep_hours=7, sleep_quality=6, stress=ago % 8)
            factories.rating(spot, date, ago % 7, "tender")
            factories.rating(other, date, ago % 3)
        if ago % 4 == 0:
            factories.treatment(date, (spot, 6, 3), tool="ball", by="self")
    return spot


PAGES = [
    "/", "/days/", "/history/", "/spots/", "/spots/{spot}/", "/spots/{spot}/edit/", "/spots/{spot}/merge/",
    "/body/list/", "/trends/", "/data/", "/settings/", "/settings/factors/", "/more/", "/help-now/",
    "/privacy/", "/learn/",
    "/insights/", "/insights/lasts/", "/insights/goes-with/", "/insights/rules/", "/insights/rules/spots/{spot}/",
    "/insights/spots/{spot}/rest/",
    *(f"/learn/{page.slug}/" for page in PAGES_TO_READ),
    "/account/password/change/", "/account/email/", "/account/2fa/", "/account/sessions/", "/nowhere/",
]  # fmt: skip


# What the tests of spots, settings and account walk on a phone in both themes is left out here on a phone.
ELSEWHERE = ("/spots", "/insights/rules/spots", "/settings", "/more", "/help", "/account")


@pytest.mark.parametrize("half", [0, 1])
def test_no_page_has_a_barrier_or_scrolls_sideways(
    new_page: Callable[..., Page],
    alice: Person,
    diary: Spot,
    sign_in: Callable[..., None],
    axe: Callable[[Page], list[str]],
    problems: object,
    half: int,
) -> None:
    """On a phone and then, without loading it again, on a desk.

    Axe looks at half of the pages in one of them; with EXAMPLES=all at all of them in both.
    """
    problems.expect("status of 404")  # type: ignore[attr-defined]
    page = new_page(color_scheme="dark")
    sign_in(page, alice)
    wrong: list[str] = []
    for address in PAGES[half::2]:
        page.set_viewport_size(PHONE)
        page.goto(address.format(spot=diary.public_id))
        looked_at = [DESK] if address.startswith(ELSEWHERE) else some([PHONE, DESK], apart=4)
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            found = axe(page) if size in looked_at else []
            if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                found.append("scrolls sideways")
            wrong += [f"{address} at {size['width']}: {line}" for line in found]
    assert wrong == []


def test_the_first_load_of_today_is_small(
    page: Page, alice: Person, diary: Spot, sign_in: Callable[..., None]
) -> None:
    """At most 120 KB in all, 45 KB of it JavaScript, as sent; Chart.js only where there are charts."""
    sent: dict[str, int] = {}

    def weigh(response: Response) -> None:
        sizes = response.request.sizes()
        sent[response.url] = sizes["responseBodySize"]

    sign_in(page, alice)
    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    scripts = sum(size for url, size in sent.items() if url.endswith(".js"))
    total = sum(sent.values())
    print(f"Today: {total / KILOBYTE:.1f} KB, of it scripts {scripts / KILOBYTE:.1f} KB")
    assert 20 * KILOBYTE < total <= 120 * KILOBYTE, sent
    assert 5 * KILOBYTE < scripts <= 45 * KILOBYTE, sent
    assert not [url for url in sent if "chart" in url]
    with page.expect_request_finished(lambda request: "chart.umd" in request.url):
        page.goto("/trends/")
