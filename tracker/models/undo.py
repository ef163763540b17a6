"""What it takes to undo the last changes."""

from django.db import models

from tracker.models.owned import Owned


class UndoStep(Owned):
    """The values that a change replaced, so that it can be taken back.

    Those of a day are kept for 24 hours; merges stay until they are taken back, being their own log. `kind` names the
    code that reads `before` ("day": tracker.changes.undo; "merge": tracker.changes.merging).
    """

    kind = models.CharField(max_length=10)
    date = models.DateField(null=True)
    before = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(Owned.Meta):
        indexes = [models.Index(fields=["person", "made_at"], name="undostep_person_made_at")]

    def __str__(self) -> str:
        return f"undo {self.kind}"
