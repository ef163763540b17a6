"""From a running folder into an archive and out of it, by the commands that an operator types."""

import io
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.backups.rig import without_sessions
from tracker.backups.archive import Reader, Writer


@pytest.fixture(scope="module")
def archive(filled, tmp_path_factory) -> Path:
    """One backup of the filled folder. Not to be changed."""
    folder = tmp_path_factory.mktemp("archive")
    assert filled[0].manage("backup", "--to", str(folder)) == ""
    (made,) = folder.iterdir()
    return made


def changed(archive: Path, path: Path, **manifest: object) -> Path:
    """The same backup with another head."""
    sink = io.BytesIO()
    with Reader(io.BytesIO(archive.read_bytes()), lambda: None) as reader:
        for name, value in manifest.items():
            object.__setattr__(reader.manifest, name, value)
        pieces = list(reader.pieces())
        writer = Writer(sink, reader.manifest)
        writer.add("secret_key", reader.secret_key)
        for piece in pieces:
            writer.add_database(io.BytesIO(piece))
        writer.finish()
    path.write_bytes(sink.getvalue())
    return path


def test_what_was_backed_up_is_there_again_in_an_empty_folder(filled, archive, tmp_path):
    home, ids = filled
    empty = home.beside("empty")
    # What the app here uses is none of its business: nobody answers there.
    elsewhere = {"REDIS_URL": f"unix://{tmp_path}/none", "REPLICA_URL": "postgres://nobody@127.0.0.1:1/none"}
    said = home.manage("restore", str(archive), "--into", str(empty.folder), **elsewhere)
    assert "4 accounts" in said
    assert "The secret key was put back as well." in said
    assert (empty.folder / "secret_key").read_bytes() == (home.folder / "secret_key").read_bytes()
    assert {path.name for path in empty.folder.iterdir()} >= {"unknot.sqlite3", "secret_key"}
    assert {path.stat().st_mode & 0o077 for path in empty.folder.glob("[us]*")} == {0}
    rows = empty.rows()
    assert rows == without_sessions(home.rows())
    assert len(rows) > 3000
    # Looked at last, since looking is remembered.
    one, other = empty.copy(tmp_path / "one"), home.copy(tmp_path / "other")
    seen = one.pages(ids)
    assert seen == other.pages(ids)
    assert sum(each.startswith("200") for each in seen.values()) > 40


def test_a_backup_is_for_its_owner_alone_and_says_what_is_in_it(filled, archive):
    assert archive.stat().st_mode & 0o777 == 0o600
    with Reader(io.BytesIO(archive.read_bytes()), lambda: None) as reader:
        told = reader.manifest
    assert told.database == "sqlite"
    assert told.rows["tracker_person"] == 4
    tables = filled[0].ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    assert told.rows == {name: filled[0].ask(f"SELECT count(*) FROM {name}")[0][0] for (name,) in tables}


def test_old_ones_are_removed_and_whoever_watches_is_told(home):
    home.manage("backup")
    first = home.backups[0]
    first = first.rename(first.with_name("unknot-20200101-000000.tar.gz"))
    said = home.manage("backup", "--keep", "1", "-v2")
    (left,) = home.backups
    assert said == f"{left}: {left.stat().st_size:,} bytes\nremoved {first.name}\n"
    assert (home.folder / "backups").stat().st_mode & 0o777 == 0o700


