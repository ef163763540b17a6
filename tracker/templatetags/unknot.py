"""Formatting for templates. No queries here."""

import datetime

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.changes.fields import Value, as_slug, as_text
from tracker.models import Person, Spot
from tracker.spot_names import display_name
from tracker.today.controls import Control

register = template.Library()

# Known to be safe, so that none of them is escaped a few hundred times a page.
_SCALE = tuple((SafeString(step), SafeString(f" pain-{step}")) for step in range(11))
_CHECKED, _NOTHING = SafeString(" checked"), SafeString("")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of ours that says what its neighbour text says, so it is hidden from screen readers."""
    drawing = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(drawing, static("img/icons.svg"), name)


_STEP = (
    '<label class="scale__step{}"><input type="radio" form="day" name="{}" id="{}-{}" value="{}"{}>'
    "<span>{}</span></label>"
)


@register.simple_tag
def scale_steps(control: Control, pain: bool | str = False) -> SafeString:
    """Eleven targets, 0-10. A tag, since a page has a few hundred of them and a template loop is slow."""
    name, slug = conditional_escape(control.name), conditional_escape(control.slug)
    steps = []
    for step, shade in _SCALE:
        checked = _CHECKED if control.text == step else _NOTHING
        steps.append((shade if pain else _NOTHING, name, slug, step, step, checked, step))
    return format_html_join("", _STEP, steps)


@register.filter
def clock(moment: datetime.datetime, person: Person) -> str:
    """The time of day in the person's zone: "20:14"."""
    return f"{moment.astimezone(person.zone):%H:%M}"


@register.filter
def clock_day(moment: datetime.datetime, person: Person) -> str:
    """Day and time of day in the person's zone: "3 Nov 2026, 20:14"."""
    return f"{moment.astimezone(person.zone):%-d %b %Y, %H:%M}"


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
