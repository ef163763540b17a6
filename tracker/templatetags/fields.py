"""Form fields in our look. Formatting only."""

from typing import Any, TypedDict

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

register = template.Library()

_PLAIN = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class FieldContext(TypedDict):
    field: BoundField
    widget: SafeString
    shape: str


def _context(field: BoundField) -> FieldContext:
    """The label above says what a placeholder would; the first field with an error gets the focus."""
    attrs: dict[str, Any] = {"placeholder": False}
    widget = field.field.widget
    if not isinstance(widget, _PLAIN):
        attrs["class"] = "input"
    if field.errors and field.name == next(iter(field.form.errors)):
        attrs["autofocus"] = True
    shape = "radio" if isinstance(widget, forms.RadioSelect) else "line"
    if isinstance(widget, forms.CheckboxInput):
        shape = "check"
    return FieldContext(field=field, widget=field.as_widget(attrs=attrs), shape=shape)


@register.inclusion_tag("_field.html")
def form_field(field: BoundField) -> FieldContext:
    """One field: label, control, help and error."""
    return _context(field)


@register.simple_tag
def form_control(field: BoundField) -> SafeString:
    """The control alone, where the page says in its own way what it is."""
    return _context(field)["widget"]


@register.inclusion_tag("_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """A form's general errors and every field of it."""
    return {"form": form}


# What a user agent says, in the order in which it must be asked: each names those after it as well.
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox"}
_BROWSERS |= {"FxiOS": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS X": "Mac"}
_SYSTEMS |= {"CrOS": "Chromebook", "Linux": "Linux"}


@register.filter
def device_name(user_agent: str) -> str:
    """Browser and system ("Firefox on Linux"): enough to recognise a device of one's own."""
    browser = next((name for token, name in _BROWSERS.items() if token in user_agent), "A browser")
    system = next((name for token, name in _SYSTEMS.items() if token in user_agent), "")
    return f"{browser} on {system}" if system else browser
