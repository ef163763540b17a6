"""Errors, kept for whoever runs the app: what kind, where in the code, how often. Nothing of it leaves the server
but by their own mail, and nothing of it says what somebody wrote.
"""

import datetime
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from tracker import logs

KEPT = datetime.timedelta(days=90)
TOLD_AGAIN_AFTER = datetime.timedelta(days=1)
_MOST_LINES = 60
_MOST_WAITING = 20
# A database that is away, busy or full is not asked to write down that it is; and what strangers send to any server,
# such as another name of the host, is no error of ours.
_NOT_PROBLEMS = ("tracker.storage", "django.security")

_waiting: ContextVar["list[Seen] | None"] = ContextVar("waiting", default=None)


@dataclass(frozen=True)
class Seen:
    """One error: its kind, the line of our code it came from, the way there."""

    kind: str
    place: str
    trace: str

    @property
    def digest(self) -> str:
        """Tells problems apart: the same kind at the same place is the same one."""
        return hashlib.sha256(f"{settings.VERSION}\n{self.kind}\n{self.place}".encode()).hexdigest()


class Handler(logging.Handler):
    """Writes errors down in the database."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if record.name.startswith(_NOT_PROBLEMS) or any(
            isinstance(one, DatabaseError) for one in logs.causes(error)
        ):
            return
        try:
            seen, waiting = seen_in(record, error), _waiting.get()
            if not connection.in_atomic_block:
                keep(seen, timezone.now())
            elif waiting is not None and len(waiting) < _MOST_WAITING:
                waiting.append(seen)
        except Exception:  # noqa: BLE001 - the other handler has logged what this one could not keep
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging names it
        """Logging would print the record, its values included."""


@contextmanager
def kept_afterwards() -> Iterator[None]:
    """What goes wrong in a transaction, which may end in nothing, is written down when it is over."""
    waiting: list[Seen] = []
    before = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(before)
        with suppress(Exception):  # as in the handler: the log has it
            for seen in waiting:
                keep(seen, timezone.now())


def seen_in(record: logging.LogRecord, error: BaseException | None) -> Seen:
    if error is None:
        return Seen(record.name, _place(record), logs.without_secrets(logs.message_of(record)))
    lines = [_short(line) for line in logs.trace(error)]
    ours = [line.strip() for line in lines if line.startswith(("  tracker/", "  tools/"))]
    place = ours[-1] if ours else lines[-1].strip()
    return Seen(logs.kind_of(error), place, "\n".join(lines[-_MOST_LINES:]))


def _place(record: logging.LogRecord) -> str:
    """The line that logged it; an answer that says it went wrong is Django's to log, and told by its page."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return f"/{match.route}" if match else f"{_short(record.pathname)}:{record.lineno}"


def keep(seen: Seen, now: datetime.datetime) -> None:
    from tracker.models import Problem  # logging is set up before the models are

    again = Problem.objects.filter(digest=seen.digest)
    newest = {"last_at": now, "reference": logs.request_id.get(), "trace": seen.trace}
    if again.update(count=F("count") + 1, **newest):
        return
    row = Problem(digest=seen.digest, kind=seen.kind[:200], place=seen.place[:300], first_at=now, **newest)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        again.update(count=F("count") + 1, **newest)


def tell(now: datetime.datetime) -> None:
    """Mails what is new to ERRORS_TO, each problem at most once a day; lets go of what was not seen for long."""
    from tracker.models import Problem

    old = Problem.objects.filter(last_at__lt=now - KEPT)
    if old.exists():  # looking takes no lock
        old.delete()
    if not settings.ERRORS_TO:
        return
    untold = Q(told_at=None) | Q(told_at__lt=now - TOLD_AGAIN_AFTER, last_at__gt=F("told_at"))
    news = list(Problem.objects.filter(untold).order_by("-last_at")[:20])
    if news:
        lines = [
            f"{row.count} x {row.kind}\n    {row.place}\n    last {row.last_at:%Y-%m-%d %H:%M} UTC"
            for row in news
        ]
        text = (
            "Unknot met errors. `manage.py problems` shows the way to each.\n\n" + "\n\n".join(lines) + "\n"
        )
        with suppress(OSError):
            send_mail("Unknot: something went wrong", text, None, settings.ERRORS_TO)
            Problem.objects.filter(pk__in=[row.pk for row in news]).update(told_at=now)


def _short(line: str) -> str:
    """Paths from the project's folder on."""
    return line.replace(f"{settings.BASE_DIR}/", "")
