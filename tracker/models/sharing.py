"""A report that somebody with a link may read for a while, and what they wrote back."""

import datetime

from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q

from tracker.models.owned import Owned, SamePersonKey

LABEL_LENGTH = 60
# After so many wrong codes in all, a link stays closed: a code of six digits is then guessed once in 100,000 links.
WRONG_CODES = 10


class ReportShare(Owned):
    """One link to one report.

    The link carries a secret of 256 bits, which is shown once and of which only the SHA-256 is kept here: who reads
    the database cannot open a report. This is the one row that is looked up without its person, by that digest.
    `choice` is what the report shows, whole; its days are fixed. `code`, where it is asked for, is kept as passwords
    are.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    choice = models.JSONField()
    label = models.CharField(max_length=LABEL_LENGTH, blank=True, help_text="For whom it was made.")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    views = models.PositiveIntegerField(default=0)
    last_viewed_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=128, blank=True, editable=False)
    wrong_codes = models.PositiveSmallIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ["-made_at", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "id"], name="reportshare_person_id"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at"), wrong_codes__lte=WRONG_CODES),
                name="reportshare_expires_later",
            ),
        ]

    def __str__(self) -> str:
        return f"shared report of {self.person_id}"

    def is_open(self, now: datetime.datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at

    @property
    def is_locked(self) -> bool:
        """Too many wrong codes were tried."""
        return self.wrong_codes >= WRONG_CODES

    def knows_code(self, code: str) -> bool:
        return check_password(code, self.code)


class Proposal(Owned):
    """What somebody with a link wrote back. Nothing of it is in the diary before the person has accepted it.

    `accepted` None: not decided. `content` is what tracker.changes.proposals reads; it names spots by public id.
    """

    share = SamePersonKey(ReportShare, models.SET_NULL, null=True, related_name="proposals")
    content = models.JSONField()
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)

    class Meta(Owned.Meta):
        ordering = ["-received_at", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="proposal_decided_whole",
            ),
        ]
        indexes = [models.Index(fields=["person", "share"], name="proposal_person_share")]

    def __str__(self) -> str:
        return f"proposal of {self.received_at}"
