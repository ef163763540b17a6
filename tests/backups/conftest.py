"""What is made once for all tests of backups, and the servers and programs that they need."""

import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests import tables
from tests.backups.rig import Installation, Nursery, nursery
from tests.missing import missing, needed
from tools import postgres

NewDatabase = Callable[..., str]


@pytest.fixture(scope="session")
def born(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("nursery")) as running:
        yield running


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, born: Nursery) -> Installation:
    """An SQLite folder with empty tables. Not to be changed: copy it."""
    made = Installation(tmp_path_factory.mktemp("migrated"), by=born)
    if not tables.given(made.database):
        assert made.upgraded().code == 0
    made.database.chmod(0o600)
    return made


@pytest.fixture(scope="session")
def filled(
    migrated: Installation, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Installation, dict[str, str]]:
    """One with something in every table, and the ids of its pages. Not to be changed: copy it."""
    made = migrated.copy(tmp_path_factory.mktemp("filled") / "home")
    done = made.run("-m", "tests.backups.filling")
    assert done.code == 0, done.err
    return made, json.loads(done.out)


@pytest.fixture
def home(filled: tuple[Installation, dict[str, str]], tmp_path: Path) -> Installation:
    """A copy of it to do with as a test likes."""
    return filled[0].copy(tmp_path / "home")


@pytest.fixture(scope="session")
def new_database() -> Iterator[NewDatabase]:
    """Makes PostgreSQL databases on a real server, empty or `like` another: that of the test run, or one of our own."""
    with _server() as server, closing(psycopg.connect(server, autocommit=True)) as connection:
        numbers = itertools.count(1)
        made: list[str] = []

        def make(like: str = "") -> str:
            made.append(f"unknot_backups_{os.getpid()}_{next(numbers)}")
            template = like.rpartition("/")[2] or "template1"
            connection.execute(f"CREATE DATABASE {made[-1]} TEMPLATE {template}")
            return f"{server.rpartition('/')[0]}/{made[-1]}"

        yield make
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _server() -> Iterator[str]:
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        yield given
        return
    with needed(postgres.running_postgres()) as address:
        yield address


@pytest.fixture
def age() -> None:
    _needs("age")


@pytest.fixture
def gpg() -> None:
    _needs("gpg")


def _needs(program: str) -> None:
    if shutil.which(program) is None:
        missing("Encryption is tested with the real programs: apt install age gnupg")
