"""Has a file read by a process of its own (`child`), and listens to it until it is done, dead or no longer wanted."""

import json
import logging
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.conf import settings

from tracker.imports import uploads

logger = logging.getLogger(__name__)

KNOWN = "tracker.importers.known"
MEMORY = 1024**3
SECONDS = 20 * 60
VALUES = 400_000
LISTEN_EVERY = 1.0
STOPPING = threading.Event()
"""Set when the worker is told to stop: what it reads is then read anew by the next one."""

TOO_LONG = "Reading this file took too long and was stopped. Nothing was imported. A shorter period may do."
BROKEN = (
    "Something in this file is not as it should be, and reading it was stopped. Nothing was imported. "
    "Export it again, and send that."
)
TOO_BIG = (
    "Reading this file takes more memory than is allowed here. Nothing was imported. "
    "Export a shorter period, and import one after the other."
)

Progress = Callable[[int, int], bool]
"""Told with bytes read and bytes there are, also when nothing has moved. False: stop."""


class StoppedError(Exception):
    """Nobody wants the file any more, or the worker has to stop."""


class Outcome(NamedTuple):
    """One of: the packed contents; questions; or why it could not be read."""

    importer: str
    contents: bytes | None = None
    is_archive: bool = False
    questions: tuple[Any, ...] = ()
    error: str = ""


def read(upload: str, name: str, answers: Mapping[str, list[str]], progress: Progress) -> Outcome:
    """Never raises for a file, whatever is in it. Raises StoppedError where it was told to stop."""
    target = uploads.found_of(upload)
    order = {
        "path": str(uploads.path_of(upload)),
        "name": name,
        "target": str(target),
        "answers": dict(answers),
        "known": KNOWN,
        "memory": MEMORY,
        "seconds": SECONDS,
        "values": VALUES,
    }
    # What an importer unpacks lies there: a process that is killed removes nothing itself.
    scratch = uploads.scratch_of(upload)
    child = subprocess.Popen(
        [sys.executable, "-m", "tracker.imports.child"],
        env={**os.environ, "TMPDIR": str(scratch)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=settings.BASE_DIR,
    )
    try:
        return _listen(child, order, progress)
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        uploads.remove_what_was_read(upload)


def _listen(child: "subprocess.Popen[bytes]", order: Mapping[str, Any], progress: Progress) -> Outcome:
    if child.stdin is None or child.stdout is None:
        raise AssertionError("the child has pipes")
    child.stdin.write(f"{json.dumps(order)}\n".encode())
    child.stdin.flush()
    deadline = time.monotonic() + SECONDS
    importer, done, total = "", 0, 0
    for said in _lines(child, deadline):
        importer = said.get("importer", importer)
        done, total = said.get("done", done), said.get("total", total)
        if not progress(done, total) or STOPPING.is_set():
            raise StoppedError
        if said.keys() & {"read", "questions", "unreadable", "crashed"}:
            return _outcome(said, importer, order["target"])
    logger.error("reading an import ended without an answer: %s", child.poll())
    return Outcome(importer, error=TOO_LONG if time.monotonic() >= deadline else BROKEN)


def _lines(child: "subprocess.Popen[bytes]", deadline: float) -> Any:
    """What the child says, and {} every second in which it says nothing; ends with it or at the deadline."""
    if child.stdout is None:
        raise AssertionError("the child has pipes")
    waiting = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while time.monotonic() < deadline:
            if not selector.select(LISTEN_EVERY):
                yield {}
                continue
            data = child.stdout.read1()  # type: ignore[attr-defined]
            if not data:
                return
            *lines, waiting = (waiting + data).split(b"\n")
            yield from map(json.loads, lines)


def _outcome(said: Mapping[str, Any], importer: str, target: str) -> Outcome:
    if "questions" in said:
        return Outcome(importer, questions=tuple(said["questions"]))
    if "unreadable" in said:
        return Outcome(importer, error=said["unreadable"])
    if "crashed" in said:
        logger.error("reading an import ended with %s at %s", said["crashed"], said["at"])
        return Outcome(importer, error=TOO_BIG if said["crashed"] == "MemoryError" else BROKEN)
    with open(target, "rb") as file:  # noqa: PTH123 - a name that we made up
        return Outcome(importer, file.read(), is_archive=said["is_archive"])
