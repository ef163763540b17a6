"""How often somebody may try to sign in, and what the person is told of those who failed.

The counts are allauth's: each attempt is paid for under a lock before its password is looked at, so that forty at one
moment are no more than forty one after the other. What is counted together is said here:

- per address (10 a minute fail, 30 a minute in all): slows down one machine that tries many accounts;
- per account (5 in 5 minutes, from wherever they come): slows down many machines that try one account. This alone
  would let anybody lock somebody out by failing on purpose. So a browser in which that person has signed in before
  carries a signed cookie, and what comes with it is counted apart: the person gets in where they always do, and who
  stole such a cookie has five attempts in five minutes as well.

The name of the host plays no part: it is what the browser says it is, and another one would be another count.
"""

import datetime
import secrets

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tracker.models import FailedSignIns, Person

KNOWN_FOR = datetime.timedelta(days=365)
FAILURES_KEPT = datetime.timedelta(days=30)
_SALT = "tracker.gate.attempts"
_signer = TimestampSigner(salt=f"{_SALT}.browser")


def account_key(name: str) -> str:
    """Of attempts from browsers in which nobody of that name has signed in before."""
    return f"account:{name.lower()}"


def attempts_key(request: HttpRequest, name: str) -> str:
    number = _known_number(request, name)
    return f"browser:{number}" if number else account_key(name)


def _known_number(request: HttpRequest, name: str) -> str:
    """Of the browser this comes from, if the owner of that name has signed in there; else nothing."""
    try:
        known = _signer.unsign(request.COOKIES.get(cookie_name(), ""), max_age=KNOWN_FOR)
    except BadSignature:
        return ""
    digest, _, number = known.partition(".")
    return number if digest == _digest(name) else ""


def cookie_name() -> str:
    return f"{settings.HOST_COOKIE}browser"


def know_browser(response: HttpResponse, person: Person) -> None:
    """From now on this browser's attempts to sign in as this person are counted apart from everybody else's."""
    response.set_cookie(
        cookie_name(),
        _signer.sign(f"{_digest(person.username)}.{secrets.token_urlsafe(12)}"),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_browser(response: HttpResponse) -> None:
    response.delete_cookie(cookie_name())
    response.cookies[cookie_name()]["secure"] = settings.SESSION_COOKIE_SECURE


def count_failure(name: str) -> None:
    """The same few statements whether an account has that name or not."""
    now, digest = timezone.now(), _digest(name)
    rows = FailedSignIns.objects.filter(name=digest)
    if rows.update(times=F("times") + 1, last_at=now):
        return
    try:
        with transaction.atomic():
            FailedSignIns.objects.create(name=digest, last_at=now)
    except IntegrityError:
        rows.update(times=F("times") + 1, last_at=now)


def failures_of(person: Person) -> FailedSignIns | None:
    """Since the last sign-in."""
    return FailedSignIns.objects.filter(name=_digest(person.username)).first()


def take_failures(person: Person) -> int:
    """How many there were, which is told from then on by the entry of the sign-in. The caller holds the transaction."""
    found = failures_of(person)
    if found is None:
        return 0
    found.delete()
    return found.times


def forget_failures(now: datetime.datetime) -> None:
    old = FailedSignIns.objects.filter(last_at__lt=now - FAILURES_KEPT)
    if old.exists():
        old.delete()


def _digest(name: str) -> str:
    return salted_hmac(_SALT, name.lower(), algorithm="sha256").hexdigest()
