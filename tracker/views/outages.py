"""The page for when nothing can be saved or read: it needs no database, and gives back what was typed."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from tracker.outages import DAMAGED, Outage

logger = logging.getLogger("tracker.storage")

_HEADINGS = {
    "full": "There is no room left here",
    "read-only": "Nothing can be saved at the moment",
    "busy": "This took too long",
    "away": "Your diary cannot be reached right now",
    "damaged": "Your diary cannot be read right now",
}
_WHY = {
    "full": "The disk that this Unknot keeps its diaries on is full.",
    "read-only": "This Unknot may not write to the disk that it keeps its diaries on.",
    "busy": "Something else was being written for longer than a page waits.",
    "away": "The database of this Unknot does not answer.",
    "damaged": "The database of this Unknot cannot be read as it should.",
}
_THEN = {
    "busy": "Try once more in a moment. If it keeps happening, tell whoever runs this Unknot.",
    "away": "Try again in a minute. If it keeps happening, tell whoever runs this Unknot.",
}
# A connection that broke may have broken after the database had stored what it was told.
_NOT_SAVED = {"away": "This may not have been saved."}
_TELL = "Please tell whoever runs this Unknot. The server's log says what happened."
# Words that somebody wrote have a space in them somewhere; what a page sends by itself has none.
_SHORTEST_WORDS = 3
_MOST_SENT_AGAIN = 1_000


def page(request: HttpRequest, outage: Outage, kind: str) -> HttpResponse:
    """`kind`: the name of the error, for the log. A part of a page that asks gets one sentence to show by the field."""
    logger.critical("%s (%s)", outage.log, kind)
    is_change = request.method == "POST"
    if request.headers.get("HX-Request"):
        response = HttpResponse(_sentence(outage, is_change), content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(render_to_string("outage.html", _shown(request, outage, is_change)))
    response.status_code = outage.status
    if outage.retry_after is not None:
        response.headers["Retry-After"] = str(outage.retry_after)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _sentence(outage: Outage, is_change: bool) -> str:
    then = _THEN.get(outage.name, _TELL)
    if not is_change:
        return f"{_WHY[outage.name]} {then}"
    said = _NOT_SAVED.get(outage.name, "Not saved.")
    return f"{said} {_WHY[outage.name]} What you typed is still here. {then}"


def _shown(request: HttpRequest, outage: Outage, is_change: bool) -> dict[str, Any]:
    sent = _sent(request) if is_change else []
    return {
        "heading": _HEADINGS[outage.name],
        "why": _WHY[outage.name],
        "then": _THEN.get(outage.name, _TELL),
        "is_change": is_change,
        "not_saved": _NOT_SAVED.get(outage.name, "What you just sent was not saved."),
        "is_safe": outage is not DAMAGED,
        "sent": sent,
        "words": [value for _, value in sent if " " in value.strip() and len(value) > _SHORTEST_WORDS],
        "address": request.get_full_path(),
        "token": get_token(request) if sent else "",
    }


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that our own page has sent, to be sent once more; never passwords, nor files."""
    if not getattr(request, "csrf_processing_done", False) or request.FILES:
        return []
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    secret = request.path.startswith("/account/") or any("password" in name for name, _ in sent)
    return [] if secret or len(sent) > _MOST_SENT_AGAIN else sent
