"""Where a run keeps what it makes: a data folder and a database of its own, on SQLite or on PostgreSQL.

Nothing of an existing diary is touched: of `DATABASE_URL` only the server is used, for databases that are made for
the run and dropped after it.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tools import configuration, postgres
from tools.steps import PYTHON, ROOT, SetupError

SQLITE, POSTGRES = "sqlite", "postgres"
NAMES = (SQLITE, POSTGRES)
LOG = "service.log"
_FILE = "unknot.sqlite3"


@dataclass(frozen=True)
class Database:
    """One database with its data folder. `url` is empty for SQLite's file in the folder."""

    name: str
    folder: Path
    url: str = ""

    def environment(self) -> dict[str, str]:
        """That of a shell in which nobody has configured anything, but for the bench's own settings."""
        kept = {name: value for name, value in os.environ.items() if name not in configuration.names()}
        # A server keeps what it compiles, whatever whoever runs the bench likes.
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        return kept | {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.url,
            "ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": str(ROOT),
        }

    def log(self) -> str:
        """The last words of the services that ran on it."""
        path = self.folder / LOG
        return path.read_text(errors="replace")[-3000:] if path.exists() else ""

    def told(self, module: str, *words: str) -> Any:
        """What a program of the bench says, as JSON, that works on this database."""
        done = subprocess.run(
            [str(PYTHON), "-m", module, *words],
            cwd=ROOT,
            env=self.environment(),
            check=False,
            text=True,
            stdout=subprocess.PIPE,
        )
        if done.returncode:
            raise SetupError(f"{module} {' '.join(words)} failed on {self.name}.")
        return json.loads(done.stdout)


@contextmanager
def database(name: str) -> Iterator[Database]:
    """An empty database."""
    with tempfile.TemporaryDirectory(prefix="unknot-bench-") as folder:
        if name == SQLITE:
            yield Database(name, Path(folder))
            return
        with _server() as server, _made(server, f"unknot_bench_{os.getpid()}") as url:
            yield Database(name, Path(folder), url)


@contextmanager
def copied(original: Database) -> Iterator[Database]:
    """The same once more, secret key and all. Nobody may be connected to the original."""
    with tempfile.TemporaryDirectory(prefix="unknot-bench-") as folder:
        for each in original.folder.iterdir():
            if each.is_file() and not each.name.startswith((_FILE, LOG)):
                shutil.copy2(each, folder)
        if not original.url:
            _copy_file(original.folder / _FILE, Path(folder) / _FILE)
            yield Database(original.name, Path(folder))
            return
        name = urlsplit(original.url).path.strip("/")
        with _made(original.url, f"{name}_copy", template=name) as url:
            yield Database(original.name, Path(folder), url)


def _copy_file(original: Path, copy: Path) -> None:
    source, target = sqlite3.connect(original), sqlite3.connect(copy)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=WAL")
    finally:
        target.close()
        source.close()


@contextmanager
def _server() -> Iterator[str]:
    """That of DATABASE_URL, or one that lives for this run and is as careful about power cuts as any."""
    given = os.environ.get("DATABASE_URL", "")
    running = (
        postgres.running_postgres(durable=True) if not given.startswith("postgres") else nullcontext(given)
    )
    with running as url:
        yield url


@contextmanager
def _made(server: str, name: str, template: str = "template1") -> Iterator[str]:
    """A database beside the one that `server` names, dropped afterwards."""
    parts = urlsplit(server)
    beside = urlunsplit(parts._replace(path="/postgres"))
    try:
        with psycopg.connect(beside, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    except psycopg.Error as error:
        raise SetupError(f"No database for the bench could be made: {error}") from None
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(beside, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