def test_a_backup_that_fails_says_so_leaves_nothing_and_removes_nothing(home, tmp_path):
    home.manage("backup")
    before = home.backups
    swallows = f"{shlex.quote(sys.executable)} -c 'import sys; sys.stdin.buffer.read()'"
    said = home.refused("backup", "--keep", "1", "--encrypt-with", swallows)
    assert said.endswith("gave out less than it was given: that is no encrypted backup.")
    gives_up = f"{shlex.quote(sys.executable)} -c 'import sys; sys.exit(\"no such recipient\")'"
    said = home.refused("backup", "--keep", "1", "--encrypt-with", gives_up)
    assert said.endswith("did not encrypt the backup: no such recipient")
    home.database.write_bytes(home.database.read_bytes()[:-5000])
    assert "malformed" in home.refused("backup", "--keep", "1")
    (tmp_path / "file").touch()
    said = home.refused("backup", "--to", str(tmp_path / "file"))
    assert said == f"No backup could be made in {tmp_path / 'file'}: File exists."
    assert home.backups == before
    assert [path.name for path in (home.folder / "backups").iterdir()] == [before[0].name]
    assert not list(home.folder.glob(".unknot*"))


def test_a_rule_that_is_none_is_refused_before_anything_is_made(home):
    assert "'7x' is neither a number nor like 7d,5w,12m" in home.refused("backup", "--keep", "7x", code=2)
    assert home.backups == []


def test_an_encrypted_backup_is_put_back_through_the_same_pipe(age, home, tmp_path):
    key, empty = tmp_path / "key.txt", home.beside("empty")
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    public = subprocess.run(
        ["age-keygen", "-y", key], check=True, capture_output=True, text=True
    ).stdout.strip()
    home.manage("backup", "--encrypt-with", f"age -r {public}")
    (made,) = home.backups
    assert made.suffix == ".age"
    assert made.read_bytes().startswith(b"age-encryption.org/v1")
    assert "--decrypt-with" in empty.refused("restore", str(made))
    empty.manage("restore", str(made), "--decrypt-with", f"age -d -i {shlex.quote(str(key))}")
    assert empty.rows() == without_sessions(home.rows())


def test_accounts_are_replaced_only_when_told_and_are_backed_up_first(home, archive):
    with closing(sqlite3.connect(home.database)) as database, database:
        database.execute("UPDATE tracker_person SET username = 'kim' WHERE username = 'mia'")
    before = home.rows()
    assert "There are accounts in this database. With --replace" in home.refused("restore", str(archive))
    assert home.rows() == before
    said = home.manage("restore", str(archive), "--replace")
    (kept,) = home.backups
    assert said.endswith(f"What was here before is in {kept}\n")
    assert not any("'kim'" in row for row in home.rows())
    home.manage("restore", str(kept), "--replace")
    assert home.rows() == without_sessions(before)


def test_what_does_not_fit_is_refused_and_nothing_is_touched(home, archive, tmp_path):
    before = home.database.read_bytes()
    alive = home.folder / "worker.alive"
    cut, path = tmp_path / "cut.tar.gz", tmp_path / "other.tar.gz"
    cut.write_bytes(archive.read_bytes()[:-100])
    assert "This backup is damaged" in home.refused("restore", str(cut), "--replace")
    assert "This backup is damaged" in home.refused("restore", str(cut), "--check")
    newer = changed(archive, path, version="99.0.0", migrations=["tracker.9999_later"])
    said = home.refused("restore", str(newer), "--replace")
    assert said.startswith("A newer release of Unknot (99.0.0) made this backup, and this is ")
    later = changed(archive, path, format=2)
    assert "in a form that this one does not read" in home.refused("restore", str(later), "--replace")
    fewer = changed(archive, path, rows={"tracker_person": 4})
    assert "has other rows than the backup says" in home.refused("restore", str(fewer), "--replace")
    dump = changed(archive, path, database="postgresql")
    assert "backup of a PostgreSQL database, and DATABASE_URL names SQLite" in home.refused(
        "restore", str(dump)
    )
    alive.touch()
    assert "The app is running. Stop it" in home.refused("restore", str(archive), "--replace")
    assert home.database.read_bytes() == before
    assert not list(home.folder.glob(".unknot*"))


def test_a_backup_can_be_checked_without_being_used(home, archive):
    said = home.manage("restore", str(archive), "--check")
    assert said.startswith("This backup is whole: made 20")
