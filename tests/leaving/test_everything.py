"""Who leaves leaves nothing behind, and nobody else loses a row."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import factories
from tests.conftest import PASSWORD
from tests.leaving.life import DAY, belongings, everything, live, session_of
from tracker.accounts import no_account_yet
from tracker.changes.sample_account import open_sample
from tracker.imports.uploads import folder
from tracker.leaving.everything import going_of
from tracker.management.commands.worker import TickingWorker
from tracker.models import CheckIn, Import, Person
from tracker.models.owned import Owned

SQLITE = connection.vendor == "sqlite"


def leave(client: Client, person: Person, password: str = PASSWORD) -> int:
    return client.post("/data/delete/", {"username": person.username, "password": password}).status_code


@pytest.mark.django_db
def test_every_row_goes_of_every_table_and_no_row_of_anybody_else(alice: Person, bob: Person) -> None:
    live(alice, admin=bob)
    live(bob)
    client = session_of(alice)
    gone = belongings([alice, open_sample(alice, "UTC")])
    file_of_alice = Import.objects.for_user(alice).get().upload
    owned = {model._meta.db_table for model in apps.get_models() if issubclass(model, Owned)}
    assert owned - gone.keys() == set(), "give them a row of it in tests/leaving/life.py"
    before, sent = everything(), {path.name for path in folder().iterdir()}
    assert gone[DBTaskResult._meta.db_table]
    assert leave(client, alice) == 303
    after = everything()
    assert {path.name for path in folder().iterdir()} == sent - {file_of_alice}
    left = {
        table: [row for row in rows if row[0] not in gone.get(table, ())] for table, rows in before.items()
    }
    assert after == left
    assert belongings([bob])["tracker_rating"]


@pytest.mark.django_db
def test_nobody_is_signed_in_as_them_any_more(alice: Person) -> None:
    clients = [session_of(alice), session_of(alice)]
    assert leave(clients[0], alice) == 303
    assert clients[1].get("/").status_code == 302
    assert leave(clients[1], alice) == 302


@pytest.mark.django_db
def test_after_the_last_account_it_is_the_first_visit_again(alice: Person) -> None:
    client = session_of(alice)
    assert leave(client, alice) == 303
    assert no_account_yet()
    assert "Start your diary" in Client().get("/welcome/").content.decode()
    new = {"username": "carla", "password1": PASSWORD, "time_zone": "Europe/Berlin"}
    assert Client().post("/account/signup/", new).status_code == 302
    assert Person.objects.get().is_superuser


@pytest.mark.django_db
def test_who_alone_looks_after_others_is_told_so(alice: Person, bob: Person) -> None:
    alice.is_superuser = True
    alice.save()
    assert going_of(alice).alone_in_charge
    assert not going_of(bob).alone_in_charge
    bob.is_superuser = True
    bob.save()
    assert not going_of(alice).alone_in_charge


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not SQLITE, reason="of SQLite's own files")
def test_nothing_can_be_found_in_the_database_files(alice: Person) -> None:
    note = "the-note-that-nobody-shall-find"
    live(alice, note=note)
    CheckIn.objects.create(person=alice, date=DAY.replace(day=1), note=f"{note} " * 500)
    assert database_files_with(note)
    assert leave(session_of(alice), alice) == 303
    assert not database_files_with(note)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not SQLITE, reason="of SQLite's own files")
def test_a_note_that_is_deleted_alone_cannot_be_found_after_a_minute(alice: Person) -> None:
    note = "another-note-that-nobody-shall-find"
    CheckIn.objects.create(person=alice, date=DAY, note=note)
    CheckIn.objects.for_user(alice).update(note="")
    assert database_files_with(note)
    TickingWorker.tick(timezone.now())
    assert not database_files_with(note)


def database_files_with(note: str) -> str:
    """Their names, a line each.

    Another process reads them: closing a file ends all the locks that this process has on it, SQLite's own among them,
    and then a server beside the tests takes away the log that this process still uses.
    """
    look = (
        "import pathlib, sys; note, path = sys.argv[1:];"
        "[print(file.name) for file in pathlib.Path(path).glob('unknot.sqlite3*')"
        " if note.encode() in file.read_bytes()]"
    )
    asked = [sys.executable, "-c", look, note, str(Path(connection.settings_dict["NAME"]).parent)]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


@pytest.mark.django_db
def test_a_long_diary_takes_no_more_statements(alice: Person, bob: Person) -> None:
    """Ten years go as fast as the database deletes rows."""
    taken = []
    for person, days in ((alice, 1), (bob, 40)):
        spot = live(person)
        for ago in range(1, days):
            date = DAY - datetime.timedelta(days=ago)
            factories.rating(spot, date, ago % 11)
            factories.treatment(date, (spot, 5, 3))
        client = session_of(person)
        with CaptureQueriesContext(connection) as captured:
            assert leave(client, person) == 303
        taken.append(len(captured))
    assert taken[1] <= taken[0]
