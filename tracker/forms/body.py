"""A tap on the drawing: view and position, checked."""

from django import forms

from tracker.body.sides import View

# Farther than this from the figure is no tap on the map: drawing units.
REACH = 2_000


class TapForm(forms.Form):
    view = forms.ChoiceField(choices=[(view.value, view.value) for view in View])
    x = forms.FloatField(min_value=-REACH, max_value=REACH)
    y = forms.FloatField(min_value=-REACH, max_value=REACH)
