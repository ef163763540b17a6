"""Messages for the next page: of somebody signed in with the session, of others in a cookie of our naming."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponseBase


class NamedCookie(CookieStorage):
    cookie_name = f"{getattr(settings, 'HOST_COOKIE', '')}messages"


class Storage(FallbackStorage):
    """A message may say how much a spot hurts, and a cookie is no place for that. Who has just signed out, or signs
    in, has no session worth making one for.
    """

    storage_classes = (NamedCookie, SessionStorage)

    def _get(self, *_: Any, **__: Any) -> tuple[list[Message], bool]:
        """From both: who reads may have signed in or out since it was said."""
        found: list[Message] = []
        for storage in self.storages:
            kept, _all = storage._get()  # noqa: SLF001 - as the class above does
            if kept:
                self._used_storages.add(storage)  # type: ignore[attr-defined]
                found += kept
        return found, True

    def _store(self, messages: list[Message], response: HttpResponseBase, *args: Any, **kwargs: Any) -> Any:
        user = getattr(self.request, "user", None)
        signed_in = bool(user and user.is_authenticated)
        self.storages.sort(key=lambda storage: isinstance(storage, SessionStorage) != signed_in)
        return super()._store(messages, response, *args, **kwargs)  # type: ignore[misc]
