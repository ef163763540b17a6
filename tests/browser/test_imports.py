"""A file of another app on a phone: sent, watched, put in its place, added, looked at and undone."""

from playwright.sync_api import Page, expect

from tests import factories
from tracker.models import CheckIn, Person, Rating

BEARABLE = """date,date formatted,weekday,time of day,category,rating/amount,detail,notes
16th Nov 2026,2026-11-16,Monday,am,Symptom,2,Left shoulder soreness (Moderate),
16th Nov 2026,2026-11-16,Monday,all day,Sleep,7:30,,
17th Nov 2026,2026-11-17,Tuesday,am,Symptom,4,Left shoulder soreness (Unbearable),
17th Nov 2026,2026-11-17,Tuesday,all day,Mood,3,,
"""


def send(page: Page, text: str = BEARABLE) -> None:
    page.goto("/data/import/")
    page.get_by_label("The file").set_input_files(
        {"name": "bearable.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Read this file").click()


def test_years_of_another_app_come_along(page, alice: Person, sign_in, worker, axe) -> None:
    spot = factories.spot(alice)
    sign_in(page, alice)
    send(page)
    expect(page.get_by_role("heading", name="What would be added")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 kind of pain or symptoms is left out")).to_be_visible()
    assert axe(page) == []
    symptom = page.get_by_label("Left shoulder soreness")
    with page.expect_response("**/choose/"):
        symptom.select_option(label="Another place ...")
    expect(page.get_by_label("Muscle")).to_be_visible()
    with page.expect_response("**/choose/"):
        page.get_by_label("Left shoulder soreness").select_option(f"spot:{spot.public_id}")
    expect(page.get_by_text("is left out until")).to_be_hidden()
    expect(page.get_by_text("0 to 4 becomes 0, 3, 5, 8, 10")).to_be_visible()
    with page.expect_response("**/choose/"):
        page.locator(".subject", has_text="Left shoulder soreness").get_by_label(
            "2", exact=True
        ).select_option("6")
    assert axe(page) == []
    page.get_by_role("button", name="Add 4 values").click()
    expect(page.get_by_role("heading", name="4 values added")).to_be_visible(timeout=60_000)
    assert [each.pain for each in Rating.objects.filter(spot=spot).order_by("date")] == [6, 10]
    assert axe(page) == []
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("out of your diary again")).to_be_visible(timeout=60_000)
    assert not CheckIn.objects.exists()


def test_it_works_without_javascript(plain_page, alice: Person, sign_in, server) -> None:
    page = plain_page
    sign_in(page, alice)
    send(page)
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    server.manage("worker", "--once")
    page.get_by_role("link", name="Look again").click()
    place = page.get_by_label("Left shoulder soreness")
    place.select_option(label="Left shoulder blade")
    page.get_by_role("button", name="Work it out again").click()
    expect(page.get_by_text("Pain: Left shoulder blade")).to_be_visible()
    page.get_by_role("button", name="Add 4 values").click()
    server.manage("worker", "--once")
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="4 values added")).to_be_visible()


def test_a_file_that_cannot_be_read_says_why(page, alice: Person, sign_in, worker) -> None:
    sign_in(page, alice)
    send(page, "\0\1\2 nothing of the kind")
    expect(page.get_by_text("Could not be read", exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_role("alert")).to_be_visible()
