"""Formatting for templates. No queries here."""

import datetime
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString

from tracker.changes.fields import Value, as_slug, as_text
from tracker.insights import lasts_rows
from tracker.insights.lasts_card import ReliefRow
from tracker.insights.words import Piece
from tracker.models import Person, Spot
from tracker.spot_names import display_name
from tracker.timelines.drawing import drawn
from tracker.timelines.strip import Strip
from tracker.timelines.table import EpisodeRow
from tracker.timelines.table_rows import long_rows, short_rows
from tracker.timelines.words import DayLink
from tracker.today.controls import Control
from tracker.warning_signs import SignsToKnow

register = template.Library()

_SCALE = tuple((str(step), f" pain-{step}") for step in range(11))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of ours that says what its neighbour text says, so it is hidden from screen readers."""
    drawing = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(drawing, _icons(), name)


@cache
def _icons() -> str:
    """A page draws some dozens, all from one file whose address stays as long as the process."""
    return static("img/icons.svg")


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
        checked = " checked" if control.text == step else ""
        steps.append(_STEP.format(shade if pain else "", name, slug, step, step, checked, step))
    return SafeString("".join(steps))


# What each of some dozens of controls of a day carries: tags, since an include costs as much as all the rest of one.


@register.simple_tag
def was_value(control: Control) -> SafeString:
    """What the page had shown, to be sent along with what is typed."""
    hidden = '<input type="hidden" form="day" name="was:{}" id="was-{}" value="{}">'
    return format_html(hidden, control.name, control.slug, control.was)


@register.simple_tag
def field_message(control: Control) -> SafeString:
    message = '<p class="field__error" id="error-{}" role="alert">{}</p>'
    return format_html(message, control.slug, control.error)


_FIELD = SafeString('id="field-{slug}" data-field="{name}"')
_SAVES = SafeString(
    ' hx-post="{address}" hx-trigger="{trigger}" hx-include="#field-{slug}, #day-token" hx-target="#saved"'
    ' hx-sync="this:queue last"'
)


@register.simple_tag(takes_context=True)
def field_saves(context: Context, control: Control, trigger: str = "change") -> SafeString:
    """Attributes of what holds one control: with htmx it saves itself, unless the page is `plain`."""
    known = {"slug": control.slug, "name": control.name, "trigger": trigger}
    if context.get("plain"):
        return format_html(_FIELD, **known)
    return format_html(_FIELD + _SAVES, address=context["page"].address, **known)


@register.simple_tag
def strip_drawing(strip: Strip) -> SafeString:
    return drawn(strip)


@register.simple_tag
def story_rows(rows: Iterable[EpisodeRow]) -> SafeString:
    return long_rows(rows, day_address)


@register.simple_tag
def stretch_rows(rows: Iterable[EpisodeRow]) -> SafeString:
    return short_rows(rows, day_address)


@register.simple_tag
def relief_rows(rows: Iterable[ReliefRow]) -> SafeString:
    return lasts_rows.relief_rows(rows, day_address)


register.simple_tag(lasts_rows.step_rows)
register.simple_tag(lasts_rows.day_labels)
register.simple_tag(lasts_rows.week_lines)


@register.simple_tag
def sentence(pieces: Iterable[Piece]) -> SafeString:
    """Words, some of them in bold or with the page of a day behind them."""
    return SafeString("".join(map(_told, pieces)))


@register.simple_tag
def day_links(days: Sequence[DayLink]) -> SafeString:
    return SafeString("".join(f'<a href="{day_address(day.date)}">{day.words}</a> ' for day in days))


@register.simple_tag
@lru_cache(maxsize=32)
def signs_to_know(signs: SignsToKnow) -> SafeString:
    """Kept, since it is long, the same for everybody with a muscle of that part, and on each of some cards."""
    return render_to_string("spots/_signs_to_know.html", {"signs": signs})


def _told(piece: Piece) -> str:
    text = escape(piece.text)
    if piece.date:
        return f'<a class="sentence__day" href="{day_address(piece.date)}">{text}</a>'
    return f"<strong>{text}</strong>" if piece.strong else text


@register.simple_tag
@lru_cache(maxsize=4096)
def day_address(date: datetime.date) -> str:
    """Kept, since a page names some hundreds, and the router takes longer over each than all else about it."""
    return reverse("day", args=[date.isoformat()])


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
