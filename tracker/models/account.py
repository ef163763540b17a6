"""The person who keeps a diary: the account and its few personal settings."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

FIGURES = {"female": "Female figure", "male": "Male figure"}
THEMES = {"system": "As my device", "light": "Light", "dark": "Dark"}
# Written by UPDATE alone: a person loaded before a change and saved after it must not put back what was.
_KEPT_APART = {
    *("revision", "untouched_before", "untouched_since"),
    *("deleted_number", "seen_flags", "open_proposals"),
}


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError("Choose a time zone from the list, for example Europe/Berlin.")


class Person(AbstractUser):
    """One person, one diary.

    `day_starts_at` is the local hour (0-12) at which a new diary day begins: at 01:30 with the default 4
    it is still yesterday.
    """

    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    day_starts_at = models.PositiveSmallIntegerField(default=4)
    figure = models.CharField(max_length=6, default="female")
    theme = models.CharField(max_length=6, default="system")
    revision = models.PositiveIntegerField(
        default=0,
        help_text="Counts the changes of the diary: what was worked out from it holds while it stays.",
    )
    untouched_before = models.DateField(
        null=True, help_text="Entries of days before this one stand as they stood; empty: nothing is known."
    )
    untouched_since = models.PositiveIntegerField(
        default=0, help_text="The revision since which no entry of a day before untouched_before was changed."
    )
    seen_flags = models.JSONField(
        default=list, blank=True, help_text='What Insights last showed, as "spot flag level".'
    )
    on_trial_until = models.DateField(
        null=True,
        help_text="The last day of any experiment; empty: none. Saves Today a query of those who have none.",
    )
    open_proposals = models.PositiveSmallIntegerField(
        default=0, help_text="Proposals not decided on. Saves every page a query."
    )
    deleted_number = models.PositiveSmallIntegerField(
        default=0, help_text="The highest number of a spot that was deleted: none gets it again."
    )
    is_sample = models.BooleanField(default=False, help_text="A made-up diary to look around in.")

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=Q(day_starts_at__range=(0, 12)), name="person_day_starts_0_12"),
            models.CheckConstraint(condition=Q(figure__in=list(FIGURES)), name="person_figure_known"),
            models.CheckConstraint(condition=Q(theme__in=list(THEMES)), name="person_theme_known"),
        ]

    def save(self, **options: Any) -> None:
        if not self._state.adding and options.get("update_fields") is None:
            left_out = _KEPT_APART | self.get_deferred_fields()
            fields = (field for field in self._meta.concrete_fields if not field.primary_key)
            options["update_fields"] = [each.name for each in fields if each.attname not in left_out]
        super().save(**options)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
