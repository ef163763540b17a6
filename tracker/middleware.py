"""What stands around every page: its line in the log, headers that keep it out of caches."""

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tracker import logs

Handler = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("tracker.access")


def requests(get_response: Handler) -> Handler:
    """Gives each request a name for the log and, at LOG_LEVEL=INFO, a line: the page's pattern, never its address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        named = logs.request_id.set(secrets.token_hex(4))
        began = time.perf_counter()
        try:
            response = get_response(request)
            if logger.isEnabledFor(logging.INFO) and not request.path.startswith(settings.STATIC_URL):
                _log(request, response, time.perf_counter() - began)
        finally:
            logs.request_id.reset(named)
        return response

    return middleware


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    route = f"/{request.resolver_match.route}" if request.resolver_match else "-"
    seen = {
        "method": request.method if request.method in KNOWN_METHODS else "-",
        "route": route,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
    }
    logger.info("%(method)s %(route)s %(status)s %(milliseconds)s ms", seen, extra={"seen": seen})


KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})


def private_pages(get_response: Handler) -> Handler:
    """Nothing a page shows is stored by the browser or by a proxy, unless the view says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware
