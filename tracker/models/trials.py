"""Experiments on oneself: what was fixed and drawn at creation, and what was noted on the way. No result is stored."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from tracker.models.diary import Spot, on_or_after_1900
from tracker.models.owned import Owned, SamePersonKey

DESIGNS = ("periods", "episodes")
TARGETS = ("all", "region", "spot")
# Of a trial of periods the pain itself; of episodes tracker.analysis.trial_episodes.Measure by its name.
MEASURES = ("pain", "return", "drop")
NOTE_LENGTH = 300


def delete_first(collector: Any, field: Any, rows: Any, _using: str) -> None:
    """As CASCADE, but before the row that is named: Django takes a field that may be empty for one without an order."""
    collector.collect(rows, source=field.remote_field.model, nullable=False, fail_on_restricted=False)


class Trial(Owned):
    """One experiment. Everything but `spot`, `ended_on` and `end_reason` is fixed at creation.

    `outcome` is the text of what is compared as it was sealed; `target`, `region`, `spot` and `measure` are the same
    to compute with. `pairs` counts pairs of periods or blocks of two episodes. `length`, `wash` and `horizon` are of
    periods, `follow` of episodes, all in days. `seed`, `order` and `digest` are the sealed draw: nothing of the first
    two may reach a page before its time.
    """

    made_at = models.DateTimeField(auto_now_add=True)
    question = models.CharField(max_length=200)
    a = models.CharField(max_length=80)
    b = models.CharField(max_length=80)
    design = models.CharField(max_length=8)
    outcome = models.CharField(max_length=80)
    target = models.CharField(max_length=6)
    region = models.CharField(max_length=20, blank=True)
    spot = SamePersonKey(Spot, delete_first, null=True, related_name="+")
    measure = models.CharField(max_length=6, default="pain")
    first_day = models.DateField()
    pairs = models.PositiveSmallIntegerField()
    length = models.PositiveSmallIntegerField(default=4)
    wash = models.PositiveSmallIntegerField(default=1)
    horizon = models.PositiveSmallIntegerField(default=0)
    follow = models.PositiveSmallIntegerField(default=28)
    seed = models.CharField(max_length=64)
    order = models.TextField(help_text='"AB BA ...", one word a pair or block.')
    digest = models.CharField(max_length=64)
    ended_on = models.DateField(null=True, help_text="The last day, where it was stopped early.")
    end_reason = models.CharField(max_length=NOTE_LENGTH, blank=True)

    class Meta(Owned.Meta):
        ordering = ["-first_day", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "id"], name="trial_person_id"),
            models.CheckConstraint(condition=Q(design__in=DESIGNS), name="trial_design_known"),
            models.CheckConstraint(condition=Q(measure__in=MEASURES), name="trial_measure_known"),
            models.CheckConstraint(
                condition=Q(target="all", spot=None, region="")
                | Q(target="region", spot=None) & ~Q(region="")
                | Q(target="spot", spot__isnull=False, region=""),
                name="trial_target_named",
            ),
            models.CheckConstraint(
                condition=Q(design="periods", measure="pain")
                | Q(design="episodes", measure__in=("return", "drop"), target="spot"),
                name="trial_design_measures",
            ),
            models.CheckConstraint(
                condition=Q(pairs__range=(1, 128), length__range=(1, 28), wash__lt=F("length"))
                & Q(horizon__lte=F("length"), follow__gte=1),
                name="trial_numbers",
            ),
            models.CheckConstraint(condition=on_or_after_1900("first_day"), name="trial_first_day_1900"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("first_day")),
                name="trial_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"trial from {self.first_day}"


class TrialDay(Owned):
    """What was noted of one day of a trial. `kept`: the answer to "did it / did not"; None is not answered.

    A row with nothing in it is deleted. `flare`: a flare or an illness; it never leaves the main analysis.
    """

    trial = SamePersonKey(Trial, models.CASCADE, related_name="noted")
    date = models.DateField()
    kept = models.BooleanField(null=True)
    flare = models.BooleanField(default=False)
    flare_words = models.CharField(max_length=NOTE_LENGTH, blank=True)
    harm = models.CharField(max_length=NOTE_LENGTH, blank=True)
    change = models.CharField(max_length=NOTE_LENGTH, blank=True)

    class Meta(Owned.Meta):
        ordering = ["date"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "trial", "date"], name="trialday_person_trial_date"),
            models.CheckConstraint(
                condition=Q(kept__isnull=False) | Q(flare=True) | ~Q(harm="") | ~Q(change=""),
                name="trialday_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"trial day {self.date}"


class TrialEpisode(Owned):
    """An episode for which the treatment was named, on `date`: from then on it is known and counts.

    `number` counts from 1. The pain is read from the diary; `kept`: whether the treatment was the one named.
    """

    trial = SamePersonKey(Trial, models.CASCADE, related_name="episodes")
    number = models.PositiveSmallIntegerField()
    date = models.DateField()
    kept = models.BooleanField(null=True)

    class Meta(Owned.Meta):
        ordering = ["number"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "trial", "number"], name="trialepisode_person_trial_number"
            ),
            models.UniqueConstraint(
                fields=["person", "trial", "date"], name="trialepisode_person_trial_date"
            ),
        ]

    def __str__(self) -> str:
        return f"trial episode {self.number}"
