"""Headers that keep a health diary out of caches and other sites at a distance."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse

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
