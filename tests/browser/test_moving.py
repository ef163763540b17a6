"""Leaving one account and moving into another: the archive out, everything deleted, the archive in, the same pages."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.conftest import PASSWORD
from tracker.models import Person, Spot, Trial

PAGES = (
    "/",
    "/history/",
    "/spots/",
    "/trends/",
    "/insights/",
    "/insights/lasts/",
    "/insights/goes-with/",
    "/insights/rules/",
    "/insights/trials/",
    "/report/",
    "/settings/",
    "/settings/factors/",
)
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HIDDEN = re.compile(r'(csrfmiddlewaretoken|name="token|name="step)" value="[^"]*"')


def named_in_order(html: str) -> str:
    """Ids as the first, the second ...: those of what could be written next are made up anew each time."""
    seen: dict[str, str] = {}
    return UUID.sub(lambda match: seen.setdefault(match[0], f"id-{len(seen)}"), html)


def pages_of(page: Page, ours: list[str]) -> dict[str, str]:
    """What the server answers at each address, but for what is new each time."""
    found = {}
    for address in ours:
        answer = page.request.get(address)
        assert answer.ok, address
        main = answer.text().partition("<main")[2].partition("</main>")[0]
        found[address] = named_in_order(HIDDEN.sub("", main))
        assert len(found[address]) > 200, address
    return found


def addresses(person: Person) -> list[str]:
    spots = Spot.objects.for_user(person).order_by("number").values_list("public_id", flat=True)
    trials = Trial.objects.for_user(person).order_by("pk").values_list("public_id", flat=True)
    own = [f"/spots/{key}/" for key in spots] + [f"/insights/trials/{key}/" for key in trials]
    return [*PAGES, *own]


def test_a_diary_moves_to_another_account_and_looks_as_before(
    page: Page, alice: Person, server, worker, sign_in: Callable[..., None], tmp_path: Path
) -> None:
    server.manage("makedemo", "--user", "mia", "--password", PASSWORD)
    mia = Person.objects.get(username="mia")
    Person.objects.filter(pk=mia.pk).update(is_sample=False)
    sign_in(page, mia)
    ours = addresses(mia)
    pages_of(page, ["/insights/"])  # a flag is new but once
    before = pages_of(page, ours)
    page.goto("/data/delete/")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("archive", re.IGNORECASE)).click()
    download.value.save_as(tmp_path / "archive.zip")
    page.get_by_label("Your username").fill("mia")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_role("heading", name="Your diary is deleted")).to_be_visible()
    assert not Spot.objects.exists()
    sign_in(page, alice)
    page.goto("/data/import/")
    page.get_by_label("The file").set_input_files(tmp_path / "archive.zip")
    page.get_by_role("button", name="Read this file").click()
    expect(page.get_by_text("brings all of it back exactly as it was")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name=re.compile("^Add ")).click()
    expect(page.get_by_role("heading", name=re.compile("values added"))).to_be_visible(timeout=60_000)
    after = pages_of(page, ours)
    for address in ours:
        assert after[address].splitlines() == before[address].splitlines(), address
