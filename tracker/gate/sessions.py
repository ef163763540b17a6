"""Sessions of people: which are live, when each was last seen, and how they end."""

import datetime
import time
from collections.abc import Iterable
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from tracker.changes.auditing import record
from tracker.gate.session_store import BEGAN
from tracker.models import Person

# How far "last seen" may lag behind: one write in so many seconds, not one a page.
SEEN_EVERY = 3600
_SEEN = "seen"
_AT_ONCE = 500
_SIGNED_OUT = "_unknot_signed_out"


def begin(request: HttpRequest) -> None:
    """From here on the longest a session may last is counted."""
    request.session[BEGAN] = request.session[_SEEN] = int(time.time())


def note_seen(request: HttpRequest) -> None:
    """Puts off the end of a session that is in use, once an hour at most; otherwise asks the database nothing.

    A page that did not ask who is there is not asked on its behalf either.
    """
    session, now = request.session, int(time.time())
    if not session.accessed or SESSION_KEY not in session:
        return
    if now - session.get(_SEEN, 0) < SEEN_EVERY:
        return
    session.setdefault(BEGAN, now)
    session[_SEEN] = now
    UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())


def note_signed_out(request: HttpRequest) -> None:
    setattr(request, _SIGNED_OUT, True)


def has_signed_out(request: HttpRequest) -> bool:
    return bool(getattr(request, _SIGNED_OUT, False))


def sessions_of(person: Person, now: datetime.datetime) -> list[UserSession]:
    """Those that are live, the one seen last first."""
    rows = list(UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk"))
    keys = [row.session_key for row in rows]
    alive = set(Session.objects.filter(pk__in=keys, expire_date__gt=now).values_list("pk", flat=True))
    return [row for row in rows if row.session_key in alive]


def end(person: Person, sessions: Iterable[UserSession]) -> int:
    """Deletes the rows of these sessions of the person, and tells of it. How many there were."""
    keys = [row.session_key for row in sessions]
    with transaction.atomic():
        ended = Session.objects.filter(pk__in=keys).count()
        delete(keys)
        if ended:
            record(person, "sessions-ended", ended)
    return ended


def delete(keys: Iterable[str]) -> None:
    """Through the store: where a cache stands before the database, the session goes from there too."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in keys:
        store.delete(key)


def end_others(person: Person, keep: str | None) -> int:
    """Every session of the person but the one with the key `keep`."""
    return end(person, UserSession.objects.filter(user=person).exclude(session_key=keep or ""))


def tidy_sessions(now: datetime.datetime) -> None:
    """Rows that no longer let anybody in, with their devices; some at a time, so that no writer waits for long."""
    over = Session.objects.filter(expire_date__lt=now).order_by("expire_date")
    keys = list(over.values_list("pk", flat=True)[:_AT_ONCE])
    if keys:
        with transaction.atomic():
            UserSession.objects.filter(session_key__in=keys).delete()
            Session.objects.filter(pk__in=keys).delete()
