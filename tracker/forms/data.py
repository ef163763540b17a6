"""What is to be taken away: which file, which days, with notes or without."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms

from tracker.forms.trends import DayField
from tracker.models.diary import EARLIEST_DAY


class ExportForm(forms.Form):
    """Both days may be left empty: then everything from the first entry, or to the last.

    `names` are the files on offer. The Return key sends no button and means the first, as the first button does.
    """

    notes = forms.BooleanField(
        label="Include my notes",
        required=False,
        help_text="What you wrote in your own words. Left out unless you tick this.",
    )
    file = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": "Choose one of the files below."},
    )

    def __init__(self, data: Any = None, *, today: datetime.date, names: Sequence[str]) -> None:
        super().__init__(data)
        self.names = names
        self.fields["file"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        limits = {"type": "date", "min": EARLIEST_DAY.isoformat(), "max": today.isoformat()}
        for name, label in (("start", "First day"), ("end", "Last day")):
            widget = forms.DateInput(attrs=limits, format="%Y-%m-%d")
            self.fields[name] = DayField(today, label=label, required=False, widget=widget)
        self.order_fields(["start", "end", "notes", "file"])

    def clean_file(self) -> str:
        chosen: str = self.cleaned_data["file"]
        return chosen or self.names[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", "The last day lies before the first.")
        return cleaned
