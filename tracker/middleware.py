"""Headers that keep a health diary out of caches and other sites at a distance; what is refused before it is read."""

from collections.abc import Callable, Iterable
from functools import partial
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

from tracker.changes.auditing import origin
from tracker.gate import sessions
from tracker.gate.origins import origin_of

Handler = Callable[[HttpRequest], HttpResponse]

# Nothing here films, records, locates or reads sensors. Passkeys work on our own pages alone.
_OFF = (
    *("accelerometer", "autoplay", "browsing-topics", "camera"),
    *("display-capture", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("screen-wake-lock", "serial", "usb", "window-management", "xr-spatial-tracking"),
)
_OWN = ("clipboard-write", "fullscreen", "publickey-credentials-create", "publickey-credentials-get")
_PERMISSIONS = ", ".join([*(f"{name}=()" for name in _OFF), *(f"{name}=(self)" for name in _OWN)])
# Not "cookies": that would empty the whole domain, other apps of the same host included. The server has ended the
# session, and takes its cookie back itself.
_CLEARED = '"cache", "storage"'


def utf_8_alone(application: WSGIApplication) -> WSGIApplication:
    """Refuses a body that names another encoding than UTF-8, around Django's own application.

    Django would read it by any that Python knows: some fail before a view or an error page could answer, and others
    make letters that no database stores.
    """

    def wrapped(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if _is_utf_8(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        start_response("415 Unsupported Media Type", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"Only UTF-8 is read here.\n"]

    return wrapped


def _is_utf_8(content_type: str) -> bool:
    try:
        _, named = parse_header_parameters(content_type)
    except (ValueError, LookupError):
        return False
    return named.get("charset", "utf-8").lower() in {"utf-8", "utf8"}


def guarded(get_response: Handler) -> Handler:
    """Stands first, so that files and errors carry these headers as well as pages.

    Knows where a request comes from, should anything happen that the person is told of.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        told = origin.set(partial(origin_of, request))
        try:
            response = get_response(request)
        finally:
            origin.reset(told)
        response.headers["Permissions-Policy"] = _PERMISSIONS
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """Nothing a page shows is stored by the browser or by a proxy, unless the view says otherwise.

    Who signs out, or whose account has just gone, leaves nothing behind in the browser.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        if sessions.has_signed_out(request):
            response.headers["Clear-Site-Data"] = _CLEARED
        else:
            sessions.note_seen(request)
        return response

    return middleware
