"""The diary itself: spots, check-ins, ratings and treatments.

A row of a day is tied to its check-in by (person, local date). The date is fixed when the entry is made and
never recomputed. `None` means not recorded; 0 means recorded as zero.
"""

import datetime
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from tracker.models.owned import Entered, Owned, SamePersonKey

SIDES = ("left", "right", "midline")
VIEWS = ("front", "back")
NOTE_LENGTH = 4_000
EARLIEST_DAY = datetime.date(1900, 1, 1)

# The optional signs of a rating, in the order in which they are offered.
SIGNS = {
    "tender": "tender when pressed",
    "cord": "feels like a cord",
    "familiar": "pressing brings on the pain I know",
    "travels": "pain travels",
    "stiff": "stiff or blocked in one direction",
    "tingling": "tingling or numb",
    "weak": "weak",
}


def zero_to_ten(field: str) -> Q:
    """Not recorded, or a whole number 0-10."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (0, 10)})


def on_or_after_1900(field: str = "date") -> Q:
    return Q(**{f"{field}__gte": EARLIEST_DAY})


def scale_field() -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(10)]
    )


class Spot(Owned, Entered):
    """One place on one body that knots: muscle, side and a point on the drawing, with a lasting identity.

    `x`, `y`: distance from the midline (toward the person's own side) and from the crown, as fractions of body
    height. `anchor_*` is the first mark and never moves, so that matching cannot drift (recurrence, same spot).
    `number` is what the dot on the drawing shows; it is never given to another spot of the person.
    """

    muscle = models.CharField(max_length=40)
    side = models.CharField(max_length=7)
    view = models.CharField(max_length=5)
    x = models.FloatField()
    y = models.FloatField()
    anchor_view = models.CharField(max_length=5)
    anchor_x = models.FloatField()
    anchor_y = models.FloatField()
    number = models.PositiveSmallIntegerField()
    nickname = models.CharField(max_length=60, blank=True)
    first_day = models.DateField(help_text="The first day on which a completed check-in may imply 0 here.")
    archived_on = models.DateField(null=True, blank=True)
    archived_before = models.JSONField(
        default=list, blank=True, help_text="Earlier archived periods as pairs of ISO dates [from, to)."
    )
    active_min = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Own threshold of this spot; empty: the person's."
    )
    quiet_max = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Own threshold of this spot; empty: the person's."
    )

    class Meta(Owned.Meta):
        ordering = ["number"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "id"], name="spot_person_id"),
            models.UniqueConstraint(fields=["person", "number"], name="spot_person_number"),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="spot_side_known"),
            models.CheckConstraint(
                condition=Q(view__in=VIEWS, anchor_view__in=VIEWS), name="spot_view_known"
            ),
            models.CheckConstraint(
                condition=Q(x__range=(0, 1), y__range=(0, 1), anchor_x__range=(0, 1), anchor_y__range=(0, 1)),
                name="spot_point_on_the_body",
            ),
            models.CheckConstraint(condition=on_or_after_1900("first_day"), name="spot_first_day_1900"),
            models.CheckConstraint(
                condition=Q(active_min__isnull=True, quiet_max__isnull=True)
                | Q(
                    active_min__isnull=False,
                    quiet_max__isnull=False,
                    active_min__range=(1, 10),
                    quiet_max__lt=models.F("active_min"),
                ),
                name="spot_quiet_below_active",
            ),
        ]

    def __str__(self) -> str:
        return f"spot {self.number}"


class CheckIn(Owned, Entered):
    """One local calendar day of one person.

    Sleep is the night that ended on this morning: analysis reads it as exposure of the day before.
    `completed_at` is set when the person said "that's all": only then does an unmentioned spot count as 0 and an
    unticked yes/no factor as no.
    """

    date = models.DateField()
    completed_at = models.DateTimeField(null=True, blank=True)
    sleep_hours = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(24))],
    )
    sleep_quality = scale_field()
    stress = scale_field()
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)

    class Meta(Owned.Meta):
        ordering = ["date"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "date"], name="checkin_person_date"),
            models.CheckConstraint(condition=on_or_after_1900(), name="checkin_date_1900"),
            models.CheckConstraint(
                condition=Q(sleep_hours__isnull=True) | Q(sleep_hours__range=(0, 24)),
                name="checkin_sleep_0_24",
            ),
            models.CheckConstraint(condition=zero_to_ten("sleep_quality"), name="checkin_quality_0_10"),
            models.CheckConstraint(condition=zero_to_ten("stress"), name="checkin_stress_0_10"),
        ]

    def __str__(self) -> str:
        return f"check-in of {self.date}"


class Rating(Owned, Entered):
    """Pain 0-10 of one spot on one day, the worst of that day, with optional signs.

    A sign that is ticked was noticed; one that is not ticked says nothing. `zones` lists where the pain travels,
    as "side:zone" (slugs of the body catalogue).
    """

    spot = SamePersonKey(Spot, models.CASCADE, related_name="ratings")
    date = models.DateField()
    pain = scale_field()
    tender = models.BooleanField(default=False)
    cord = models.BooleanField(default=False)
    familiar = models.BooleanField(default=False)
    travels = models.BooleanField(default=False)
    stiff = models.BooleanField(default=False)
    tingling = models.BooleanField(default=False)
    weak = models.BooleanField(default=False)
    zones = models.JSONField(default=list, blank=True)

    class Meta(Owned.Meta):
        ordering = ["date"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "date", "spot"], name="rating_person_date_spot"),
            models.CheckConstraint(condition=on_or_after_1900(), name="rating_date_1900"),
            models.CheckConstraint(condition=zero_to_ten("pain"), name="rating_pain_0_10"),
        ]
        # With the pain in it, the history of a spot is read from the index alone.
        indexes = [
            models.Index(fields=["person", "spot", "date", "pain"], name="rating_person_spot_date_pain")
        ]

    def __str__(self) -> str:
        return f"rating on {self.date}"


class Treatment(Owned, Entered):
    """Something done on one day to one spot, several, or the whole body.

    `kind`, `tool` and `by` are words of tracker.vocabulary. `started_on` is the first day of a lasting change
    (a new desk, a pillow); `pressure` is the discomfort 0-10 while pressing.
    """

    date = models.DateField()
    kind = models.CharField(max_length=30)
    tool = models.CharField(max_length=60, blank=True)
    minutes = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    pressure = scale_field()
    by = models.CharField(max_length=12, blank=True)
    whole_body = models.BooleanField(default=False)
    started_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)

    class Meta(Owned.Meta):
        ordering = ["date", "entered_at"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["person", "id"], name="treatment_person_id"),
            models.CheckConstraint(condition=on_or_after_1900(), name="treatment_date_1900"),
            models.CheckConstraint(condition=zero_to_ten("pressure"), name="treatment_pressure_0_10"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(0, 1440)),
                name="treatment_minutes_in_a_day",
            ),
        ]
        indexes = [models.Index(fields=["person", "date"], name="treatment_person_date")]

    def __str__(self) -> str:
        return f"treatment on {self.date}"


class TreatedSpot(Owned):
    """One spot of a treatment, with its pain just before and just after.

    The pain before counts toward the day's value of the spot; the pain after never does.
    """

    treatment = SamePersonKey(Treatment, models.CASCADE, related_name="spots")
    spot = SamePersonKey(Spot, models.CASCADE, related_name="treated")
    pain_before = scale_field()
    pain_after = scale_field()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "treatment", "spot"], name="treatedspot_person_treatment_spot"
            ),
            models.CheckConstraint(condition=zero_to_ten("pain_before"), name="treatedspot_before_0_10"),
            models.CheckConstraint(condition=zero_to_ten("pain_after"), name="treatedspot_after_0_10"),
        ]
        indexes = [models.Index(fields=["person", "spot"], name="treatedspot_person_spot")]

    def __str__(self) -> str:
        return f"treated spot {self.spot_id}"
