"""A connection to SQLite goes from request to request, whichever thread answers it, as long as it is as a new one."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.db.utils import ConnectionHandler


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return made(tmp_path / "first.sqlite3", 1)


@pytest.fixture
def handler(file: Path, django_db_blocker) -> Iterator[ConnectionHandler]:
    with django_db_blocker.unblock():
        yield ConnectionHandler({"default": {"ENGINE": "tracker.sqlite", "NAME": str(file)}})


def made(path: Path, number: int) -> Path:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE kept (number)")
        database.execute("INSERT INTO kept VALUES (?)", [number])
    database.close()
    return path


def request(handler: ConnectionHandler, view: Callable[[Any], object] = lambda _: None) -> Any:
    """The connection that a request in a thread of its own had."""
    had = []

    def answer() -> None:
        wrapper = handler["default"]
        wrapper.ensure_connection()
        had.append(wrapper.connection)
        view(wrapper)
        wrapper.close_if_unusable_or_obsolete()

    thread = threading.Thread(target=answer)
    thread.start()
    thread.join()
    return had[0]


def numbers(wrapper: Any) -> list[tuple[int]]:
    with wrapper.cursor() as cursor:
        found: list[tuple[int]] = cursor.execute("SELECT number FROM kept").fetchall()
    return found


def test_threads_that_follow_each_other_share_one(handler):
    first = request(handler)
    assert all(request(handler, numbers) is first for _ in range(5))


def test_requests_at_one_moment_have_one_each(handler):
    inner: list[Any] = []
    outer = request(handler, lambda _: inner.append(request(handler)))
    assert inner[0] is not outer
    assert {request(handler), request(handler, lambda _: request(handler))} <= {inner[0], outer}


def test_what_was_begun_and_not_ended_ends_with_its_request(handler):
    def abandon(wrapper: Any) -> None:
        wrapper.connection.execute("BEGIN IMMEDIATE")
        wrapper.connection.execute("INSERT INTO kept VALUES (2)")

    abandoned = request(handler, abandon)
    read: list[Any] = []
    assert request(handler, lambda wrapper: read.extend(numbers(wrapper))) is not abandoned
    assert read == [(1,)]


def test_one_that_met_an_error_is_not_handed_on(handler):
    def fail(wrapper: Any) -> None:
        with pytest.raises(DatabaseError), wrapper.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    assert request(handler, fail) is not request(handler)


def test_one_in_which_a_block_is_open_is_not_handed_on(handler):
    """Django closes it and has the block fail, whatever comes next in it."""

    def leave_open(wrapper: Any) -> None:
        wrapper.in_atomic_block = True
        wrapper.close_if_unusable_or_obsolete()
        assert wrapper.closed_in_transaction

    assert request(handler, leave_open) is not request(handler)


def test_rows_that_nobody_fetched_hold_no_moment(handler, file):
    asked = []

    def look(wrapper: Any) -> None:
        with wrapper.cursor() as cursor:
            cursor.executemany("INSERT INTO kept VALUES (%s)", [[number] for number in range(500)])
        asked.append(wrapper.create_cursor())
        asked[0].execute("SELECT number FROM kept").fetchone()

    first = request(handler, look)
    with sqlite3.connect(file) as other:
        other.execute("DELETE FROM kept")
    other.close()
    read: list[Any] = []
    assert request(handler, lambda wrapper: read.extend(numbers(wrapper))) is first
    assert read == []


def test_a_cursor_that_outlives_its_connection_troubles_no_later_one(handler):
    held = []

    def close(wrapper: Any) -> None:
        held.append(wrapper.create_cursor())
        wrapper.close()
        wrapper.ensure_connection()
        held.append(wrapper.connection)

    request(handler, close)
    assert request(handler) is held[1]


def test_after_an_error_the_free_ones_are_not_handed_on_either(handler):
    inner: list[Any] = []
    outer = request(handler, lambda _: inner.append(request(handler)))

    def fail(wrapper: Any) -> None:
        with pytest.raises(DatabaseError), wrapper.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    request(handler, fail)
    assert request(handler) not in {outer, *inner}


def test_one_without_checks_or_without_autocommit_is_not_handed_on(handler):
    unchecked = request(handler, lambda wrapper: wrapper.disable_constraint_checking())
    manual = request(handler, lambda wrapper: wrapper.set_autocommit(False))
    assert request(handler) not in {unchecked, manual}


def test_other_options_have_connections_of_their_own(file, django_db_blocker):
    options = {"init_command": "PRAGMA query_only = ON"}
    both = ConnectionHandler(
        {
            "default": {"ENGINE": "tracker.sqlite", "NAME": str(file)},
            "other": {"ENGINE": "tracker.sqlite", "NAME": str(file), "OPTIONS": options},
        }
    )
    with django_db_blocker.unblock():
        both["other"].ensure_connection()
        both["other"].close_if_unusable_or_obsolete()
        with both["default"].cursor() as cursor:
            cursor.execute("INSERT INTO kept VALUES (2)")
        assert numbers(both["default"]) == [(1,), (2,)]
        both.close_all()


def test_none_crosses_a_fork(handler):
    mine = id(request(handler))
    child = os.fork()
    if not child:
        os._exit(id(request(handler)) == mine)
    assert os.waitpid(child, 0)[1] == 0
