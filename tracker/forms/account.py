"""Forms around the account."""

from django import forms


class SignupForm(forms.Form):
    """Placeholder base that allauth extends: the zone comes from the browser."""

    time_zone = forms.CharField(required=False, widget=forms.HiddenInput)
