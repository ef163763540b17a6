"""The whole service as `make run` starts it: set-up checked, database brought up to date, server and worker."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import memory
from bench.databases import LOG, Database
from tools.steps import PYTHON, ROOT, SetupError

OPEN_TO_ALL = "/account/login/"
PATIENCE = 240.0
STOPPING = 20.0


@dataclass(frozen=True)
class Service:
    """`first_answer`: the seconds from the command to the first page."""

    host: str
    port: int
    pid: int
    first_answer: float

    def everything(self) -> list[int]:
        """Every process of it, the one that looks after the others included."""
        return memory.tree(self.pid)

    def web(self) -> list[int]:
        """The processes that answer browsers."""
        return [pid for pid in self.everything() if "granian" in _command(pid)]


@contextmanager
def running_service(database: Database) -> Iterator[Service]:
    port = free_port()
    log = database.folder / LOG
    environment = database.environment() | {"HOST": "127.0.0.1", "PORT": str(port)}
    began = time.monotonic()
    with (
        log.open("ab") as output,
        subprocess.Popen(
            [str(PYTHON), "-m", "tools.make", "run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            process_group=0,
        ) as process,
    ):
        try:
            _wait(port, process, log)
            yield Service("127.0.0.1", port, process.pid, time.monotonic() - began)
        finally:
            _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOPPING)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SetupError(f"The service did not start:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.02)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", OPEN_TO_ALL)
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _command(pid: int) -> str:
    try:
        return (memory.PROC / str(pid) / "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
