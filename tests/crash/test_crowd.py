"""Sixteen people who save at once: none is told that the database is locked, and nothing of it is lost."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from typing import Self

from tests.crash.conftest import ALL
from tests.crash.installation import Installation
from tests.crash.verdict import verdict
from tests.crash.watching.apps import FILE
from tests.crash.writers import OK, Crowd

SECONDS = 60 if ALL else 2
WRITERS, PEOPLE, READERS = 16, 8, 3
# With readers at work all the time; SQLite starts its log over as soon as it stands in the database.
LARGEST_LOG = 64 * 2**20
IN_FORCE = {
    "sqlite": {
        "mode": "IMMEDIATE",
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 20_000,
        "foreign_keys": 1,
    },
    "postgres": {"mode": None, "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"},
}


class Readers:
    """People who look at pages without a pause."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd, self.stopped = crowd, threading.Event()
        self.statuses: list[int] = []
        self.threads = [threading.Thread(target=self._read, args=(each,)) for each in range(READERS)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def _read(self, place: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.crowd.port, timeout=60)
        writer = self.crowd.writers[place]
        while not self.stopped.is_set():
            connection.request("GET", "/history/", headers={"Cookie": f"sessionid={writer.cookie}"})
            answer = connection.getresponse()
            answer.read()
            self.statuses.append(answer.status)
        connection.close()


def largest_log(installation: Installation) -> int:
    """How long SQLite's write-ahead log becomes while the crowd is at work."""
    log, largest = installation.database.with_name(f"{installation.database.name}-wal"), 0
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        largest = max(largest, log.stat().st_size if log.exists() else 0)
        time.sleep(0.05)
    return largest


def test_sixteen_writers_at_once_are_all_answered_and_nothing_is_lost(
    installation: Installation, engine: str, counted: Callable[[str], None]
) -> None:
    installation.more["DJANGO_SETTINGS_MODULE"] = "tests.crash.watched"
    people = installation.inside("people", str(PEOPLE))
    before = {person: diary["revision"] for person, diary in installation.inside("stored").items()}
    installation.run("manage.py", "createcachetable")
    installation.start()
    crowd = Crowd(people, WRITERS, installation.port)
    with Readers(crowd) as readers:
        crowd.start(10**6)
        log = largest_log(installation)
        assert crowd.is_at_work()
        crowd.stop()
    assert (set(crowd.statuses), crowd.unanswered) == ({OK}, 0)
    assert set(readers.statuses) == {OK}
    found = verdict(crowd.writers, installation.inside("stored"), before)
    assert found.is_good, f"lost: {found.lost}\nhalf: {found.halves}"
    assert found.kept == crowd.answered
    assert log < LARGEST_LOG
    assert "locked" not in installation.log.read_text()
    installation.check()
    every_connection_is_safe(installation, engine)
    slowest = max(writer.slowest for writer in crowd.writers)
    counted(
        f"{WRITERS} writers at once on {engine}: {SECONDS} s, {crowd.answered} saves answered, "
        f"{len(readers.statuses)} pages read meanwhile, errors: 0, lost: 0, half saved: 0, retries: 0, "
        f"slowest save {slowest:.1f} s, longest log {log / 2**20:.1f} MB"
    )


def every_connection_is_safe(installation: Installation, engine: str) -> None:
    """As told from within each of the running programs."""
    lines = [json.loads(line) for line in (installation.folder / FILE).read_text().splitlines()]
    programs = {line.pop("program") for line in lines}
    for part in ("granian", "manage.py worker", "manage.py createcachetable"):
        assert any(part in program for program in programs), programs
    assert [line for line in lines if line != IN_FORCE[engine]] == []
