"""Our own files through the whole way: an archive into an empty diary comes back exactly, else it is merged."""

import datetime
import uuid

import pytest
from django.utils import timezone

from tests import factories
from tests.exchange.archives import json_of
from tests.imports.rig import received, worked
from tracker.changes import sample
from tracker.changes.notes import add_note
from tracker.changes.restoring import is_empty
from tracker.exchange import own_files
from tracker.exchange.columns import CSV_FILES
from tracker.exchange.csv_files import csv_bytes
from tracker.exchange.stored import Selection
from tracker.importers import known
from tracker.importers.reading import Upload
from tracker.imports import jobs, reading
from tracker.imports.preview import Chosen
from tracker.models import CheckIn, Import, Person, Rating, Spot, SpotNote, Trial, TrialDay

pytestmark = pytest.mark.django_db(transaction=True)

LAST = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path, settings):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    monkeypatch.setattr("tracker.management.commands.worker.TickingWorker.configure_signals", lambda _: None)


@pytest.fixture
def archive(bob: Person) -> str:
    bob.is_sample = True
    sample.fill(bob, LAST, months=2)
    factories.trial(bob, LAST)
    return json_of(bob)


def settled(row: Import, state: str) -> Import:
    Import.objects.filter(pk=row.pk).update(state=state)
    jobs.enqueue(row)
    return worked(row)


def test_into_an_empty_diary_it_comes_back_exactly_and_can_be_undone(alice, archive) -> None:
    row = worked(received(alice, archive, "archive.json"))
    assert (row.state, row.importer, row.is_archive) == ("ready", "own", True)
    assert Chosen(row).preview(timezone.now()).restores
    assert settled(row, "adding").state == "added"
    alice.refresh_from_db()
    assert json_of(alice) == archive
    assert Trial.objects.for_user(alice).count() == 1
    assert settled(row, "undoing").state == "undone"
    assert is_empty(alice)


def test_what_was_written_since_outlives_undoing_a_restored_diary(alice, archive) -> None:
    row = settled(worked(received(alice, archive, "archive.json")), "adding")
    trial, spot = Trial.objects.for_user(alice).get(), Spot.objects.for_user(alice).earliest("pk")
    TrialDay.objects.create(person=alice, trial=trial, date=LAST + datetime.timedelta(days=1), kept=True)
    note = add_note(spot, uuid.uuid4(), LAST, "Mine.", timezone.now())
    assert settled(row, "undoing").summary["left"] > 0
    assert SpotNote.objects.for_user(alice).filter(pk=note.pk).exists()
    assert list(Trial.objects.for_user(alice)) == [trial]
    assert TrialDay.objects.for_user(alice).count() == 1


def test_into_a_diary_with_something_in_it_is_merged_and_can_be_undone(alice, archive) -> None:
    spot = factories.spot(alice)
    factories.rating(spot, LAST, 3)
    before = json_of(alice)
    row = worked(received(alice, archive, "archive.json"))
    preview = Chosen(row).preview(timezone.now())
    assert not preview.restores
    assert "trials: only an empty account can take them from an archive" in [
        each.reason for each in preview.skipped
    ]
    row = settled(row, "adding")
    assert row.summary["added"] == preview.added > 300
    assert Rating.objects.for_user(alice).filter(spot=spot).count() == 1
    again = settled(worked(received(alice, archive, "archive.json")), "adding")
    assert again.summary["added"] == 0
    assert settled(row, "undoing").summary["left"] == 0
    assert json_of(alice) == before
    assert CheckIn.objects.for_user(alice).count() == 1


@pytest.mark.parametrize("name", CSV_FILES)
def test_our_own_tables_are_never_taken_for_somebody_elses(alice, tmp_path, name: str) -> None:
    factories.rating(factories.spot(alice), LAST, 3)
    path = tmp_path / "export.csv"
    path.write_bytes(b"".join(csv_bytes(name, Selection(alice, notes=True))))
    upload = Upload(path, "export.csv")
    assert own_files.recognises(upload)
    assert known.recognised(upload) is None


def test_a_file_of_ours_may_hold_no_more_than_any_other(alice, archive, monkeypatch) -> None:
    monkeypatch.setattr(reading, "VALUES", 100)
    row = worked(received(alice, archive, "archive.json"))
    assert row.state == "failed"
    assert "at most 100 can be taken at once" in row.error


def test_a_broken_archive_ends_in_words(alice, archive) -> None:
    row = worked(received(alice, archive[: len(archive) // 2], "archive.json"))
    assert row.state == "failed"
    assert row.error
    assert not CheckIn.objects.for_user(alice).exists()
