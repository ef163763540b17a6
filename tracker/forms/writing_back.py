"""What somebody with a link writes back. They are no user of ours: every word is checked, and none is trusted."""

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from tracker.changes.proposals import Written
from tracker.models.recurrence import OUTCOME_LENGTH
from tracker.vocabulary import PROFESSIONAL_KINDS, TREATMENT_KINDS

TEXT_LENGTH = 1_000
# A visit that is written down later than this is told in person.
LONGEST_AGO = datetime.timedelta(days=60)
NEXT_WITHIN = datetime.timedelta(days=730)
_MINUTES_WRONG = "Between 0 and 1,440 minutes, with one decimal at most."
_MINUTES_ERRORS = (
    "min_value",
    "max_value",
    "invalid",
    "max_digits",
    "max_whole_digits",
    "max_decimal_places",
)


class ShownSpot(NamedTuple):
    """A spot of the report: public id as text, name with its number, whether it is a candidate for assessment."""

    key: str
    name: str
    is_candidate: bool


class KindRow(NamedTuple):
    done: forms.BoundField
    minutes: forms.BoundField


class AssessedRow(NamedTuple):
    name: str
    assessed: forms.BoundField
    outcome: forms.BoundField


def minutes_field() -> forms.DecimalField:
    return forms.DecimalField(
        label="min",
        min_value=0,
        max_value=1440,
        max_digits=5,
        decimal_places=1,
        required=False,
        error_messages=dict.fromkeys(_MINUTES_ERRORS, _MINUTES_WRONG),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "min": "0"}),
    )


def _text_field(label: str, help_text: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=help_text, max_length=TEXT_LENGTH, required=False, widget=area
    )


class WriteBackForm(forms.Form):
    """One visit: which of the shown spots, what was done, finding, advice, next visit, what was assessed."""

    public_id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("invalid", "required"), "This form is out of date. Send it once more."),
    )
    name = forms.CharField(
        label="Your name", max_length=45, error_messages={"required": "Write who you are."}
    )
    role = forms.CharField(
        label="Your profession",
        max_length=30,
        widget=forms.TextInput(attrs={"list": "roles"}),
        error_messages={"required": "Write what you are, for example physiotherapist."},
    )
    date = forms.DateField(
        label="Day of the visit", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    finding = _text_field("Finding")
    advice = _text_field("Advice")
    next_visit = forms.DateField(
        label="Next visit",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, data: Any = None, *, shown: Iterable[ShownSpot], today: datetime.date, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.shown, self.today = list(shown), today
        self.fields["spots"] = forms.MultipleChoiceField(
            label="Which spots",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(spot.key, spot.name) for spot in self.shown],
            error_messages={"invalid_choice": "One of these spots is not in the report any more."},
        )
        for kind in PROFESSIONAL_KINDS:
            label = TREATMENT_KINDS[kind].label
            self.fields[f"kind.{kind}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"minutes.{kind}"] = minutes_field()
        for spot in self.candidates:
            self.fields[f"assessed.{spot.key}"] = forms.BooleanField(label="Assessed", required=False)
            self.fields[f"outcome.{spot.key}"] = forms.CharField(
                label="Outcome", max_length=OUTCOME_LENGTH, required=False
            )
        for name in ("date", "next_visit"):
            limit = today - LONGEST_AGO if name == "date" else today
            self.fields[name].widget.attrs["min"] = limit.isoformat()
        self.fields["date"].widget.attrs["max"] = today.isoformat()

    @property
    def candidates(self) -> list[ShownSpot]:
        return [spot for spot in self.shown if spot.is_candidate]

    def kind_rows(self) -> Iterator[KindRow]:
        for kind in PROFESSIONAL_KINDS:
            yield KindRow(self[f"kind.{kind}"], self[f"minutes.{kind}"])

    def assessed_rows(self) -> Iterator[AssessedRow]:
        for spot in self.candidates:
            yield AssessedRow(spot.name, self[f"assessed.{spot.key}"], self[f"outcome.{spot.key}"])

    def clean_date(self) -> datetime.date:
        date: datetime.date = self.cleaned_data["date"]
        if not self.today - LONGEST_AGO <= date <= self.today:
            raise ValidationError(f"Today, or up to {LONGEST_AGO.days} days ago.")
        return date

    def clean_next_visit(self) -> datetime.date | None:
        date: datetime.date | None = self.cleaned_data["next_visit"]
        if date and not self.today <= date <= self.today + NEXT_WITHIN:
            raise ValidationError("From today on, within two years.")
        return date

    def clean(self) -> dict[str, Any]:
        """Something is said, and of which spot. Minutes and outcomes go with their tick and say nothing alone."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        spots = data["spots"] or ([self.shown[0].key] if len(self.shown) == 1 else [])
        data["treatments"], data["assessed"] = self._treatments(data), self._assessed(data)
        said = data["finding"] or data["advice"] or data["next_visit"]
        if not (said or data["treatments"] or data["assessed"]):
            self.add_error(None, "Nothing to send yet: tick what was done, or write a line.")
        elif not spots and (data["treatments"] or (said and not data["assessed"])):
            self.add_error("spots", "Tick the spots that this is about.")
        data["spots"] = spots
        return data

    @staticmethod
    def _treatments(data: dict[str, Any]) -> dict[str, Decimal | None]:
        return {kind: data[f"minutes.{kind}"] for kind in PROFESSIONAL_KINDS if data[f"kind.{kind}"]}

    def _assessed(self, data: dict[str, Any]) -> dict[str, str]:
        keys = [spot.key for spot in self.candidates]
        return {key: data[f"outcome.{key}"] for key in keys if data[f"assessed.{key}"]}

    def written(self) -> Written:
        """Only after `is_valid`."""
        data = self.cleaned_data
        name, role = (" ".join(data[field].split()) for field in ("name", "role"))
        return Written(
            date=data["date"],
            by=f"{name}, {role}",
            spots=tuple(data["spots"]),
            treatments=data["treatments"],
            finding=data["finding"],
            advice=data["advice"],
            next_visit=data["next_visit"],
            assessed=data["assessed"],
        )
