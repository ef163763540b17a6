"""Form fields in our look. Formatting only."""

from typing import Any, TypedDict

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from tracker.gate.origins import device_name, in_words

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


register.filter("device_name", device_name)
register.filter("network", in_words)
