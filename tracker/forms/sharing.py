"""What the person decides about a link, and the note they write on a spot."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tracker.changes.sharing import Terms
from tracker.models.diary import EARLIEST_DAY, NOTE_LENGTH
from tracker.models.sharing import LABEL_LENGTH

DAYS = {1: "1 day", 7: "7 days", 30: "30 days", 90: "90 days"}
STALE = "This form is out of date. Open it once more; what you typed is below."


class ShareForm(forms.Form):
    """For whom, for how long, and whether a code is asked for as well."""

    public_id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("invalid", "required"), STALE)
    )
    label = forms.CharField(
        label="For whom",
        max_length=LABEL_LENGTH,
        required=False,
        help_text="Only you see this, in the list of your links.",
    )
    days = forms.TypedChoiceField(
        label="It can be opened for",
        choices=DAYS,
        initial=7,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose for how long."),
    )
    with_code = forms.BooleanField(
        label="Ask for a code as well",
        required=False,
        help_text="Six digits, shown with the link. Tell them another way than you send the link.",
    )

    def terms(self, choice: dict[str, Any]) -> Terms:
        """Only after `is_valid`."""
        data = self.cleaned_data
        return Terms(choice, " ".join(data["label"].split()), data["days"], data["with_code"])


class NoteForm(forms.Form):
    """A note on a spot, of today or an earlier day."""

    public_id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("invalid", "required"), STALE)
    )
    text = forms.CharField(
        label="Note",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write a word or two."},
    )
    date = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data: Any = None, *, today: datetime.date, **options: Any) -> None:
        super().__init__(data, **options)
        self.today = today
        self.fields["date"].widget.attrs["max"] = today.isoformat()

    def clean_date(self) -> datetime.date:
        date: datetime.date = self.cleaned_data["date"]
        if not EARLIEST_DAY <= date <= self.today:
            raise ValidationError("A day from 1900 to today.")
        return date
