"""Servers that are killed, crowded and left without room. A short round of each; `make test-crash` takes its time.

On PostgreSQL too where a server of it is part of the run, and always in the long one.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import tables
from tests.crash.installation import Installation
from tools import postgres, project
from tools.steps import one_at_a_time

ALL = os.environ.get("CRASH") == "all"
ON_POSTGRES = bool(os.environ.get("TEST_DATABASE_URL"))
ENGINES = ["sqlite", "postgres"] if ALL else ["postgres" if ON_POSTGRES else "sqlite"]
COUNTS = "counts"
takes_long = pytest.mark.skipif(not ALL, reason="make test-crash runs it")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        # What is done to a server of PostgreSQL has no counterpart in a file of SQLite.
        needed = ["postgres"] if "cluster" in metafunc.fixturenames else ENGINES
        metafunc.parametrize("engine", [engine for engine in ENGINES if engine in needed])


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    lines = [value for report in reports for name, value in report.user_properties if name == COUNTS]
    for line in sorted(lines):
        terminalreporter.write_line(line)


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Keeps a line for the end of the run."""
    return lambda line: record_property(COUNTS, line)


@pytest.fixture(scope="session")
def static_files() -> None:
    with one_at_a_time():
        project.vendor_files().ensure()
        project.static_files().ensure()


@pytest.fixture
def installation(engine: str, static_files: None, tmp_path: Path) -> Iterator[Installation]:
    """Prepared and not started yet. Nothing of it is shared with other tests."""
    if engine == "sqlite":
        yield from _prepared(Installation(tmp_path))
    else:
        with postgres.cluster("max_connections=60") as cluster:
            yield from _prepared(Installation(tmp_path, cluster.address, cluster))


@pytest.fixture
def cluster(installation: Installation) -> postgres.Cluster:
    assert installation.cluster is not None
    return installation.cluster


def _prepared(made: Installation) -> Iterator[Installation]:
    if made.cluster is not None or not tables.given(made.database):
        made.run("-m", "tools.database")
    yield made
    made.kill()
