"""What the person decided about the flags: their own thresholds, and the flags they let rest."""

from django.db import models
from django.db.models import Q

from tracker.models.diary import Spot, on_or_after_1900
from tracker.models.notes import BY_LENGTH
from tracker.models.owned import Entered, Owned, SamePersonKey

OUTCOME_LENGTH = 200


class RecurrenceRules(Owned):
    """The thresholds one person set; who set none has no row. Names and meaning: tracker.analysis.rules.Rules.

    Thresholds of pain may also be set for one spot alone (`Spot.active_min`, `Spot.quiet_max`).
    """

    active_min = models.PositiveSmallIntegerField(default=3)
    quiet_max = models.PositiveSmallIntegerField(default=1)
    max_gap = models.PositiveSmallIntegerField(default=3)
    rapid_days = models.PositiveSmallIntegerField(default=7)
    lookback = models.PositiveSmallIntegerField(default=90)
    watch_rapid = models.PositiveSmallIntegerField(default=2)
    assess_rapid = models.PositiveSmallIntegerField(default=3)
    assess_percent = models.PositiveSmallIntegerField(default=50)
    persist_sessions = models.PositiveSmallIntegerField(default=3)
    persist_days = models.PositiveSmallIntegerField(default=14)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person"], name="recurrencerules_person"),
            models.CheckConstraint(
                condition=Q(active_min__range=(1, 10), quiet_max__lt=models.F("active_min")),
                name="recurrencerules_quiet_below_active",
            ),
            models.CheckConstraint(
                condition=Q(max_gap__range=(0, 30), rapid_days__range=(1, 60), lookback__range=(14, 730)),
                name="recurrencerules_days",
            ),
            models.CheckConstraint(
                condition=Q(watch_rapid__gte=1, assess_rapid__gte=models.F("watch_rapid")),
                name="recurrencerules_watch_before_assess",
            ),
            models.CheckConstraint(
                condition=Q(assess_percent__range=(1, 100), persist_sessions__gte=1, persist_days__gte=1),
                name="recurrencerules_shares_and_counts",
            ),
        ]
        verbose_name_plural = "recurrence rules"

    def __str__(self) -> str:
        return f"recurrence rules of {self.person_id}"


class FlagRest(Owned, Entered):
    """The flags of one spot rest: somebody has already seen it, or the person does not want to be shown it now.

    `until` None: until the person ends it. `seen_by` is set when a clinician has seen the spot, on `since`; `outcome`
    is what came of it, in their words or the person's.
    """

    spot = SamePersonKey(Spot, models.CASCADE, related_name="flag_rests")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    seen_by = models.CharField(max_length=BY_LENGTH, blank=True)
    outcome = models.CharField(max_length=OUTCOME_LENGTH, blank=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "spot"], name="flagrest_person_spot"),
            models.CheckConstraint(condition=on_or_after_1900("since"), name="flagrest_since_1900"),
        ]

    def __str__(self) -> str:
        return f"flags at rest since {self.since}"
