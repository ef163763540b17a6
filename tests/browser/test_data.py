import csv
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import FIRST_DAY
from tracker.http import today_of


@pytest.fixture
def diary(alice):
    spot = factories.spot(alice, nickname="=the old one")
    factories.write(spot, "3 0c . 5")
    factories.check_in(alice, FIRST_DAY, note="a private word")
    return spot


def take(page: Page, button: str):
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value


def open_data(page: Page, alice, sign_in) -> Page:
    sign_in(page, alice)
    page.goto("/more/")
    page.get_by_role("link", name="Data").click()
    return page


def test_a_person_takes_the_diary_away_from_the_phone(page, alice, diary, sign_in, tmp_path):
    open_data(page, alice, sign_in)
    expect(page.get_by_text("2 March 2026 to 5 March 2026")).to_be_visible()
    file = take(page, "Everything in one zip")
    assert file.suggested_filename == f"unknot-{today_of(alice)}.zip"
    file.save_as(tmp_path / "diary.zip")
    with zipfile.ZipFile(tmp_path / "diary.zip") as archive:
        assert archive.testzip() is None
        assert b"a private word" not in archive.read("diary.csv")
    assert page.url.endswith("/data/")


def test_it_works_without_javascript(plain_page, alice, diary, sign_in, tmp_path):
    page = open_data(plain_page, alice, sign_in)
    page.get_by_label("First day").fill("2026-03-05")
    page.get_by_label("Last day").fill("2026-03-02")
    page.get_by_role("button", name="Everything in one zip").click()
    expect(page.get_by_text("The last day lies before the first.")).to_be_visible()
    expect(page.get_by_label("First day")).to_have_value("2026-03-05")
    page.get_by_label("First day").fill("2026-03-02")
    page.get_by_label("Last day").fill("2026-03-03")
    page.get_by_label("Include my notes").check()
    page.get_by_text("Or one file alone").click()
    take(page, "Download days.csv").save_as(tmp_path / "days.csv")
    with (tmp_path / "days.csv").open(newline="", encoding="utf-8-sig") as file:
        days = list(csv.DictReader(file))
    assert [(day["date"], day["derived_worst_pain"], day["note"]) for day in days] == [
        ("2026-03-02", "3", "a private word"),
        ("2026-03-03", "0", ""),
    ]


def test_the_archive_has_everything_whatever_was_chosen(page, alice, diary, sign_in, tmp_path):
    open_data(page, alice, sign_in)
    page.get_by_label("First day").fill("2026-03-04")
    file = take(page, "Download the archive")
    assert file.suggested_filename == f"unknot-archive-{today_of(alice)}.zip"
    file.save_as(tmp_path / "archive.zip")
    with zipfile.ZipFile(tmp_path / "archive.zip") as archive:
        assert archive.namelist()[0] == "diary.json"
        for name in ("diary.json", "diary.csv"):
            assert b"a private word" in archive.read(name)


def test_the_keyboard_alone_is_enough(desktop_page, alice, diary, sign_in):
    page = open_data(desktop_page, alice, sign_in)
    page.get_by_text("Or one file alone").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Download ratings.csv").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("unknot-ratings-")


def test_axe_finds_nothing(page, alice, diary, sign_in, axe):
    open_data(page, alice, sign_in)
    page.get_by_text("How to read the files").click()
    page.get_by_text("Or one file alone").click()
    assert axe(page) == []
