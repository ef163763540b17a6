"""Messages for the next page: with the session of somebody signed in, since one may say how much a spot hurts.

To somebody who is not, such as that they have just signed out, it goes in a cookie of our naming.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest


class NamedCookie(CookieStorage):
    cookie_name = f"{settings.HOST_COOKIE}messages"


class Storage(BaseStorage):
    def __init__(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        super().__init__(request, *args, **options)
        # Any: what a storage does for another is not in its public face.
        self.session: Any = SessionStorage(request)
        self.cookie: Any = NamedCookie(request)

    def _get(self, *_: Any, **__: Any) -> tuple[list[Any], bool]:
        found = [storage._get()[0] or [] for storage in (self.cookie, self.session)]  # noqa: SLF001
        return [message for messages in found for message in messages], True

    def _store(self, messages: list[Any], response: Any, *_: Any, **__: Any) -> list[Any]:
        signed_in = SESSION_KEY in self.request.session
        self.session._store(messages if signed_in else [], response)  # noqa: SLF001
        if NamedCookie.cookie_name in self.request.COOKIES or not signed_in:
            self.cookie._store([] if signed_in else messages, response)  # noqa: SLF001
        return []
