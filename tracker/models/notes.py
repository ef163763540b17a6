"""What somebody has to say about a spot: the person's own notes, and those of a clinician that were accepted."""

from django.db import models

from tracker.models.diary import NOTE_LENGTH, Spot, on_or_after_1900
from tracker.models.owned import Entered, Owned, SamePersonKey

BY_LENGTH = 80


class SpotNote(Owned, Entered):
    """A note on one spot, of one day. `by`: who wrote it; empty: the person."""

    spot = SamePersonKey(Spot, models.CASCADE, related_name="notes")
    date = models.DateField()
    text = models.TextField(max_length=NOTE_LENGTH)
    by = models.CharField(max_length=BY_LENGTH, blank=True)

    class Meta(Owned.Meta):
        ordering = ["-date", "-entered_at", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=on_or_after_1900(), name="spotnote_date_1900"),
        ]
        indexes = [models.Index(fields=["person", "spot", "date"], name="spotnote_person_spot_date")]

    def __str__(self) -> str:
        return f"note of {self.date}"
