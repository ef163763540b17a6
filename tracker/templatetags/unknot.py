"""Formatting for templates. No queries here."""

import datetime

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.changes.fields import Value, as_slug, as_text
from tracker.models import Person, Spot
from tracker.spot_names import display_name

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of ours that says what its neighbour text says, so it is hidden from screen readers."""
    drawing = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(drawing, static("img/icons.svg"), name)


@register.filter
def clock(moment: datetime.datetime, person: Person) -> str:
    """The time of day in the person's zone: "20:14"."""
    return f"{moment.astimezone(person.zone):%H:%M}"


@register.filter
def short_day(date: datetime.date, today: datetime.date) -> str:
    """A recent day in few letters: "Fri" within the last week, "3 Nov" in the last year, else "3 Nov 2024"."""
    age = (today - date).days
    if 0 <= age < 7:
        return f"{date:%a}"
    return f"{date:%-d %b}" if 0 <= age < 360 else f"{date:%-d %b %Y}"


@register.filter
def spot_name(spot: Spot) -> str:
    return display_name(spot)


@register.filter
def slug_of(field: str) -> str:
    """A field's name as part of an HTML id."""
    return as_slug(field)


@register.filter
def field_text(value: Value) -> str:
    """A field's value as the text its hidden control carries."""
    return as_text(value)


@register.filter
def field_words(value: Value) -> str:
    """A field's value for reading."""
    if isinstance(value, bool):
        return "done" if value else "not done"
    if isinstance(value, tuple):
        return ", ".join(value) or "nothing ticked"
    return as_text(value) or "not recorded"
