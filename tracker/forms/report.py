"""What a report is to be of: days, spots, and whether notes go along."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from tracker.forms.trends import LONGEST_YEARS, DayField
from tracker.models import Spot
from tracker.models.diary import EARLIEST_DAY
from tracker.spot_names import display_names

Date = datetime.date
DAYS = 90


class ReportForm(forms.Form):
    """Without any days the last 90. No spot ticked, or every one: all that were in use in these days.

    Ids of other people's spots, or of spots that are gone, are no choice.
    """

    spots = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these spots is not in your diary any more. Choose again."},
    )
    notes = forms.BooleanField(
        label="Include my notes",
        required=False,
        help_text="What you wrote in your own words. Left out unless you tick this.",
    )

    def __init__(self, data: QueryDict, *, today: Date, first: Date | None, spots: Iterable[Spot]) -> None:
        """`first`: of the diary. Without any days asked for, none before it are shown."""
        usual = _with_days(data, today, first)
        super().__init__(data if data.get("start") or data.get("end") else usual)
        known = list(spots)
        names = display_names(known)
        self.fields["spots"].choices = [  # type: ignore[attr-defined]
            (str(spot.public_id), names[spot.pk]) for spot in known
        ]
        limits = {"type": "date", "min": EARLIEST_DAY.isoformat(), "max": today.isoformat()}
        for name, label in (("start", "First day"), ("end", "Last day")):
            widget = forms.DateInput(attrs=limits, format="%Y-%m-%d")
            self.fields[name] = DayField(today, label=label, widget=widget)
        self.order_fields(["start", "end", "spots", "notes"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", "The last day lies before the first.")
        elif start and end and (end - start).days >= 366 * LONGEST_YEARS:
            self.add_error("end", f"At most {LONGEST_YEARS} years at once.")
        return cleaned

    def asked(self) -> tuple[Date, Date, tuple[UUID, ...] | None, bool]:
        """Start, end, spots (None: all) and notes. Valid forms only."""
        chosen = self.cleaned_data["spots"]
        every = len(self.fields["spots"].choices)  # type: ignore[attr-defined]
        spots = None if len(chosen) in (0, every) else tuple(UUID(key) for key in chosen)
        return self.cleaned_data["start"], self.cleaned_data["end"], spots, self.cleaned_data["notes"]


def _with_days(data: QueryDict, today: Date, first: Date | None) -> QueryDict:
    filled = data.copy()
    start = today - datetime.timedelta(days=DAYS - 1)
    filled["start"] = (start if first is None else max(start, min(first, today))).isoformat()
    filled["end"] = today.isoformat()
    return filled
