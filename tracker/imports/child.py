"""The process in which a stranger's file is read.

It has a limit of memory and of time, and when it dies only it dies: whatever a file does to a parser, the worker
lives on. It is told what to read in one line of JSON and answers in lines of JSON: how far it is, and at last what
became of it. What was read goes into a file beside the upload. It knows no database, and Django only for our own files.
"""

import contextlib
import ctypes
import errno
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from tracker.importers.reading import AnswersNeededError, Found, Importer, Tell, UnreadableFileError, Upload
from tracker.importers.unknown import why_not
from tracker.imports.packing import Contents, pack

TELL_EVERY = 0.2
NO_ROOM = (
    "There is no room left on the disk here to read this file. Nothing was imported. "
    "Please tell whoever runs this Unknot, and send the file again later."
)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_PR_SET_PDEATHSIG = 1
Answer = dict[str, Any]


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    order = json.loads(sys.stdin.readline())
    _die_with_parent()
    _limit(resource.RLIMIT_AS, order["memory"])
    _limit(resource.RLIMIT_CPU, order["seconds"])
    _limit(resource.RLIMIT_CORE, 0)  # a picture of its memory would be a copy of the file that nobody removes
    try:
        answer = _read(order, answers)
    except AnswersNeededError as asked:
        answer = {
            "questions": [
                [*question[:2], dict(question.choices), question.several] for question in asked.questions
            ]
        }
    except UnreadableFileError as error:
        answer = {"unreadable": str(error)}
    except OSError as error:
        crashed = {"crashed": type(error).__name__, "at": _place_of(error)}
        answer = {"unreadable": NO_ROOM} if error.errno in _NO_ROOM else crashed
    except BaseException as error:  # noqa: BLE001 - whatever it is, it ends here and is told
        answer = {"crashed": type(error).__name__, "at": _place_of(error)}
    _say(answers, answer)


def _read(order: Mapping[str, Any], answers: Any) -> Answer:
    upload = Upload(Path(order["path"]), order["name"])
    known = import_module(order["known"])
    tell = _teller(answers)
    importer: Importer | None = known.recognised(upload)
    if importer is None:
        own = _own(upload, tell)
        if own is not None:
            _check_number(sum(map(len, own[0].document or ())), order["values"])
            return _kept(order, own[0], "own", is_archive=own[1])
        importer = known.any_table(upload)
    if importer is None:
        raise UnreadableFileError(why_not(upload))
    _say(answers, {"importer": importer.name})
    found = importer.read(upload, order["answers"], tell)
    if not found.readings:
        raise UnreadableFileError(_nothing_in(found))
    _check_number(len(found.readings), order["values"])
    return _kept(order, Contents(found=found), importer.name)


def _check_number(values: int, most: int) -> None:
    """What is read here the pages and the worker hold in memory, where nothing limits them."""
    if values > most:
        raise UnreadableFileError(
            f"The file holds {values:,} values, and at most {most:,} can be taken at once. "
            "Export a shorter period, and import one after the other."
        )


def _own(upload: Upload, tell: Tell) -> tuple[Contents, bool] | None:
    """What our own files say; None for a file that is none of ours."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django = import_module("django")
    django.setup()
    own_files = import_module("tracker.exchange.own_files")
    if not own_files.recognises(upload):
        return None
    own = own_files.read(upload, tell)
    if isinstance(own, own_files.OwnArchive):
        return Contents(document=own.document(), skipped=own.left_behind()), True
    return Contents(document=own.document, skipped=own.skipped), False


def _nothing_in(found: Found) -> str:
    told = found.skipped[0] if found.skipped else None
    place = f"Line {told.line}: " if told and told.line else ""
    why = f" {place}{told.reason}." if told else ""
    return f"The file can be read, but it holds nothing that can be taken.{why}".replace("..", ".")


def _kept(order: Mapping[str, Any], contents: Contents, importer: str, *, is_archive: bool = False) -> Answer:
    target = os.open(order["target"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(target, "wb") as file:
        file.write(pack(contents))
    return {"read": True, "importer": importer, "is_archive": is_archive}


def _teller(answers: Any) -> Tell:
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= TELL_EVERY:
            last = now
            _say(answers, {"done": done, "total": total})

    return tell


def _say(answers: Any, what: Answer) -> None:
    answers.write(f"{json.dumps(what)}\n")
    answers.flush()


def _place_of(error: BaseException) -> str:
    """Where in our own code it came about: a file and a line, none of what was read."""
    place, trace = "", error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if "tracker" in file.parts:
            place = f"{file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _limit(what: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # not every system has every limit
        resource.setrlimit(what, (most, most))


def _die_with_parent() -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
