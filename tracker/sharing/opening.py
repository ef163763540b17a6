"""How a link is opened: the secret finds the report, a cookie for that one path remembers that it was opened."""

import datetime
import re

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from tracker.changes.sharing import digest_of
from tracker.models import ReportShare

COOKIE = f"{settings.PATH_COOKIE}opened"
KEPT = datetime.timedelta(hours=12)
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_signer = TimestampSigner(salt="tracker.sharing.opened")


def find(secret: str, now: datetime.datetime) -> ReportShare | None:
    """The link with that secret, while it leads somewhere.

    What is compared is the digest, so the time it takes says nothing about how close a guess was.
    """
    if not _SECRET.fullmatch(secret):
        return None
    of_the_secret = ReportShare.objects.filter(digest=digest_of(secret), person__is_active=True)
    share = of_the_secret.select_related("person").first()
    return share if share is not None and share.is_open(now) else None


def remember(request: HttpRequest, response: HttpResponse, share: ReportShare, path: str) -> None:
    """Says on `response` that this browser has opened the link. The cookie goes nowhere but below `path`.

    Not sent along when another page or a mail leads here: the button is then shown again.
    """
    response.set_cookie(
        COOKIE,
        _signer.sign(share.digest),
        max_age=KEPT,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def was_opened(request: HttpRequest, share: ReportShare) -> bool:
    """Whether this browser has opened this very link in the last hours."""
    try:
        digest: str = _signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=KEPT)
    except BadSignature:
        return False
    return digest == share.digest
