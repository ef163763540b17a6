"""The server is killed while people save: what was answered is there, whole, and the database is sound."""

import http.client
import os
import random
import signal
import time
from collections.abc import Callable

import pytest

from tests.crash.conftest import ALL, takes_long
from tests.crash.installation import SECONDS, Installation, kill_database
from tests.crash.verdict import verdict
from tests.crash.writers import OK, Crowd
from tools.postgres import Cluster

KILLS = 10 if ALL else 1
SAVES = 1000 if ALL else 50
PEOPLE, WRITERS = 4, 6
# After how many answers of a round the kill falls.
EARLIEST, LATEST = (30, 170) if ALL else (10, 30)


@pytest.fixture
def crowd(installation: Installation) -> Crowd:
    people = installation.inside("people", str(PEOPLE))
    installation.start()
    return Crowd(people, WRITERS, installation.port)


def revisions(installation: Installation) -> dict[str, int]:
    return {person: diary["revision"] for person, diary in installation.inside("stored").items()}


def until(crowd: Crowd, answered: int) -> None:
    deadline = time.monotonic() + SECONDS
    while crowd.answered < answered and crowd.is_at_work():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def in_the_middle(crowd: Crowd) -> None:
    until(crowd, crowd.answered + random.randint(EARLIEST, LATEST))
    assert crowd.is_at_work()


def agrees(installation: Installation, crowd: Crowd, before: dict[str, int]) -> int:
    """How many saves are there, those included of which nobody was told."""
    found = verdict(crowd.writers, installation.inside("stored"), before)
    assert found.is_good, f"lost: {found.lost}\nhalf: {found.halves}"
    installation.check()
    return found.kept


def told(what: str, engine: str, crowd: Crowd, kept: int, kills: int) -> str:
    return (
        f"{what} on {engine}: {kills} kills, {crowd.answered} saves answered, {crowd.unanswered} unanswered "
        f"({kept - crowd.answered} of them saved all the same), lost: 0, half saved: 0"
    )


def test_no_answered_save_is_lost_when_the_server_is_killed(
    installation: Installation, engine: str, crowd: Crowd, counted: Callable[[str], None]
) -> None:
    before, kept = revisions(installation), 0
    for _ in range(KILLS):
        crowd.start(SAVES)
        in_the_middle(crowd)
        assert (
            installation.kill() >= 5
        )  # the one that watches, the web server and its two workers, the worker
        crowd.stop()
        installation.start()
        kept = agrees(installation, crowd, before)
    assert set(crowd.statuses) == {OK}
    counted(told("server killed", engine, crowd, kept, KILLS))


def test_no_answered_save_is_lost_when_the_database_is_killed(
    installation: Installation,
    engine: str,
    cluster: Cluster,
    crowd: Crowd,
    counted: Callable[[str], None],
) -> None:
    """The server lives on: it says that the database is away, and goes on as soon as it is back."""
    before, kept = revisions(installation), 0
    for _ in range(KILLS):
        crowd.start(SAVES * 100, patient=True)
        in_the_middle(crowd)
        kill_database(cluster)
        is_away(crowd)
        cluster.start()
        until(crowd, crowd.answered + 2 * WRITERS)
        crowd.stop()
        kept = agrees(installation, crowd, before)
    assert set(crowd.statuses) <= {OK, 503}
    assert installation.check_checksums()
    counted(told("database killed", engine, crowd, kept, KILLS))


def is_away(crowd: Crowd) -> None:
    """A page asked for now says so calmly, and when to come back."""
    connection = http.client.HTTPConnection("127.0.0.1", crowd.port, timeout=60)
    connection.request("GET", "/", headers={"Cookie": f"sessionid={crowd.writers[0].cookie}"})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert "Your diary cannot be reached right now" in answer.read().decode()
    connection.close()


@takes_long
def test_a_web_worker_that_is_killed_is_replaced(
    installation: Installation, engine: str, crowd: Crowd
) -> None:
    before = revisions(installation)
    workers = [pid for pid, words in installation.programs().items() if "granian" in words]
    crowd.start(100_000, patient=True)
    until(crowd, 10)
    os.kill(max(workers), signal.SIGKILL)
    deadline = time.monotonic() + SECONDS
    while len([pid for pid, words in installation.programs().items() if "granian" in words]) < len(workers):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    until(crowd, crowd.answered + 20)
    crowd.stop()
    assert set(crowd.statuses) == {OK}
    agrees(installation, crowd, before)


@takes_long
def test_nothing_of_a_killed_web_server_keeps_the_port(
    installation: Installation, engine: str, crowd: Crowd
) -> None:
    web = min(pid for pid, words in installation.programs().items() if "granian" in words)
    os.kill(web, signal.SIGKILL)
    assert installation.process is not None
    assert installation.process.wait(SECONDS) != 0
    assert installation.programs() == {}
    installation.start()
