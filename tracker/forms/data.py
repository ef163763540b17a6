"""What is to be taken away: which file, which days, with notes or without."""

import datetime
from typing import Any

from django import forms

from tracker.exchange.downloads import DOWNLOADS, ZIP
from tracker.forms.trends import DayField
from tracker.models.diary import EARLIEST_DAY


class ExportForm(forms.Form):
    """Both days may be left empty: then everything from the first entry, or to the last."""

    notes = forms.BooleanField(
        label="Include my notes",
        required=False,
        help_text="What you wrote in your own words. Left out unless you tick this.",
    )
    file = forms.ChoiceField(
        choices=[(name, name) for name in DOWNLOADS],
        required=False,
        error_messages={"invalid_choice": "Choose one of the files below."},
    )

    def __init__(self, data: Any = None, *, today: datetime.date) -> None:
        super().__init__(data)
        limits = {"type": "date", "min": EARLIEST_DAY.isoformat(), "max": today.isoformat()}
        for name, label in (("start", "First day"), ("end", "Last day")):
            widget = forms.DateInput(attrs=limits, format="%Y-%m-%d")
            self.fields[name] = DayField(today, label=label, required=False, widget=widget)
        self.order_fields(["start", "end", "notes", "file"])

    def clean_file(self) -> str:
        """The Return key sends no button: it means everything, as the first button does."""
        return self.cleaned_data["file"] or ZIP

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", "The last day lies before the first.")
        return cleaned
