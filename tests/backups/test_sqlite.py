"""Copying a database that others write to, and putting one in the place of another, on plain SQLite files."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tracker.backups import BackupError, sqlite

ROWS = 20_000


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return made(tmp_path / "diary.sqlite3", "old")


def made(path: Path, word: str) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, word TEXT, round INTEGER DEFAULT 0)")
        connection.executemany("INSERT INTO entry (word) VALUES (?)", [(word * 60,)] * ROWS)
    return path


def words(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0][:3] for row in connection.execute("SELECT word FROM entry")}


def waiting_for(rounds: list[int]) -> Callable[[int, int, int], None]:
    """After each of the first steps the copy waits until the writer got through once more, if it can."""
    steps = iter(range(6))

    def told(*_: int) -> None:
        if next(steps, None) is not None:
            reached, until = rounds[0], time.monotonic() + 5
            while rounds[0] == reached and time.monotonic() < until:
                time.sleep(0.001)

    return told


def test_the_copy_is_of_one_moment_and_nobody_waits_for_it(database, monkeypatch):
    """Somebody who would not wait for a lock changes the first row and the last together, again and again."""
    begun, over, rounds = threading.Event(), threading.Event(), [0]
    monkeypatch.setattr(sqlite, "_PAGES_A_STEP", 1)
    monkeypatch.setattr(sqlite, "patience", lambda: waiting_for(rounds))

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
            while not over.is_set():
                connection.execute("UPDATE entry SET round = round + 1 WHERE id IN (1, ?)", [ROWS])
                rounds[0] += 1
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(20)
        before = rounds[0]
        with sqlite.snapshot(database) as copy:
            during = rounds[0] - before
            with closing(sqlite3.connect(copy)) as connection:
                changed = "SELECT round FROM entry WHERE round"
                found = [row[0] for row in connection.execute(changed)]
    finally:
        over.set()
        writer.join()
    assert during > 5, "the writer never got a turn, or was refused"
    assert len(found) == 2
    assert found[0] == found[1] >= before


def test_nothing_is_left_of_the_copy(database):
    with sqlite.snapshot(database) as copy:
        assert copy.parent.stat().st_mode & 0o777 == 0o700
        assert copy.stat().st_mode & 0o777 == 0o600
    assert list(database.parent.iterdir()) == [database]


def test_a_damaged_database_gives_no_backup(database):
    with database.open("r+b") as file:
        file.seek(200_000)
        file.write(b"\xff" * 5_000)
    with pytest.raises(BackupError, match=r"damaged|malformed"), sqlite.snapshot(database):
        pass


def test_who_has_the_database_open_sees_the_new_one_whole(database, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "_LOG_PATIENCE_MS", 50)
    fresh = made(tmp_path / "fresh.sqlite3", "new")
    with closing(sqlite3.connect(database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT word FROM entry").fetchone()[0].startswith("old")
        sqlite.put_in_place(fresh, database)
        assert {row[0][:3] for row in reader.execute("SELECT word FROM entry")} == {"old"}
        reader.execute("COMMIT")
        assert {row[0][:3] for row in reader.execute("SELECT word FROM entry")} == {"new"}
        reader.execute("UPDATE entry SET word = 'mine'")
    assert words(database) == {"min"}


def test_a_database_that_somebody_holds_is_left_as_it_is(database, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "_PATIENCE_SECONDS", 0.2)
    fresh = made(tmp_path / "fresh.sqlite3", "new")
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(BackupError, match=r"Nothing was written: .*locked.* Stop it first"):
            sqlite.put_in_place(fresh, database)
    assert words(database) == {"old"}


def test_room_is_looked_for_before_it_is_used(tmp_path):
    with pytest.raises(BackupError, match=r"Not enough room in .*: 9,\d+,000,000,000 MB are needed"):
        sqlite.check_room(tmp_path, 9_001 * 10**15)
