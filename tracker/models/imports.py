"""Files that somebody brought along: where each one stands, what it said and what of it went into the diary."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tracker.models.owned import Owned

# What an import goes through. Those of WORKED_ON wait for the worker or have it at work.
STATES = (
    "waiting",
    "reading",
    "asking",
    "ready",
    "adding",
    "added",
    "undoing",
    "undone",
    "failed",
    "cancelled",
)
WORKED_ON = ("waiting", "reading", "adding", "undoing")
OPEN = ("waiting", "reading", "asking", "ready")


class Import(Owned):
    """One file, from its upload to the end of the week in which its import can be undone.

    `upload` is the name of the file in the folder of uploads, empty once it is gone. `found` is what was read from
    it, packed; `added` what was written of it, for undo. `claim` says who is at work on it, and `alive_at` when
    they last said so: a worker that was killed leaves both behind, and another takes the import over.
    `is_archive`: a whole diary of ours, whose file stays until it was added, for only the file holds all of it.
    """

    state = models.CharField(max_length=9, default="waiting")
    file_name = models.CharField(max_length=255)
    upload = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    importer = models.CharField(max_length=30, blank=True)
    is_archive = models.BooleanField(default=False)
    bytes_done = models.BigIntegerField(default=0)
    bytes_total = models.BigIntegerField(default=0)
    claim = models.CharField(max_length=40, blank=True)
    alive_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    questions = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    found = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict, blank=True)
    overwrite = models.BooleanField(default=False)
    summary = models.JSONField(default=dict, blank=True)
    added = models.BinaryField(null=True)
    error = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    added_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        ordering = ["-made_at", "-id"]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="import_state_known"),
        ]
        indexes = [models.Index(fields=["person", "-made_at"], name="import_person_made_at")]

    def __str__(self) -> str:
        return f"import {self.pk}"
