import csv
import datetime
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import FIRST_DAY
from tracker.exchange import own_files
from tracker.exchange.columns import CSV_FILES
from tracker.http import today_of
from tracker.importers.reading import Upload
from tracker.models import Treatment

DAY = datetime.timedelta(days=1)


@pytest.fixture
def alices(alice, client_of) -> Client:
    return client_of(alice)


@pytest.fixture
def spot(alice):
    spot = factories.spot(alice)
    factories.write(spot, "3 0c . 5")
    factories.treatment(FIRST_DAY, (spot, 6, 3), note="a private word")
    return spot


def export(client: Client, **choice: str):
    return client.post(reverse("data-export"), choice)


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))


def test_the_page_says_how_much_there_is(alices, spot):
    page = alices.get(reverse("data"))
    counts = page.context["contents"]
    assert (counts.days, counts.ratings, counts.treatments, counts.spots) == (3, 3, 1, 1)
    assert "2 March 2026 to 5 March 2026" in page.content.decode()


def test_an_empty_diary_shows_the_way_to_its_first_day(alices):
    page = alices.get(reverse("data")).content.decode()
    assert "Nothing to take away yet" in page
    assert reverse("today") in page
    assert "data-export" not in page


@pytest.mark.parametrize("name", CSV_FILES)
def test_each_file_comes_as_a_download_that_no_cache_keeps(alices, alice, spot, name):
    answer = export(alices, file=name)
    assert answer.streaming
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="unknot-{name}-{today_of(alice)}.csv"'
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue().startswith(b'\xef\xbb\xbf"')


def test_the_return_key_brings_everything(alices, alice, spot):
    answer = export(alices, start="", end="")
    assert answer["Content-Disposition"] == f'attachment; filename="unknot-{today_of(alice)}.zip"'
    assert len(zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()) == len(CSV_FILES) + 1


def test_the_archive_takes_no_choice_and_is_restored_elsewhere(alices, alice, bob, spot, tmp_path):
    answer = export(alices, file="archive", start=str(FIRST_DAY + 3 * DAY))
    assert answer["Content-Disposition"] == f'attachment; filename="unknot-archive-{today_of(alice)}.zip"'
    path = tmp_path / "archive.zip"
    path.write_bytes(answer.getvalue())
    found = own_files.read(Upload(path, "archive.zip"), lambda _done, _total: None)
    assert isinstance(found, own_files.OwnArchive)
    assert found.restore_into(bob)["ratings"] == 3
    assert list(Treatment.objects.for_user(bob).values_list("note", flat=True)) == ["a private word"]


def test_fhir_keeps_to_the_chosen_days_and_to_the_tick_for_notes(alices, alice, spot):
    answer = export(alices, file="fhir", end=str(FIRST_DAY))
    assert answer["Content-Disposition"] == f'attachment; filename="unknot-fhir-{today_of(alice)}.json"'
    kinds = [each["resource"]["resourceType"] for each in json.loads(answer.getvalue())["entry"]]
    assert kinds == ["Patient", "Observation", "Procedure"]
    assert b"a private word" not in answer.getvalue()
    assert b"a private word" in export(alices, file="fhir", notes="on").getvalue()


def test_a_packed_answer_is_streamed_as_well(alices, spot):
    answer = alices.post(reverse("data-export"), {"file": "days"}, headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert answer.streaming


def test_the_chosen_days_are_in_the_file_and_no_others(alices, spot):
    answer = export(alices, file="days", start=str(FIRST_DAY + DAY), end=str(FIRST_DAY + 2 * DAY))
    assert [row["date"] for row in rows(answer)] == [str(FIRST_DAY + DAY)]


def test_notes_are_in_the_file_only_when_ticked(alices, spot):
    assert b"a private word" not in export(alices, file="treatments").getvalue()
    assert b"a private word" in export(alices, file="treatments", notes="on").getvalue()


@pytest.mark.parametrize(
    ("choice", "field", "message"),
    [
        ({"start": "22.11.2026"}, "start", "Give a date, for example 2026-11-22."),
        ({"end": "2026-02-30"}, "end", "Give a date, for example 2026-11-22."),
        ({"start": "1899-12-31"}, "start", "Days before 1900 cannot be in the diary."),
        ({"end": "2999-01-01"}, "end", "That day is still to come."),
        ({"start": "2026-03-05", "end": "2026-03-02"}, "end", "The last day lies before the first."),
        ({"file": "passwords"}, "file", "Choose one of the files below."),
    ],
)
def test_a_choice_that_makes_no_sense_is_answered_by_its_field(alices, spot, choice, field, message):
    answer = export(alices, **{"file": "days", "notes": "on", **choice})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [message]}
    assert message in page
    assert "checked" in page
    assert all(value in page for name, value in choice.items() if name != "file")


def test_the_address_of_the_export_opened_by_hand_leads_to_the_page(alices):
    assert alices.get(reverse("data-export")).headers["Location"] == reverse("data")


def test_nobody_gets_the_diary_of_somebody_else(client_of, charlie, spot):
    assert rows(export(client_of(charlie), file="diary")) == []
    assert rows(export(client_of(charlie), file="spots")) == []


def test_a_visitor_is_asked_to_sign_in(client, db):
    for name in ("data", "data-export"):
        assert client.post(reverse(name))["Location"].startswith(reverse("account_login"))


def test_another_site_cannot_start_a_download(alice, spot):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert export(client, file="zip").status_code == 403


def test_the_page_takes_no_more_queries_for_a_longer_diary(alices, alice, spot):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(reverse("data"))
        return len(captured)

    queries()  # the first page of all counts what is new
    few = queries()
    factories.write(factories.spot(alice, "masseter"), "3c 4c . 5 " * 10)
    queries()  # and so does the first one after a change
    assert queries() == few <= 10
