"""What a monitor or a proxy asks. Neither page tells anything of anybody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from tracker.operating import readiness

Handler = Callable[[HttpRequest], HttpResponse]


def health(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """The app can do its work: 200, else 503. `?without=worker`: whether this server is to be sent visitors."""
    said = readiness.checks()
    asked = {part: word for part, word in said.items() if part != request.GET.get("without")}
    well = all(word == readiness.OK for word in asked.values())
    return JsonResponse(asked, status=200 if well else 503)


PROBES: dict[str, Handler] = {"/health": health, "/ready": ready}


def probes(get_response: Handler) -> Handler:
    """Monitors ask by address, on plain http, and have no session: nothing that a page needs stands in their way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path)
        response = get_response(request) if probe is None else probe(request)
        if probe is not None:
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return middleware
