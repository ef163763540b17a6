"""A page or a chart that would be the same again costs one query and is answered 304, without a body.

What a marked view shows depends on nothing but its address, the person's own row, which every change of the diary
counts up, the day it is for them, and the release. Its answer carries a tag of all these; who sends the tag back is
told in the same moment whether anything of it has changed, before a session is opened or a diary read.

Pages of a diary are never stored by a browser (`Cache-Control: no-store`), so no browser sends the tag of its own
accord: on a shared computer nothing of a diary may be left on disk. The scripts of our own pages keep what they were
given in memory, for as long as the page is open, and ask with its tag.

A page that says something once, or offers to take a change back, gets no tag and is never told to stay as it is.
"""

import datetime
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from importlib import import_module
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import parse_etags

from tracker.http import today_of
from tracker.models import Person

View = Callable[..., HttpResponseBase]
Marked = TypeVar("Marked", bound=View)

_MARK = "is_told_unchanged"
_ONCE = "_unknot_said_once"
# Of a person's row: what no page shows, or what changes with every sign-in.
_NOT_SHOWN = {"password", "last_login"}
_MESSAGES = "_messages"


def told_unchanged(view: Marked) -> Marked:
    """Marks a view: all that it shows is a function of what `tag_of` names. Only GETs that succeed are tagged."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        person = request.user
        asked = request.method == "GET" and response.status_code == HTTPStatus.OK
        if asked and isinstance(person, Person) and not _says_something_once(request):
            response.headers["ETag"] = tag_of(request, person)
        return response

    setattr(wrapper, _MARK, True)
    return wrapper  # type: ignore[return-value]


def say_once(request: HttpRequest) -> None:
    """What is shown now is not to stand again: an offer to take back, a line that is read once."""
    setattr(request, _ONCE, True)


def _says_something_once(request: HttpRequest) -> bool:
    said = get_messages(request)
    return hasattr(request, _ONCE) or bool(getattr(said, "used", False) or getattr(said, "added_new", False))


def tag_of(request: HttpRequest, person: Person) -> str:
    """Weak: two answers of one tag differ in the masks of their form tokens."""
    shown = {
        "release": [settings.VERSION, getattr(staticfiles_storage, "manifest_hash", "")],
        "address": request.get_full_path(),
        "part": request.headers.get("HX-Request", ""),
        "day": today_of(person),
        "person": {
            field.attname: getattr(person, field.attname)
            for field in Person._meta.concrete_fields
            if field.attname not in _NOT_SHOWN
        },
        # The page's forms carry a token that goes with this cookie.
        "forms": request.META.get("CSRF_COOKIE") or request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
    }
    return f'W/"{salted_hmac(__name__, json.dumps(shown, default=str), algorithm="sha256").hexdigest()[:40]}"'


def answers_unchanged(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Stands before the sessions. Where it is not sure it does nothing, and the view answers as ever."""

    def middleware(request: HttpRequest) -> HttpResponse:
        tags = request.headers.get("If-None-Match", "")
        if not tags or request.method != "GET" or not _is_marked(request) or _has_messages(request):
            return get_response(request)
        person = _signed_in_person(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
        if person is None or (tag := tag_of(request, person)) not in parse_etags(tags):
            return get_response(request)
        headers = {"ETag": tag, "Vary": "HX-Request, Cookie", "Cache-Control": "no-store, private"}
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers=headers)

    return middleware


def _is_marked(request: HttpRequest) -> bool:
    try:
        return hasattr(resolve(request.path_info).func, _MARK)
    except Resolver404:
        return False


def _has_messages(request: HttpRequest) -> bool:
    return any(name.endswith("messages") for name in request.COOKIES)


def _signed_in_person(key: str) -> Person | None:
    """Whose live session this is, in one query; checked as `django.contrib.auth.get_user` does."""
    row = live_session(key, timezone.now()).first() if key else None
    if row is None or not row.is_active:
        return None
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    said = store.decode(row.session_data or "")
    is_theirs = (
        said.get(SESSION_KEY) == str(row.pk)
        and said.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(said.get(HASH_SESSION_KEY, ""), row.get_session_auth_hash())
    )
    return row if is_theirs and not said.get(_MESSAGES) else None


def live_session(key: str, now: datetime.datetime) -> QuerySet[Any]:
    """The person of a session that still counts, with its `session_data`; none where it ended or was revoked.

    Every rule about when a session ends has to be in here, or in the date of its row.
    """
    session = Session.objects.filter(session_key=key, expire_date__gt=now).values("session_data")
    return Person.objects.filter(usersession__session_key=key).annotate(session_data=Subquery(session[:1]))
