"""An installation of its own: a data folder, a database, and the server as `make run` starts it."""

import contextlib
import json
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tools import configuration, serve
from tools.postgres import Cluster
from tools.steps import PYTHON, ROOT

# A machine that has other things to do may be many times slower.
SECONDS = 600
SERVE = "import sys; from tools import serve; sys.exit(serve.serve(serve.Address('127.0.0.1', {port})))"


@dataclass
class Installation:
    """`url`: DATABASE_URL; empty for a file of SQLite in the folder. `more`: of the environment.

    `largest_file`: no file that the server writes may become longer, as on a disk with as little room left.
    """

    folder: Path
    url: str = ""
    cluster: Cluster | None = None
    more: dict[str, str] = field(default_factory=dict)
    largest_file: int = resource.RLIM_INFINITY
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def database(self) -> Path:
        return self.folder / "unknot.sqlite3"

    def environment(self) -> dict[str, str]:
        known = {*configuration.names(), "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
        kept = {name: value for name, value in serve.environment().items() if name not in known}
        own = {"DATA_DIR": str(self.folder), "DATABASE_URL": self.url, "ENV_FILE": os.devnull}
        return {
            **kept,
            **own,
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "PYTHONPATH": str(ROOT),
            **self.more,
        }

    def run(self, *words: str) -> str:
        """Runs Python on this installation and gives what it printed."""
        done = subprocess.run(
            [PYTHON, *words], cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def inside(self, *words: str) -> Any:
        return json.loads(self.run("-m", "tests.crash.inside", *words).splitlines()[-1])

    def start(self) -> None:
        """Returns as soon as pages are answered; on the same port as before, as after a power cut."""
        self.port = self.port or _free_port()
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [PYTHON, "-c", SERVE.format(port=self.port)],
                cwd=ROOT,
                env=self.environment(),
                stdout=output,
                stderr=output,
                preexec_fn=self._limited,  # noqa: PLW1509 - no thread of ours holds a lock that it takes
            )
        deadline = time.monotonic() + SECONDS
        while self.status("/account/login/") is None:
            assert self.process.poll() is None, self.log.read_text(errors="replace")
            assert time.monotonic() < deadline, self.log.read_text(errors="replace")
            time.sleep(0.1)

    def _limited(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.largest_file, self.largest_file))
        die = serve.die_with_parent()  # or a killed test run leaves its server behind
        if die is not None:
            die()

    def status(self, path: str) -> int | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            answer.close()
            return int(answer.code)
        except (OSError, HTTPException):
            return None

    def programs(self) -> dict[int, str]:
        """Every process that works on this folder, with its command."""
        mine = f"DATA_DIR={self.folder}".encode()
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mine in (process / "environ").read_bytes().split(b"\0"):
                    words = (process / "cmdline").read_bytes().split(b"\0")
                    found[int(process.name)] = b" ".join(words).decode(errors="replace")
        return found

    def kill(self) -> int:
        """Everything at once, without a word, as a power cut does; how many processes that were."""
        victims = list(self.programs())
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait()
        deadline = time.monotonic() + SECONDS
        while self.programs():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        return len(victims)

    def check(self) -> None:
        """What the database says of itself."""
        if self.cluster is None:
            with contextlib.closing(sqlite3.connect(self.database, timeout=60)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            return
        self.cluster.run(
            "pg_amcheck",
            *("--install-missing", "--heapallindexed", "--parent-check", "-h", "127.0.0.1"),
            *("-p", str(self.cluster.port), "-U", "unknot", "postgres"),
        )

    def check_checksums(self) -> bool:
        """Of every page on disk; the database is stopped for it."""
        if self.cluster is None:
            return False
        self.cluster.stop("fast")
        checked = self.cluster.run("pg_checksums", "--check", "-D", str(self.cluster.data))
        self.cluster.start()
        return checked


def kill_database(cluster: Cluster) -> int:
    """The server of PostgreSQL and each of its processes, without a word."""
    main = cluster.main_process()
    os.kill(main, signal.SIGSTOP)  # or it would start others meanwhile
    family = [main, *_children(main)]
    for pid in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    while any(_is_running(pid) for pid in family):
        time.sleep(0.02)
    return len(family)


def _children(parent: int) -> list[int]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(int(process.name))
    return found


def _is_running(pid: int) -> bool:
    try:
        return (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]) != "Z"
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
