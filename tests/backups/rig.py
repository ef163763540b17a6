"""Installations as an operator has them: a data folder, perhaps a PostgreSQL database, and programs run on them."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import psycopg

from tools import configuration
from tools.steps import ROOT


class Done(NamedTuple):
    code: int
    out: str
    err: str


class Nursery:
    """Runs programs as processes of their own: see tests.backups.nursery."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, words: list[str], env: dict[str, str]) -> Done:
        assert self._process.stdin
        assert self._process.stdout
        with tempfile.TemporaryDirectory() as folder:
            output = str(Path(folder) / "said")
            request = {"words": words, "env": env, "output": output}
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            code = int(self._process.stdout.readline())
            return Done(code, *(Path(f"{output}.{name}").read_text() for name in ("out", "err")))


@contextmanager
def nursery(folder: Path) -> Iterator[Nursery]:
    env = Installation(folder).environment()
    command = [sys.executable, "-W", "ignore", "-m", "tests.backups.nursery"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process)
        assert process.stdin
        process.stdin.close()


@dataclass(frozen=True)
class Installation:
    folder: Path
    url: str = ""
    by: Nursery | None = None

    @property
    def database(self) -> Path:
        return self.folder / "unknot.sqlite3"

    @property
    def backups(self) -> list[Path]:
        return sorted((self.folder / "backups").glob("unknot-*"))

    def environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if name not in configuration.names()}
        return own | {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.url,
            "ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "PYTHONPATH": f"{ROOT}:{self.folder.parent}",
        }

    def run(self, *words: str, **env: str) -> Done:
        assert self.by is not None
        return self.by.run([*words], self.environment() | env)

    def manage(self, *words: str, **env: str) -> str:
        """What a command printed; it has to succeed and to complain of nothing."""
        done = self.run("manage.py", *words, **env)
        assert (done.code, done.err) == (0, ""), done
        return done.out

    def refused(self, *words: str, code: int = 1, **env: str) -> str:
        """What a command complained of: it has to fail, and without a traceback."""
        done = self.run("manage.py", *words, **env)
        assert (done.code, done.out) == (code, ""), done
        assert "Traceback" not in done.err
        return done.err.removeprefix("CommandError: ").strip()

    def upgraded(self, settings: str = "tracker.settings", **env: str) -> Done:
        """What `make run` does before it serves."""
        return self.run("-m", "tools.database", DJANGO_SETTINGS_MODULE=settings, **env)

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(query).fetchall()

    def rows(self) -> list[str]:
        """Every row, table, index and trigger, as SQLite itself tells them; of PostgreSQL the rows and columns.

        Counts of attempts are left out: to look at pages is counted as well.
        """
        if self.url:
            return sorted(self._rows())
        with closing(sqlite3.connect(self.database)) as database:
            return sorted(line for line in database.iterdump() if "unknot_cache" not in line)

    def _rows(self) -> Iterator[str]:
        tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        with psycopg.connect(self.url) as connection:
            for (name,) in connection.execute(f"{tables} AND table_name <> 'unknot_cache'").fetchall():
                cursor = connection.execute(f"SELECT * FROM {name}")
                yield f"{name}: {[column.name for column in cursor.description or ()]}"
                yield from (f'INSERT INTO "{name}" {row}' for row in cursor)

    def models(self) -> list[str]:
        """Every row of every model by Django's own dumpdata, the same from any database."""
        lines = self.manage("dumpdata", "--all", "--format=jsonl").splitlines()
        # PostgreSQL sorts the keys of what is stored as JSON.
        return sorted(json.dumps(json.loads(line), sort_keys=True) for line in lines)

    def pages(self, ids: dict[str, str]) -> dict[str, str]:
        done = self.run("-m", "tests.backups.looking", LOOK_AT=json.dumps(ids))
        assert done.code == 0, done.err
        found: dict[str, str] = json.loads(done.out)
        return found

    def copy(self, folder: Path) -> "Installation":
        shutil.copytree(self.folder, folder)
        return Installation(folder, self.url, self.by)

    def beside(self, name: str, url: str = "") -> "Installation":
        """Another one, of which there is nothing yet."""
        return Installation(self.folder.with_name(name), url, self.by)


def without_sessions(rows: list[str]) -> list[str]:
    """A restore ends them, and counts of attempts start anew."""
    tables = ("django_session", "usersessions_usersession", "unknot_cache")
    ended = tuple(f'INSERT INTO "{name}"' for name in tables)
    return [row for row in rows if not row.startswith(ended)]
