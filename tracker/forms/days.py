"""Which days the table of several days shows."""

import datetime
from typing import Any

from django import forms

from tracker.forms.trends import DayField

LONGEST = 31


class DaysForm(forms.Form):
    """From `first` to `last`, newest day first; `logged`: also the days that hold something already."""

    logged = forms.BooleanField(required=False, label="Also the days that are logged")

    def __init__(self, data: Any, today: datetime.date) -> None:
        yesterday = today - datetime.timedelta(days=1)
        start = {"first": yesterday - datetime.timedelta(days=6), "last": yesterday}
        super().__init__(data or None, auto_id="days-%s", initial=start)
        for name, label in {"first": "From", "last": "To"}.items():
            widget = forms.DateInput({"type": "date", "class": "input", "max": today.isoformat()}, "%Y-%m-%d")
            self.fields[name] = DayField(today, label=label, widget=widget)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "This day lies before the first one.")
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last", f"At most {LONGEST} days at once.")
        return cleaned

    def days(self) -> list[datetime.date]:
        """The days asked for, newest first. Only for a form that is valid."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return [last - datetime.timedelta(days=back) for back in range((last - first).days + 1)]
