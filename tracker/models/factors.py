"""Factors: habits and circumstances recorded per day. A factor is a row, so adding one takes no code."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from tracker.models.diary import NOTE_LENGTH, on_or_after_1900
from tracker.models.owned import Entered, Owned, SamePersonKey

KINDS = ("scale", "hours", "minutes", "count", "amount", "yes_no")
# The largest value that a day can hold, by kind. Smallest is 0 for all.
HIGHEST = {"scale": 10, "hours": 24, "minutes": 1440, "count": 10_000, "amount": 1_000_000, "yes_no": 1}


class Factor(Owned):
    """One thing a person may record once a day.

    `builtin` names the catalogue entry it came from (empty for the person's own). `night_before`: what is entered
    in the morning tells of the night, so analysis reads it as exposure of the day before.
    """

    builtin = models.CharField(max_length=30, blank=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=7)
    unit = models.CharField(max_length=20, blank=True)
    asks_note = models.BooleanField(default=False)
    night_before = models.BooleanField(default=False)
    in_use = models.BooleanField(default=True)
    asked_since = models.DateField(
        null=True,
        blank=True,
        help_text="Since this day a completed check-in may imply no; empty: it implies nothing.",
    )
    asked_before = models.JSONField(
        default=list, blank=True, help_text="Earlier periods of use as pairs of ISO dates [from, to)."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ["position", "id"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "id"], name="factor_person_id"),
            models.UniqueConstraint("person", Lower("name"), name="factor_person_name"),
            models.UniqueConstraint(
                fields=["person", "builtin"], condition=~Q(builtin=""), name="factor_person_builtin"
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="factor_kind_known"),
        ]

    def __str__(self) -> str:
        return f"factor {self.pk}"


class FactorReading(Owned, Entered):
    """The value of one factor on one day. Yes is 1, no is 0; no row at all means not recorded."""

    factor = SamePersonKey(Factor, models.CASCADE, related_name="readings")
    date = models.DateField()
    value = models.DecimalField(max_digits=10, decimal_places=3)
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)

    class Meta(Owned.Meta):
        ordering = ["date"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "date", "factor"], name="reading_person_date_factor"),
            models.CheckConstraint(condition=on_or_after_1900(), name="reading_date_1900"),
            models.CheckConstraint(condition=Q(value__range=(0, 1_000_000)), name="reading_not_negative"),
        ]
        indexes = [
            models.Index(fields=["person", "factor", "date", "value"], name="reading_person_factor_date_val")
        ]

    def __str__(self) -> str:
        return f"reading on {self.date}"
