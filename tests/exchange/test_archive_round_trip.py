"""A diary that leaves as an archive arrives elsewhere as it was, to the last byte."""

import io
import zipfile

import pytest
from django.db import transaction
from hypothesis import given, settings

from tests import factories
from tests.examples import examples
from tests.exchange.archives import json_of, somebody, store_whole, whole_diaries
from tests.exchange.diaries import NOW
from tests.exchange.test_round_trip import any_diary, by_id, exported
from tracker.changes import sample
from tracker.changes.factors import give_builtin_factors
from tracker.changes.restoring import restore
from tracker.changes.trials import note_last
from tracker.entries import Document
from tracker.exchange.archive_document import document_of
from tracker.exchange.archive_reading import read_archive
from tracker.exchange.bundle import ARCHIVE_JSON, archive_bytes, zip_bytes
from tracker.exchange.csv_documents import document_of_csv
from tracker.exchange.stored import Selection
from tracker.models import Person

pytestmark = pytest.mark.django_db
fewer = settings(any_diary, max_examples=examples(12, part=6))


def nobody(*_done: int) -> None:
    """Nobody watches."""


@fewer
@given(whole_diaries())
def test_a_restored_diary_is_exported_again_byte_for_byte_and_derives_the_same(whole):
    with transaction.atomic():
        leaving, arriving = somebody(), somebody()
        store_whole(leaving, whole)
        note_last(leaving)
        leaving.refresh_from_db()
        give_builtin_factors(arriving, NOW.date())
        first, before = json_of(leaving), arriving.revision
        restore(arriving, read_archive(first, nobody).rows)
        assert json_of(arriving) == first
        for name in ("episodes", "returns", "days"):
            assert exported(arriving, name).getvalue() == exported(leaving, name).getvalue()
        assert arriving.on_trial_until == leaving.on_trial_until
        assert arriving.revision > before
        transaction.set_rollback(True)


def in_order(document: Document) -> Document:
    """Whatever order its records came in."""
    return document._replace(
        readings=tuple(sorted(document.readings)),
        ratings=tuple(sorted(document.ratings, key=by_id)),
        treatments=tuple(
            each._replace(spots=tuple(sorted(each.spots))) for each in sorted(document.treatments, key=by_id)
        ),
    )


@fewer
@given(whole_diaries())
def test_archive_and_csv_files_hand_over_the_same_entries(whole):
    drawn, _ = whole
    with transaction.atomic():
        person = somebody()
        store_whole(person, whole)
        rows = read_archive(json_of(person), nobody).rows
        packed = b"".join(zip_bytes(Selection(person, notes=True), NOW.date()))
        transaction.set_rollback(True)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name.removesuffix(".csv"): archive.read(name) for name in archive.namelist()}
    del files["README.txt"]
    from_csv = document_of_csv(files, nobody)
    written = Document(*map(tuple, vars(drawn).values()))
    assert from_csv.skipped == ()
    assert in_order(from_csv.document) == in_order(document_of(rows)) == in_order(written)


def test_what_is_written_while_an_archive_is_sent_leaves_it_whole(alice: Person):
    alice.is_sample = True
    sample.fill(alice, NOW.date(), months=8)
    before = json_of(alice, NOW.date())
    sent = archive_bytes(alice, NOW.date())
    chunks = [next(sent)]
    factories.rating(factories.spot(alice, "soleus"), NOW.date(), 5)
    packed = b"".join([*chunks, *sent])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        text = archive.read(ARCHIVE_JSON).decode()
    assert text == before
    read_archive(text, nobody)
