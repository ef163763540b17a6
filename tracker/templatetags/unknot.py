"""Formatting for templates. No queries here."""

import datetime
import html
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.analysis.keeping import remembered
from tracker.body.bodymap import Mark
from tracker.changes.fields import Value, as_slug, as_text
from tracker.insights import lasts_rows
from tracker.insights.general import General
from tracker.insights.lasts_card import ReliefRow
from tracker.insights.rule_words import RuleWords
from tracker.insights.words import Piece
from tracker.localday import short_day
from tracker.models import Person, Spot
from tracker.spot_names import display_name
from tracker.spotpages.away_dots import AwayDots
from tracker.spotpages.away_drawing import drawn_dots
from tracker.timelines.drawing import drawn
from tracker.timelines.strip import Strip
from tracker.timelines.table import EpisodeRow
from tracker.timelines.table_rows import long_rows, short_rows
from tracker.timelines.words import DayLink
from tracker.warning_signs import SignsToKnow

register = template.Library()


def filled_in(pattern: str, **words: object) -> SafeString:
    """As `format_html`, for words that are neither lazy nor draw themselves: to ask each of hundreds takes longest."""
    known = {
        name: word if isinstance(word, SafeString) else html.escape(str(word)) for name, word in words.items()
    }
    return SafeString(pattern.format(**known))


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str) -> SafeString:
    """A drawing of ours that says what its neighbour text says, so it is hidden from screen readers.

    Kept, since a page has some dozens, of one file whose address stays as long as the process.
    """
    drawing = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(drawing, static("img/icons.svg"), name)


_MARK = """\
<a class="mark {css_class}" href="{href}" aria-label="{description}">
  <g transform="translate({x} {y})"><g class="mark__body">
    <circle class="mark__target" r="22"/>
    <circle class="mark__dot" r="14"/>
    <text class="mark__number">{number}</text>
  </g></g>
</a>
"""


@register.simple_tag
def map_marks(marks: Iterable[Mark]) -> SafeString:
    """The numbered dots of one view of the body."""
    return SafeString("".join(_mark(mark) for mark in marks))


def _mark(mark: Mark) -> SafeString:
    said = {"css_class": mark.css_class, "href": mark.href, "description": mark.description}
    return filled_in(_MARK, x=mark.x, y=mark.y, number=mark.number, **said)


@register.simple_tag
def strip_drawing(strip: Strip) -> SafeString:
    return drawn(strip)


@register.simple_tag
def away_dots(dots: AwayDots) -> SafeString:
    return drawn_dots(dots)


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


@register.simple_tag
@lru_cache(maxsize=32)
def about_muscle(general: General, signs: SignsToKnow, worth_telling: tuple[str, ...]) -> SafeString:
    """Kept as the signs are, which are a part of it."""
    context = {"general": general, "signs": signs, "worth_telling": worth_telling}
    return render_to_string("insights/_general.html", context)


@register.simple_tag
@remembered(16)
def rule_fold(rules: tuple[RuleWords, ...], days: tuple[str, ...], own_thresholds: bool) -> SafeString:
    """Kept, since nearly all cards of a page, and of all people, have the same rule."""
    context = {"rules": rules, "days": days, "own_thresholds": own_thresholds}
    return render_to_string("insights/_rule.html", context)


def _told(piece: Piece) -> str:
    text = html.escape(piece.text)
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


register.filter(short_day)


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
