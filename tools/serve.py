"""Serves the app: starts the programs it consists of and, when one ends or we are told to stop, stops them all."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from tools.steps import PYTHON, ROOT, SetupError

GRACE_SECONDS = 10
MEBIBYTE = 2**20
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @classmethod
    def from_environment(cls) -> "Address":
        port = os.environ.get("PORT", "").strip() or "8000"
        if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
            raise SetupError(f"PORT must be a whole number from 1 to 65535, not {port!r}.")
        return cls(os.environ.get("HOST", "").strip() or "127.0.0.1", int(port))

    def answers(self) -> bool:
        try:
            socket.create_connection((self.host, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def check_free(self) -> None:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise SetupError(
                    f"Cannot serve on {self.url}: {error.strerror}. For another port: make run PORT=8001"
                ) from None


def web(address: Address, workers: int = 0) -> list[str]:
    """The program that answers browsers. `workers`: in how many processes; 0: as the environment says."""
    command = [str(PYTHON), "-m", "tools.forked_granian"]
    command += ["--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    command += ["--host", address.host, "--port", str(address.port)]
    command += [
        "--workers",
        str(workers or workers_wanted()),
        "--blocking-threads",
        "4",
        "--workers-kill-timeout",
        "3",
    ]
    # One that was killed, by a machine out of memory for example, is replaced; the others go on meanwhile.
    command += ["--respawn-failed-workers", "--respawn-interval", "1"]
    return [*command, "tracker.wsgi:application"]


def workers_wanted() -> int:
    wanted = os.environ.get("WORKERS", "").strip() or "2"
    if not (wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= 64):
        raise SetupError(f"WORKERS must be a whole number from 1 to 64, not {wanted!r}.")
    return int(wanted)


def worker() -> list[str]:
    """The program that does what takes longer than a page may."""
    return [str(PYTHON), "manage.py", "worker"]


def commands(address: Address) -> list[list[str]]:
    """One command for each program that serving needs."""
    return [web(address), worker()]


def environment() -> dict[str, str]:
    """One thread for linear algebra and two stores of memory, unless told otherwise.

    The tables are small, and other requests wait as well. Of what a long download had, each store of glibc's keeps
    some for itself: as many as there are threads would make it many times the most that one of them needs. But the
    few megabytes that every column of figures takes anew it shall not give back and ask for again each time.
    """
    memory = {
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_TRIM_THRESHOLD_": str(4 * MEBIBYTE),
        "MALLOC_MMAP_THRESHOLD_": str(MEBIBYTE),
    }
    return {"OPENBLAS_NUM_THREADS": "1", **memory, **os.environ}


class Group:
    """Programs that live and die together."""

    def __init__(self, programs: list[list[str]]) -> None:
        self.stopping = False
        # A group of their own keeps Ctrl-C from reaching the programs twice: from the terminal and from us.
        self.processes = [
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment(),
                process_group=0,
                # No thread runs here that a function between fork and exec could trip over.
                preexec_fn=die_with_parent(),  # noqa: PLW1509
            )
            for command in programs
        ]

    def stop(self, *_: object) -> None:
        if not self.stopping:
            self.stopping = True
            for process in self.processes:
                process.terminate()

    def wait(self) -> int:
        """Blocks until the first program has ended and the others were stopped; 0 if we asked for that."""
        first = self._first_exit_code()
        asked = self.stopping
        self.stop()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            # What a program leaves behind that was killed outright would keep the port, and the next one out.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return 0 if asked else (first or 1)

    def all_running(self) -> bool:
        return not self.stopping and all(process.poll() is None for process in self.processes)

    def _first_exit_code(self) -> int:
        while True:
            for process in self.processes:
                code = process.poll()
                if code is not None:
                    return code
            time.sleep(0.1)


def die_with_parent() -> Callable[[], object] | None:
    """On Linux, what tells a program to stop should this one be killed outright; elsewhere nothing."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def serve(address: Address) -> int:
    group = Group(commands(address))
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, group.stop)
    while group.all_running() and not address.answers():
        time.sleep(0.05)
    if group.all_running():
        print(f"Unknot is on {address.url}  (Ctrl-C stops it)", flush=True)
    return group.wait()


def main(words: list[str]) -> None:
    """One of the two programs alone, in place of this one: where something else keeps them running."""
    try:
        programs = {"web": web(Address.from_environment()), "worker": worker()}
        command = programs[words[0]]
    except SetupError as error:
        sys.exit(str(error))
    except (IndexError, KeyError):
        sys.exit("python -m tools.serve web | worker")
    os.chdir(ROOT)
    os.execve(command[0], command, environment())


if __name__ == "__main__":
    main(sys.argv[1:])
