"""Formatting for templates. No queries here."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of ours that says what its neighbour text says, so it is hidden from screen readers."""
    return format_html('<svg aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', static("img/icons.svg"), name)
