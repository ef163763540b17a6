"""What was found to go with pain, kept as it was found: looking again more often makes false findings."""

from django.db import models

from tracker.models.diary import on_or_after_1900
from tracker.models.owned import Owned


class FindingsSnapshot(Owned):
    """What one look at a diary found of one outcome. Never changed; a later look is another row.

    `outcome`: what was asked of where, as "pain:all", "new:<public id of a spot>". `content`: as
    tracker.insights.goes_with.stored lays it out.
    """

    outcome = models.CharField(max_length=60)
    date = models.DateField()
    content = models.JSONField()

    class Meta(Owned.Meta):
        ordering = ["date"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "outcome", "date"], name="findingssnapshot_person_outcome_date"
            ),
            models.CheckConstraint(condition=on_or_after_1900(), name="findingssnapshot_date_1900"),
        ]

    def __str__(self) -> str:
        return f"findings on {self.date}"
