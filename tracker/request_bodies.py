"""What is refused before Django reads it."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.utils.http import parse_header_parameters


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
