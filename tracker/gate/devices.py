"""Where somebody is signed in, as the page shows it."""

import datetime
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tracker.gate.origins import device_name, in_words
from tracker.gate.sessions import end, end_others, sessions_of
from tracker.models import Person


@dataclass(frozen=True, slots=True)
class Device:
    """One session. `handle` names it on the page, and is worth nothing elsewhere."""

    session: UserSession
    handle: str
    is_this: bool

    @property
    def name(self) -> str:
        return device_name(self.session.user_agent)

    @property
    def network(self) -> str:
        return in_words(self.session.ip)


def devices_of(request: HttpRequest, person: Person, now: datetime.datetime) -> list[Device]:
    """This one first, then the one seen last."""
    here = request.session.session_key
    found = [Device(row, _handle(row), row.session_key == here) for row in sessions_of(person, now)]
    return sorted(found, key=lambda device: not device.is_this)


def sign_out(request: HttpRequest, person: Person, handle: str, now: datetime.datetime) -> int:
    """The device of that handle, or without one all others; never the one that asks. How many there were."""
    if not handle:
        return end_others(person, request.session.session_key)
    others = [each for each in devices_of(request, person, now) if not each.is_this]
    return end(person, [each.session for each in others if each.handle == handle])


def days_at_most() -> dict[str, int]:
    """How long a session lasts, for the page that says so."""
    return {
        "idle_days": settings.SESSION_COOKIE_AGE // 86_400,
        "longest_days": settings.SESSION_LONGEST // 86_400,
    }


def _handle(row: UserSession) -> str:
    return salted_hmac("tracker.gate.devices", row.session_key, algorithm="sha256").hexdigest()[:24]
