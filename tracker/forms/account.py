"""The sign-up form."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms

from tracker.forms.zones import zone_named, zone_names

UNKNOWN_ZONE = "UTC"


class SignupForm(AllauthSignupForm):
    """Username, password, perhaps an email address; the time zone comes from the browser."""

    # No CharField: whatever a browser sends here, nothing about it is refused.
    time_zone = forms.Field(
        label="Time zone",
        required=False,
        initial=UNKNOWN_ZONE,
        help_text="So that your day begins and ends when yours does. You can change it later.",
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "data-zone": True}),
    )

    zones = staticmethod(zone_names)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["username", "password1", "email", "time_zone"])
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password1"].help_text = "At least 10 characters. A few words in a row work well."
        self.fields["email"].label = "Email (optional)"
        self.fields["email"].help_text = "Only for letting you back in when the password is forgotten."

    def clean_time_zone(self) -> str:
        """A zone that is unknown here must not stop anybody: it can be set later, under Settings."""
        return zone_named(self.cleaned_data["time_zone"] or "") or UNKNOWN_ZONE
