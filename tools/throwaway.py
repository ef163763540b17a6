"""A server on data that is thrown away afterwards: the real one, for timing pages and for pictures of them."""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import serve
from tools.steps import ROOT, SetupError

START_SECONDS = 30


@contextmanager
def data_folder(settings: str = "tracker.settings") -> Iterator[Path]:
    """An empty data folder. Django, set up after this, and every server started meanwhile work on it alone."""
    with tempfile.TemporaryDirectory(prefix="unknot-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DATABASE_URL": "",
            "DEBUG": "",
            "ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": str(ROOT),
        }
        yield Path(folder)


@contextmanager
def running_server(log: Path) -> Iterator[serve.Address]:
    """The web server as `make run` starts it, on a free port of this machine only."""
    address = serve.Address("127.0.0.1", free_port())
    with (
        log.open("wb") as output,
        subprocess.Popen(serve.web(address), cwd=ROOT, stdout=output, stderr=output) as process,
    ):
        try:
            _wait_for(address, process, log)
            yield address
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: serve.Address, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not address.answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SetupError(f"The server did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)
