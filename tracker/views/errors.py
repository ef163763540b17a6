"""Friendly error pages. Named as handlers in tracker.urls."""

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from tracker import logs

logger = logging.getLogger(__name__)
_LAST_RESORT = (
    "<!doctype html><title>Unknot</title><h1>Something went wrong</h1><p>What you had saved is safe.</p>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django calls a body that is too large a bad request; people are told which of the two it was."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", status=status)


def csrf_failure(request: HttpRequest, **_: object) -> HttpResponse:
    """The form was too old or came from elsewhere. The reason is for developers, so it is not shown."""
    return render(request, "403_csrf.html", status=403)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Needs no database, session or person: any of them may be what failed. Nor must it fail itself."""
    try:
        return HttpResponse(render_to_string("500.html", {"reference": logs.request_id.get()}), status=500)
    except Exception:
        logger.exception("the page for errors failed as well")
        return HttpResponse(_LAST_RESORT, status=500)
