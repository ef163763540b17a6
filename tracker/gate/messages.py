"""Messages for the next page, in a cookie of our naming."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookie(CookieStorage):
    cookie_name = f"{settings.HOST_COOKIE}messages"


class Storage(FallbackStorage):
    storage_classes = (NamedCookie, SessionStorage)
