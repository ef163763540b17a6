"""What people send about the flags: thresholds, and why a flag rests."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from tracker.models import RecurrenceRules
from tracker.models.diary import EARLIEST_DAY
from tracker.models.recurrence import OUTCOME_LENGTH

# ModelForm is generic for the type checker only.
if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[RecurrenceRules]
else:
    _ModelForm = forms.ModelForm

SEEN_BY = {"physiotherapist": "Physiotherapist", "doctor": "Doctor", "other": "Other"}
WEEKS = {1: "1 week", 2: "2 weeks", 4: "4 weeks", 12: "12 weeks"}
QUIET_BELOW_PAINFUL = "A quiet day must have less pain than a painful one."


def _number(name: str, label: str, lowest: int, highest: int, help_text: str) -> forms.IntegerField:
    default = getattr(RecurrenceRules(), name)
    wrong = f"A whole number from {lowest} to {highest}."
    return forms.IntegerField(
        label=label,
        min_value=lowest,
        max_value=highest,
        help_text=f"{help_text} Usual: {default}.",
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class RulesForm(_ModelForm):
    rapid_days = _number(
        *("rapid_days", "A quick return is back within (days)", 1, 60),
        "Counted from the treatment that brought relief.",
    )
    watch_rapid = _number(
        *("watch_rapid", "Worth watching from (quick returns)", 1, 50), "So many make a spot worth watching."
    )
    assess_rapid = _number(
        *("assess_rapid", "Candidate from (quick returns)", 1, 50),
        "So many make it a candidate for assessment, if the share below is reached too.",
    )
    assess_percent = _number(
        *("assess_percent", "and at least this share (%)", 1, 100),
        "Of the treatments whose result is known. Without a share, treating often alone would raise the count.",
    )
    lookback = _number(*("lookback", "Look back (days)", 14, 730), "Older returns no longer count.")
    persist_sessions = _number(
        *("persist_sessions", "Does not let go after (treatments)", 1, 50),
        "So many treatments in one painful stretch, none with a quiet day soon after.",
    )
    persist_days = _number(
        *("persist_days", "Candidate if it lasts (days)", 1, 365), "From the first to the last painful day."
    )
    active_min = _number(
        *("active_min", "A painful day: pain from", 1, 10), "Worst pain of the day, 0 to 10."
    )
    quiet_max = _number(
        *("quiet_max", "A quiet day: pain up to", 0, 9),
        "Between the two, a day neither begins nor ends anything.",
    )
    max_gap = _number(
        *("max_gap", "Bridge gaps of up to (days)", 0, 30),
        "So many days in a row that you did not log. Nothing is concluded across a longer gap.",
    )

    class Meta:
        model = RecurrenceRules
        fields = [
            *("rapid_days", "watch_rapid", "assess_rapid", "assess_percent", "lookback"),
            *("persist_sessions", "persist_days", "active_min", "quiet_max", "max_gap"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        watch, assess = cleaned.get("watch_rapid"), cleaned.get("assess_rapid")
        if watch is not None and assess is not None and assess < watch:
            self.add_error("assess_rapid", "At least as many as for worth watching.")
        _quiet_below_painful(self, cleaned)
        return cleaned


class ThresholdsForm(forms.Form):
    """What a painful and a quiet day of one spot are."""

    active_min = forms.IntegerField(label="Painful from", min_value=1, max_value=10)
    quiet_max = forms.IntegerField(label="Quiet up to", min_value=0, max_value=9)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            wrong = f"A whole number from {field.min_value} to {field.max_value}."  # type: ignore[attr-defined]
            field.error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
            field.widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _quiet_below_painful(self, cleaned)
        return cleaned


def _quiet_below_painful(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    active_min, quiet_max = cleaned.get("active_min"), cleaned.get("quiet_max")
    if active_min is not None and quiet_max is not None and quiet_max >= active_min:
        form.add_error("quiet_max", QUIET_BELOW_PAINFUL)


class SeenForm(forms.Form):
    """Who has seen a spot, and when. `cleaned_data["seen_by"]` is the word for it."""

    who = forms.ChoiceField(
        label="By",
        choices=SEEN_BY,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose who has seen it."),
    )
    other = forms.CharField(label="Who", max_length=60, required=False)
    outcome = forms.CharField(
        label="Outcome",
        max_length=OUTCOME_LENGTH,
        required=False,
        help_text="In a few words, if you like: what was found or agreed.",
    )
    seen_on = forms.DateField(label="When", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data: QueryDict | None, *, today: datetime.date) -> None:
        super().__init__(data, initial={"who": "physiotherapist", "seen_on": today})
        self.today = today
        self.fields["seen_on"].widget.attrs["max"] = today.isoformat()

    def clean_seen_on(self) -> datetime.date:
        date: datetime.date = self.cleaned_data["seen_on"]
        if date > self.today:
            raise ValidationError("That day has not come yet.")
        if date < EARLIEST_DAY:
            raise ValidationError("A day from 1900 on.")
        return date

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        who, other = cleaned.get("who"), " ".join(cleaned.get("other", "").split())
        if who == "other" and not other and "other" not in self.errors:
            self.add_error("other", "Write who has seen it.")
        cleaned["seen_by"] = other if who == "other" else who
        return cleaned


class LaterForm(forms.Form):
    """Not now: for so many weeks."""

    weeks = forms.TypedChoiceField(
        label="For how long",
        choices=WEEKS,
        initial=2,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose for how long."),
    )
