"""A diary grows through imports, from "not enough yet" to findings to findings that held up on new days."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tracker.changes.sample import fill
from tracker.exchange.bundle import archive_bytes, zip_bytes
from tracker.exchange.stored import Selection
from tracker.http import today_of
from tracker.insights.goes_with.page import page_of
from tracker.models import Person

MONTHS = 13
A_LOOK = datetime.timedelta(days=28)


@pytest.fixture
def written(server, bob: Person) -> Person:
    """Thirteen months of somebody else, in which short nights come before worse days."""
    Person.objects.filter(pk=bob.pk).update(is_sample=True)
    bob.refresh_from_db()
    fill(bob, today_of(bob), months=MONTHS)
    return bob


def bring(page: Page, path: Path) -> None:
    page.goto("/data/import/")
    page.get_by_label("The file").set_input_files(path)
    page.get_by_role("button", name="Read this file").click()
    page.get_by_role("button", name="Add ").click(timeout=60_000)
    expect(page.get_by_role("button", name="Undo this import")).to_be_visible(timeout=60_000)
    page.goto("/insights/goes-with/")


def packed(path: Path, chunks: object) -> Path:
    path.write_bytes(b"".join(chunks))  # type: ignore[arg-type]
    return path


def test_what_goes_with_pain_grows_through_imports(
    page,
    sign_in: Callable[..., None],
    worker,
    written: Person,
    alice: Person,
    charlie: Person,
    tmp_path: Path,
) -> None:
    today = today_of(written)
    sign_in(page, alice)
    for days, seen in ((20, "more days to go"), (400, "Goes with better days")):
        chosen = Selection(written, today - datetime.timedelta(days=days), today)
        bring(page, packed(tmp_path / f"{days}.zip", zip_bytes(chosen, today)))
        expect(page.get_by_role("heading", name=seen)).to_be_visible()
    better = page.get_by_role("region", name="Goes with better days")
    expect(better.get_by_role("heading", name="Sleep", exact=True)).to_be_visible()
    expect(better.get_by_text("First signs").first).to_be_visible()

    # The same diary, looked at while it was written: the looks go along in its archive.
    for looks_ago in range(7, -1, -1):
        page_of(written, {}, today - looks_ago * A_LOOK)
    sign_in(page, charlie)
    bring(page, packed(tmp_path / "archive.zip", archive_bytes(written, today)))
    expect(better.get_by_text("Held up", exact=True)).to_be_visible()
    expect(better.get_by_text("It held up on")).to_be_visible()
