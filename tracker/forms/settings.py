"""What a person can set for themselves."""

from typing import TYPE_CHECKING

from django import forms

from tracker.forms.zones import zone_named, zone_names
from tracker.models import Person
from tracker.models.account import FIGURES, THEMES

# ModelForm is generic for the type checker only.
if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Person]
else:
    _ModelForm = forms.ModelForm

LATEST_START = 12


def _hour_label(hour: int) -> str:
    names = {0: "midnight", 4: "4:00 in the morning (usual)", LATEST_START: "noon"}
    return names.get(hour, f"{hour}:00 in the morning")


class SettingsForm(_ModelForm):
    time_zone = forms.CharField(
        label="Time zone",
        max_length=64,
        help_text="Type the name of a city near you and choose from the list. Days you have logged stay as they are.",
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    day_starts_at = forms.TypedChoiceField(
        label="A new day begins at",
        coerce=int,
        choices=[(hour, _hour_label(hour)) for hour in range(LATEST_START + 1)],
        help_text=(
            "Up for long after midnight? What you log before this hour still counts for the evening that is ending."
        ),
    )
    figure = forms.ChoiceField(label="Drawing of the body", choices=FIGURES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label="Colours",
        choices={**THEMES, "system": "Device"},
        help_text="Device: light or dark, as your phone or computer is set.",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Person
        fields = ["time_zone", "day_starts_at", "figure", "theme"]

    zones = staticmethod(zone_names)

    def clean_time_zone(self) -> str:
        name = zone_named(self.cleaned_data["time_zone"])
        if name is None:
            raise forms.ValidationError("Choose a time zone from the list, for example Europe/Berlin.")
        return name
