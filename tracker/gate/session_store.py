"""Sessions in the database, each with the moment at which it ends written into its row.

A session ends SESSION_IDLE_DAYS after it was last seen, and SESSION_DAYS after the sign-in whatever happens: both are
one date in the row, so whoever reads the row need not know of either. The list of devices (allauth's UserSession)
follows the key of its session wherever that goes.
"""

import datetime
import time
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import transaction
from django.utils import timezone

BEGAN = "began"


class Lasting(DatabaseStore):
    """What our stores have in common, whether Django reads a session from the database or from a cache before it."""

    def get_expiry_age(self, **given: Any) -> int:
        """Seconds from now. What allauth or anybody else asks for with `set_expiry` counts for nothing."""
        date = given.get("expiry")
        if isinstance(date, datetime.datetime):
            return max(0, int((date - timezone.now()).total_seconds()))
        idle: int = settings.SESSION_COOKIE_AGE
        began = self.get(BEGAN)
        if began is None:
            return idle
        return max(0, min(idle, int(began + settings.SESSION_LONGEST - time.time())))

    def get_expiry_date(self, **_: Any) -> datetime.datetime:
        return timezone.now() + datetime.timedelta(seconds=self.get_expiry_age())

    def get_expire_at_browser_close(self) -> bool:
        return False

    def cycle_key(self) -> None:
        """As Django's, but the device goes along before the row of the old key is deleted."""
        data, before = self._session, self.session_key  # type: ignore[attr-defined]  # a property Django has
        with transaction.atomic():
            self.create()
            self._session_cache = data
            if before:
                UserSession.objects.filter(session_key=before).update(session_key=self.session_key)
                super().delete(before)

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        with transaction.atomic():
            super().delete(session_key)
            UserSession.objects.filter(session_key=key).delete()


class SessionStore(Lasting):
    """By this very name Django signs what it stores."""
