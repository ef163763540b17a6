"""What has to be typed before something is deleted for good."""

import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms

from tracker.forms.trends import DayField
from tracker.models import Person


class LeaveForm(forms.Form):
    """The person's own user name, and the password of an account that has one."""

    username = forms.CharField(
        label="Your username",
        max_length=150,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Type your username."},
    )
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "Type your password."},
    )

    def __init__(self, data: Any = None, *, person: Person) -> None:
        super().__init__(data)
        self.person = person
        self.fields["username"].help_text = f"To be sure, type it as it is: {person.username}"
        if not person.has_usable_password():
            del self.fields["password"]

    def clean_username(self) -> str:
        typed = Person.normalize_username(self.cleaned_data["username"].strip())
        if typed.casefold() != self.person.username.casefold():
            raise forms.ValidationError(f"This is not your username. It is {self.person.username}.")
        return self.person.username

    def clean(self) -> dict[str, Any]:
        """The password is tried only once everything else fits: each try counts."""
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned and not self.errors:
            adapter = get_adapter()
            try:
                known = adapter.reauthenticate(self.person, cleaned["password"])
            except forms.ValidationError as error:
                self.add_error("password", error)
            else:
                if not known:
                    self.add_error("password", adapter.validation_error("incorrect_password"))
        return cleaned


class DeleteDaysForm(forms.Form):
    """Both days have to be named: no range is guessed where something is deleted."""

    def __init__(self, data: Any, *, today: datetime.date) -> None:
        super().__init__(data or None)
        limits = {"type": "date", "max": today.isoformat()}
        for name, label in (("first", "First day"), ("last", "Last day")):
            widget = forms.DateInput(limits, format="%Y-%m-%d")
            self.fields[name] = DayField(today, label=label, widget=widget)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "This day lies before the first one.")
        return cleaned
