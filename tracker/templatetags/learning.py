"""What the pages to read are made of: numbered sources, the strength of evidence, small drawings."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.learning.evidence import STRENGTHS

register = template.Library()


@register.simple_tag(takes_context=True)
def cite(context: dict[str, Any], *keys: str) -> SafeString:
    """Numbers that lead to the sources at the foot of the page."""
    numbers = sorted(context["citations"].number(key) for key in keys)
    link = '<a href="#source-{0}" aria-label="Source {0}">{0}</a>'
    return format_html(
        '<sup class="cite">{}</sup>', format_html_join(" ", link, ((number,) for number in numbers))
    )


@register.inclusion_tag("learn/_evidence.html")
def evidence(key: str, about: str = "") -> dict[str, Any]:
    """The strength of the evidence in words, and `about` what it is evidence."""
    strength = STRENGTHS[key]
    return {
        "strength": strength,
        "about": about,
        "bars": [bar < strength.bars for bar in range(4)],
    }


@register.simple_tag
def emblem(name: str) -> SafeString:
    """A drawing of ours that says what its neighbour text says, so it is hidden from screen readers."""
    drawing = '<svg class="emblem" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(drawing, static("img/learn.svg"), name)
