"""Installations as an operator has them: a data folder, perhaps a PostgreSQL database, and programs run on them."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools import configuration
from tools.steps import ROOT


@dataclass(frozen=True)
class Installation:
    folder: Path
    url: str = ""
    settings: str = "tracker.settings"

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
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PYTHONPATH": f"{ROOT}:{self.folder.parent}",
        }

    def python(self, *words: str, **env: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment() | env,
            check=False,
            capture_output=True,
            text=True,
        )

    def manage(self, *words: str, **env: str) -> str:
        """What a command printed; it has to succeed and to complain of nothing."""
        done = self.python("manage.py", *words, **env)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def refused(self, *words: str, code: int = 1, **env: str) -> str:
        """What a command complained of: it has to fail, and without a traceback."""
        done = self.python("manage.py", *words, **env)
        assert (done.returncode, done.stdout) == (code, "")
        assert "Traceback" not in done.stderr
        return done.stderr.removeprefix("CommandError: ").strip()

    def rows(self) -> list[str]:
        """Every row of every model, by Django's own dumpdata."""
        return sorted(self.manage("dumpdata", "--all", "--format=jsonl").splitlines())

    def pages(self, ids: dict[str, str]) -> dict[str, str]:
        done = self.python("-W", "ignore", "-m", "tests.backups.looking", "ida", json.dumps(ids))
        assert done.returncode == 0, done.stderr
        found: dict[str, str] = json.loads(done.stdout)
        return found

    def copy(self, folder: Path) -> "Installation":
        shutil.copytree(self.folder, folder)
        return Installation(folder, self.url, self.settings)


def without_sessions(rows: list[str]) -> list[str]:
    """A restore ends them."""
    ended = ('{"model": "sessions.session"', '{"model": "usersessions.usersession"')
    return [row for row in rows if not row.startswith(ended)]
