"""Forms for a person's own factors."""

import uuid
from typing import TYPE_CHECKING, Any

from django import forms

from tracker.models import Factor, Person

# ModelForm is generic for the type checker only.
if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Factor]
else:
    _ModelForm = forms.ModelForm

# What each kind asks for, in plain words.
KIND_WORDS = {
    "yes_no": "Yes or no",
    "scale": "A number from 0 to 10",
    "hours": "Hours",
    "minutes": "Minutes",
    "count": "How many times",
    "amount": "An amount, with a unit",
}
_USUAL_UNITS = {"hours": "h", "minutes": "min"}
NAME_TAKEN = "You have a factor of this name already."


class FactorForm(_ModelForm):
    """What can be changed after a factor has been made. Its kind stays: readings of it exist in that kind."""

    name = forms.CharField(
        label="Name",
        max_length=60,
        help_text="As you would say it: coffee, long drive, new pillow.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit = forms.CharField(
        label="Unit",
        max_length=20,
        required=False,
        help_text="For amounts: ml, km, steps.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    night_before = forms.BooleanField(
        label="It is about the night before",
        required=False,
        help_text="For what you note in the morning about the night, such as the hours of a splint.",
    )

    class Meta:
        model = Factor
        fields = ["name", "unit", "night_before"]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        if self.instance.pk and self.instance.kind != "amount":
            del self.fields["unit"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Factor.objects.for_user(self._person).exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(NAME_TAKEN)
        return name


class NewFactorForm(FactorForm):
    kind = forms.ChoiceField(
        label="What you note", choices=KIND_WORDS, initial="yes_no", widget=forms.RadioSelect
    )
    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ["name", "kind", "unit", "night_before", "public_id"]

    def clean_name(self) -> str:
        """The same form sent twice is not a clash with itself."""
        name: str = self.cleaned_data["name"]
        sent = Factor.objects.for_user(self._person).filter(name__iexact=name, public_id=self._sent_id())
        return name if sent.exists() else super().clean_name()

    def _sent_id(self) -> uuid.UUID:
        try:
            return uuid.UUID(str(self.data.get("public_id")))
        except ValueError:
            return uuid.UUID(int=0)

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        kind = cleaned.get("kind", "")
        if kind != "amount":
            cleaned["unit"] = _USUAL_UNITS.get(kind, "")
        return cleaned
