import io

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.exchange.archives import json_of
from tracker.models import AuditEntry, Person, Rating, Spot


@pytest.fixture
def archive(alice, tmp_path):
    factories.write(factories.spot(alice), "3 0c . 5")
    path = tmp_path / "alice.zip"
    call_command("exportdiary", "alice", "--archive", f"--output={path}", stdout=io.StringIO())
    return path


def said_by(*words: str) -> str:
    said = io.StringIO()
    call_command("importdiary", *words, stdout=said)
    return said.getvalue()


def happened_to(person: Person) -> list[str]:
    return list(AuditEntry.objects.for_user(person).order_by("pk").values_list("kind", flat=True))


def test_an_archive_is_restored_into_an_empty_account(archive, alice, bob):
    assert "        3  ratings\n" in said_by("bob", str(archive))
    bob.refresh_from_db()
    assert json_of(bob) == json_of(alice)
    assert happened_to(bob) == ["restored"]


def test_a_dry_run_says_what_is_in_it_and_writes_nothing(archive, bob):
    assert said_by("bob", str(archive), "--dry-run").endswith("Nothing was written.\n")
    assert not Spot.objects.for_user(bob).exists()


def test_a_diary_that_is_there_gets_what_it_lacks_and_keeps_what_it_has(archive, alice, bob):
    """The same spot on both: one day bob has otherwise, one he has not."""
    factories.write(factories.spot(bob), "3 9")
    said = said_by("bob", str(archive))
    assert "1 differ and stay." in said
    days = Rating.objects.for_user(bob).order_by("date").values_list("pain", flat=True)
    assert list(days)[:2] == [3, 9]
    assert set(days) == {3, 9, 5}
    assert said_by("bob", str(archive)).splitlines()[-1].startswith("0 values added;")


def test_csv_files_are_added_and_what_is_wrong_in_them_is_told(alice, bob, tmp_path):
    spot = factories.spot(alice)
    factories.write(spot, "3 4")
    path = tmp_path / "ratings.csv"
    call_command("exportdiary", "alice", "--file=ratings", f"--output={path}", stdout=io.StringIO())
    path.write_bytes(path.read_bytes().replace(b",4,0,", b",14,0,"))
    dry = said_by("bob", str(path), "--dry-run")
    assert "skipped, line 3: ratings.csv: pain does not fit" in dry
    assert "1 values would be added" in dry
    assert not Rating.objects.for_user(bob).exists()
    assert happened_to(bob) == []
    said_by("bob", str(path))
    assert happened_to(bob) == ["import-added"]
    assert [row.pain for row in Rating.objects.for_user(bob)] == [3]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["zoe", "x.zip"], "There is no account named zoe."),
        (["bob", "/no/such/file.zip"], "cannot be read: No such file or directory."),
        (["bob", __file__], "This is no file that Unknot has written."),
    ],
)
def test_it_says_what_is_wrong(bob, words, message):
    with pytest.raises(CommandError, match=message):
        said_by(*words)
