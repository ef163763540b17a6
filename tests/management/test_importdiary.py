import io

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.exchange.archives import json_of
from tracker.models import Rating, Spot


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


def test_an_archive_is_restored_into_an_empty_account(archive, alice, bob):
    assert "        3  ratings\n" in said_by("bob", str(archive))
    bob.refresh_from_db()
    assert json_of(bob) == json_of(alice)


def test_a_dry_run_says_what_is_in_it_and_writes_nothing(archive, bob):
    assert said_by("bob", str(archive), "--dry-run").endswith("Nothing was written.\n")
    assert not Spot.objects.for_user(bob).exists()


def test_a_diary_that_is_there_is_never_touched(archive, bob):
    factories.write(factories.spot(bob, "masseter"), "7")
    before = json_of(bob)
    with pytest.raises(CommandError, match="bob has a diary already"):
        said_by("bob", str(archive))
    assert json_of(bob) == before


def test_csv_files_are_only_told_of(alice, bob, tmp_path):
    spot = factories.spot(alice)
    factories.write(spot, "3 4")
    path = tmp_path / "ratings.csv"
    call_command("exportdiary", "alice", "--file=ratings", f"--output={path}", stdout=io.StringIO())
    path.write_bytes(path.read_bytes().replace(b",4,0,", b",14,0,"))
    said = said_by("bob", str(path), "--dry-run")
    assert "1  ratings" in said
    assert "skipped, line 3: ratings.csv: pain does not fit" in said
    with pytest.raises(CommandError, match="on the page Data"):
        said_by("bob", str(path))
    assert not Rating.objects.for_user(bob).exists()


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
