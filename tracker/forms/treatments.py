"""Treatments: the form, and the chips that repeat one."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from tracker.changes.treatments import Pains, TreatmentEntry
from tracker.models import Spot
from tracker.models.diary import EARLIEST_DAY, NOTE_LENGTH
from tracker.spot_names import display_names
from tracker.vocabulary import TREATED_BY, TREATMENT_KINDS

SCALE = [("", "\N{EN DASH}"), *((str(pain), str(pain)) for pain in range(11))]
STALE = "This form is out of date. Open it once more; what you typed is below."


class TreatmentForm(forms.Form):
    """One treatment of `date`. Spots ticked: those; none ticked: the whole body."""

    public_id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"invalid": STALE, "required": STALE},
    )
    kind = forms.ChoiceField(
        label="What", choices=[(key, kind.label) for key, kind in TREATMENT_KINDS.items()]
    )
    tool = forms.CharField(label="With", max_length=60, required=False)
    minutes = forms.DecimalField(
        label="Minutes",
        min_value=0,
        max_value=1440,
        max_digits=5,
        decimal_places=1,
        required=False,
        error_messages=dict.fromkeys(
            ("min_value", "max_value", "invalid", "max_digits", "max_whole_digits", "max_decimal_places"),
            "Between 0 and 1,440 minutes, with one decimal at most.",
        ),
    )
    by = forms.ChoiceField(label="By", choices=[("", "not recorded"), *TREATED_BY.items()], required=False)
    pressure = forms.TypedChoiceField(
        label="Discomfort while pressing", choices=SCALE, coerce=int, empty_value=None, required=False
    )
    started_on = forms.DateField(
        label="Since",
        help_text="For something that lasts, such as a new desk or pillow.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label="Note", max_length=NOTE_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, data: Any = None, *, own_spots: Iterable[Spot], date: datetime.date, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.date = date
        self.own_spots = list(own_spots)
        names = display_names(self.own_spots)
        self.fields["spots"] = forms.MultipleChoiceField(
            label="Where",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(spot.public_id), f"{spot.number} {names[spot.pk]}") for spot in self.own_spots],
        )
        for spot in self.own_spots:
            for moment in ("before", "after"):
                self.fields[f"{moment}.{spot.public_id}"] = forms.TypedChoiceField(
                    label=f"Pain {moment}", choices=SCALE, coerce=int, empty_value=None, required=False
                )
        self.fields["tool"].widget.attrs["list"] = "tools"
        for name, field in self.fields.items():
            if name != "spots" and not isinstance(field.widget, forms.HiddenInput):
                field.widget.attrs.setdefault("class", "input")

    def clean_started_on(self) -> datetime.date | None:
        started: datetime.date | None = self.cleaned_data["started_on"]
        if started and not EARLIEST_DAY <= started <= self.date:
            raise forms.ValidationError(f"Not after {self.date:%-d %B %Y}, and not before 1900.")
        return started

    @property
    def tools(self) -> list[str]:
        """Words offered while typing, each once."""
        return list(dict.fromkeys(tool for kind in TREATMENT_KINDS.values() for tool in kind.tools))

    @property
    def chosen_spots(self) -> list[str]:
        return [str(value) for value in self["spots"].value() or []]

    @property
    def more_open(self) -> bool:
        """Whether one of the folded-away fields holds something or is wrong."""
        folded = [self[name] for name in ("pressure", "started_on", "note")]
        return any(field.value() not in {None, ""} or field.errors for field in folded)

    def pain_fields(self) -> list[tuple[Spot, forms.BoundField, forms.BoundField]]:
        return [
            (spot, self[f"before.{spot.public_id}"], self[f"after.{spot.public_id}"])
            for spot in self.own_spots
        ]

    def clean(self) -> dict[str, Any]:
        """A pain before or after says which spot was treated, ticked or not."""
        data = super().clean() or self.cleaned_data
        told = [
            str(spot.public_id)
            for spot in self.own_spots
            if any(data.get(f"{moment}.{spot.public_id}") is not None for moment in ("before", "after"))
        ]
        if "spots" in data:
            data["spots"] = list(dict.fromkeys([*data["spots"], *told]))
        return data

    def entry(self) -> TreatmentEntry:
        """Only after `is_valid`."""
        data = self.cleaned_data
        lasting = TREATMENT_KINDS[data["kind"]].lasting
        return TreatmentEntry(
            kind=data["kind"],
            tool=data["tool"],
            minutes=data["minutes"],
            pressure=data["pressure"],
            by=data["by"],
            started_on=(data["started_on"] or self.date) if lasting else None,
            note=data["note"],
            spots={UUID(key): Pains(data[f"before.{key}"], data[f"after.{key}"]) for key in data["spots"]},
        )


@dataclass(frozen=True, slots=True)
class ReadChip:
    """A chip that was tapped. `gone`: a spot of it has been merged or put away since the page was drawn."""

    public_id: UUID
    entry: TreatmentEntry
    gone: bool


def read_chip(text: str, own_spots: Iterable[Spot]) -> ReadChip | None:
    """What `today.treatments.Chip.value` sends: id, spots ("-" for the whole body), kind|minutes|by|tool.

    None for what is no chip of ours.
    """
    known = {spot.public_id for spot in own_spots if spot.archived_on is None}
    try:
        public_id, spots, key = text.split(" ", 2)
        kind, minutes, by, tool = key.split("|", 3)
        wanted = [UUID(spot) for spot in spots.split(",") if spot != "-"]
        entry = TreatmentEntry(
            kind=_KIND.clean(kind),
            tool=_TOOL.clean(tool),
            minutes=_MINUTES.clean(minutes),
            by=_BY.clean(by),
            spots={spot: Pains() for spot in wanted},
        )
        return ReadChip(UUID(public_id), entry, gone=not known.issuperset(wanted))
    except (ValueError, forms.ValidationError):
        return None


_KIND = forms.ChoiceField(choices=[(key, kind.label) for key, kind in TREATMENT_KINDS.items()])
_TOOL = forms.CharField(max_length=60, required=False)
_MINUTES = forms.DecimalField(min_value=0, max_value=1440, max_digits=5, decimal_places=1, required=False)
_BY = forms.ChoiceField(choices=list(TREATED_BY.items()), required=False)
