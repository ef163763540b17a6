"""What is written to the log: which page and which line of code, never what somebody wrote or a link's secret."""

import copy
import datetime
import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

# Below /s/ whatever is asked for, right or wrong; the address may also stand in the text of an error, quoted.
_LINK = re.compile(r"/s/[^/\s\"'?#]+|%2Fs%2F[^/\s\"'?#&]+", re.IGNORECASE)
_MOST_CAUSES = 10

request_id: ContextVar[str] = ContextVar("request_id", default="-")
"""Names the request that is being answered: in its log lines, and on the page that says that it failed."""


def without_secrets(text: str) -> str:
    return _LINK.sub("/s/...", text)


def page_of(request: Any) -> str:
    """The pattern of the page that was asked for. What somebody typed as an address may say anything."""
    match = request.resolver_match
    return f"/{match.route}" if match else "-"


def message_of(record: logging.LogRecord) -> str:
    """Django gives the request along where it tells of one by its address."""
    request = getattr(record, "request", None)
    if request is not None and isinstance(record.args, tuple) and hasattr(request, "resolver_match"):
        return record.msg % tuple(page_of(request) if each == request.path else each for each in record.args)
    return record.getMessage()


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what it was raised from, and so on; a circle of errors ends as well."""
    for _ in range(_MOST_CAUSES):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def kind_of(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def trace(error: BaseException) -> list[str]:
    """Kinds of error and the lines of code they came by. Their messages are left out: they quote values, and
    PostgreSQL's whole rows.
    """
    lines = []
    for one in causes(error):
        lines.append(kind_of(one))
        frames = traceback.extract_tb(one.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return lines


class Line(logging.Formatter):
    """A line of the log for people to read, a traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have kept a traceback of its own in the record, messages and all.
        mine = copy.copy(record)
        mine.exc_text = None
        mine.msg, mine.args = message_of(record), ()
        mine.request_id = request_id.get()
        return without_secrets(super().format(mine))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging names it
        return "\n".join(trace(ei[1]))


class JsonLine(logging.Formatter):
    """A line of the log for programs to read: one JSON object, the values given as `extra={"seen": {...}}` in it."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        said: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "message": message_of(record),
            **getattr(record, "seen", {}),
        }
        if record.exc_info and record.exc_info[1]:
            said["exception"] = trace(record.exc_info[1])
        return without_secrets(json.dumps(said, ensure_ascii=False))
