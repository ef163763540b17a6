"""Each request has a name in the log and, where that is wanted, a line."""

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tracker import logs
from tracker.operating import problems

Handler = Callable[[HttpRequest], HttpResponse]

KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})

logger = logging.getLogger("tracker.access")


def named(get_response: Handler) -> Handler:
    """Gives each request a name for the log and, at LOG_LEVEL=INFO, a line: the page's pattern, never its address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # It stands until the next request of this thread: Django tells of a refusal when all of us are done.
        logs.request_id.set(secrets.token_hex(4))
        began = time.perf_counter()
        with problems.kept_afterwards():
            response = get_response(request)
        if logger.isEnabledFor(logging.INFO) and not request.path.startswith(settings.STATIC_URL):
            _log(request, response, time.perf_counter() - began)
        return response

    return middleware


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    seen = {
        "method": request.method if request.method in KNOWN_METHODS else "-",
        "route": logs.page_of(request),
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
    }
    logger.info("%(method)s %(route)s %(status)s %(milliseconds)s ms", seen, extra={"seen": seen})
