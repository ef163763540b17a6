"""Which parts of a proposal the person takes into the diary, and in which words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms

from tracker.changes.fields import as_text
from tracker.changes.proposals import Accepted, Written
from tracker.forms.writing_back import minutes_field
from tracker.models.diary import NOTE_LENGTH
from tracker.models.recurrence import OUTCOME_LENGTH
from tracker.vocabulary import TREATMENT_KINDS, treatment_name


class Part(NamedTuple):
    """`take`: whether it goes into the diary; `words`: what can be changed about it. `name`: what it is about."""

    name: str
    take: forms.BoundField
    words: forms.BoundField


class AcceptForm(forms.Form):
    """Every part is taken as written unless the person changes it. `names`: of the spots that are still there."""

    def __init__(self, data: Any = None, *, written: Written, names: Mapping[str, str]) -> None:
        super().__init__(data)
        self.names = names
        self.spots = [key for key in written.spots if key in names]
        self.assessed = [key for key in written.assessed if key in names]
        self.kinds = [kind for kind in written.treatments if kind in TREATMENT_KINDS and self.spots]
        self.noted = [key for key in dict.fromkeys([*self.spots, *self.assessed]) if note_of(written, key)]
        self._add_treatments(written)
        self._add_notes(written)
        self._add_assessments(written)

    def _add_treatments(self, written: Written) -> None:
        if self.kinds:
            self.fields["treated"] = forms.MultipleChoiceField(
                label="On these spots",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(key, self.names[key]) for key in self.spots],
                initial=self.spots,
            )
        for kind in self.kinds:
            self._add(f"kind.{kind}", treatment_name(kind))
            minutes = written.treatments[kind]
            self.fields[f"minutes.{kind}"] = minutes_field()
            self.initial[f"minutes.{kind}"] = None if minutes is None else as_text(minutes)

    def _add_notes(self, written: Written) -> None:
        for key in self.noted:
            self._add(f"note.{key}", f"Note on {self.names[key]}")
            area = forms.Textarea(attrs={"rows": 4})
            self.fields[f"text.{key}"] = forms.CharField(
                label="In these words",
                max_length=NOTE_LENGTH,
                required=False,
                initial=note_of(written, key),
                widget=area,
            )

    def _add_assessments(self, written: Written) -> None:
        for key in self.assessed:
            self._add(f"assessed.{key}", f"{self.names[key]} was assessed: let its flag rest")
            said = written.assessed[key]
            self.fields[f"outcome.{key}"] = forms.CharField(
                label="Outcome", max_length=OUTCOME_LENGTH, required=False, initial=said
            )

    def _add(self, name: str, label: str) -> None:
        self.fields[name] = forms.BooleanField(label=label, required=False, initial=True)

    def treatments(self) -> Iterator[Part]:
        for kind in self.kinds:
            yield Part(treatment_name(kind), self[f"kind.{kind}"], self[f"minutes.{kind}"])

    def notes(self) -> Iterator[Part]:
        for key in self.noted:
            yield Part(self.names[key], self[f"note.{key}"], self[f"text.{key}"])

    def assessments(self) -> Iterator[Part]:
        for key in self.assessed:
            yield Part(self.names[key], self[f"assessed.{key}"], self[f"outcome.{key}"])

    @property
    def holds_something(self) -> bool:
        return bool(self.kinds or self.noted or self.assessed)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and any(data[f"kind.{kind}"] for kind in self.kinds) and not data["treated"]:
            self.add_error("treated", "Tick at least one spot, or leave the treatments out.")
        return data

    def accepted(self) -> Accepted:
        """Only after `is_valid`."""
        data = self.cleaned_data
        treatments: dict[str, Decimal | None] = {
            kind: data[f"minutes.{kind}"] for kind in self.kinds if data[f"kind.{kind}"]
        }
        return Accepted(
            treated=tuple(data.get("treated", ())),
            treatments=treatments,
            notes={key: data[f"text.{key}"] for key in self.noted if data[f"note.{key}"]},
            assessed={key: data[f"outcome.{key}"] for key in self.assessed if data[f"assessed.{key}"]},
        )


def note_of(written: Written, spot: str) -> str:
    """What was written of a spot as one note; empty where nothing was.

    An outcome stands there too: the note stays when a later assessment takes the place of this one.
    """
    lines = [
        ("Assessed, outcome", written.assessed.get(spot, "")),
        ("Finding", written.finding),
        ("Advice", written.advice),
    ]
    if written.next_visit:
        lines.append(("Next visit", f"{written.next_visit:%-d %B %Y}"))
    return "\n".join(f"{name}: {text}" for name, text in lines if text)
