"""Parts of the page of what lasts of which it has some hundreds, as HTML: a template takes long over them.

Only the name of a spot is somebody's own text; the rest are numbers, dates and words of ours.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

from tracker.insights.lasts_card import ReliefRow, StepRow
from tracker.insights.lasts_curve import DayLabel
from tracker.timelines.table_rows import AddressOf


def step_rows(rows: Iterable[StepRow]) -> SafeString:
    return SafeString(
        "".join(
            f'<tr><th scope="row" class="num">{row.day}</th><td class="num">{row.followed}</td>'
            f'<td class="num">{row.back}</td><td>{row.away} <span class="soft">{row.between}</span></td></tr>'
            for row in rows
        )
    )


def relief_rows(rows: Iterable[ReliefRow], address: AddressOf) -> SafeString:
    return SafeString(
        "".join(
            f'<tr><th scope="row"><a href="{address(row.date)}">{row.date:%-d %b %Y}</a></th>'
            f"<td>{escape(row.spot)}</td><td>{row.words}</td></tr>"
            for row in rows
        )
    )


def day_labels(labels: Iterable[DayLabel]) -> SafeString:
    """The days below a curve, and below each how many were followed to it."""
    return SafeString(
        "".join(
            f'<text x="{label.x}%" y="19" text-anchor="{label.anchor}">{label.text}</text><text'
            f' class="curve__followed" x="{label.x}%" y="38" text-anchor="{label.anchor}">{label.followed}</text>'
            for label in labels
        )
    )


def week_lines(labels: Iterable[DayLabel]) -> SafeString:
    """A fine line at each day of the axis."""
    return SafeString(
        "".join(
            f'<line class="half__week" x1="{label.x}%" x2="{label.x}%" y1="0" y2="100%"/>' for label in labels
        )
    )
