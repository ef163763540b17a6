"""Makes links to a report, takes them back, and counts what is done with them. None of this is part of the diary."""

import datetime
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from tracker.changes.auditing import record
from tracker.models import Person, ReportShare
from tracker.models.sharing import WRONG_CODES

# Days that a link can be opened, at most.
LONGEST = 90
_SECRET_BYTES = 32
_CODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Terms:
    """What a link is made with. `choice`: what the report shows, as JSON."""

    choice: dict[str, Any]
    label: str
    days: int
    with_code: bool


@dataclass(frozen=True, slots=True)
class Made:
    """`secret` and `code` are known here and never again; None where the same request had made the link before."""

    share: ReportShare
    secret: str | None
    code: str | None


def make(person: Person, public_id: UUID, terms: Terms, now: datetime.datetime) -> Made:
    """Sent twice with one `public_id`, one link is made, and its secret is not told again."""
    if not 1 <= terms.days <= LONGEST:
        raise ValueError(f"a link is open for 1 to {LONGEST} days, not {terms.days}")
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    code = f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}d}" if terms.with_code else None
    values = {
        "digest": digest_of(secret),
        "choice": terms.choice,
        "label": terms.label,
        "made_at": now,
        "expires_at": now + datetime.timedelta(days=terms.days),
        "code": make_password(code) if code else "",
    }
    with transaction.atomic():
        share, made = ReportShare.objects.get_or_create(person=person, public_id=public_id, defaults=values)
        if made:
            record(person, "link-made")
    return Made(share, secret, code) if made else Made(share, None, None)


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def revoke(share: ReportShare, now: datetime.datetime) -> None:
    """From this moment on the link leads nowhere. Doing it again changes nothing."""
    mine = ReportShare.objects.for_user(share.person).filter(pk=share.pk, revoked_at__isnull=True)
    with transaction.atomic():
        if mine.update(revoked_at=now):
            record(share.person, "link-revoked")


def remove(share: ReportShare, now: datetime.datetime) -> bool:
    """Takes a link that leads nowhere any more off the list; what was written back stays. False: it is still open."""
    with transaction.atomic():
        locked = ReportShare.objects.for_user(share.person).select_for_update().filter(pk=share.pk).first()
        if locked is None:
            return True
        if locked.is_open(now):
            return False
        locked.delete()
        return True


def count_view(share: ReportShare, now: datetime.datetime) -> None:
    with transaction.atomic():
        mine = ReportShare.objects.for_user(share.person).filter(pk=share.pk)
        mine.update(views=F("views") + 1, last_viewed_at=now)
        record(share.person, "link-opened")


def try_code(share: ReportShare, code: str) -> bool:
    """Whether the code is right. Each try is paid for before it is looked at, and given back if it was right:

    so many tries at one moment are no more than the same number one after the other.
    """
    if not share.code:
        return True
    rows = ReportShare.objects.for_user(share.person).filter(pk=share.pk)
    if not rows.filter(wrong_codes__lt=WRONG_CODES).update(wrong_codes=F("wrong_codes") + 1):
        return False
    if not share.knows_code(code):
        return False
    rows.update(wrong_codes=F("wrong_codes") - 1)
    return True
