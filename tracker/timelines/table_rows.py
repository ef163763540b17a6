"""The rows of the tables beside strips as HTML: up to some hundreds a page, which a template takes long over."""

import datetime
from collections.abc import Callable, Iterable
from html import escape

from django.utils.safestring import SafeString

from tracker.timelines.table import EpisodeRow

AddressOf = Callable[[datetime.date], str]


def long_rows(rows: Iterable[EpisodeRow], address: AddressOf) -> SafeString:
    """Those of the page of a spot."""
    return SafeString("".join(_long(row, address) for row in rows))


def _long(row: EpisodeRow, address: AddressOf) -> str:
    until = f"<br>to {row.to_day}" if row.to_day else ""
    origin = f'<br><span class="timeline-table__origin">{escape(row.origin)}</span>' if row.origin else ""
    back = escape(row.back)
    return (
        f'<tr><th scope="row" class="nowrap"><a href="{address(row.start)}">{row.from_day}</a>{until}{origin}</th>'
        f'<td class="nowrap">{escape(row.quiet_from)}</td>'
        f'<td class="nowrap">{f"<strong>{back}</strong>" if row.quick else back}</td>'
        f'<td class="num">{row.worst}</td>'
        f'<td class="timeline-table__treated">{escape(row.treated)}</td></tr>'
    )


def short_rows(rows: Iterable[EpisodeRow], address: AddressOf) -> SafeString:
    """Those of a flagged spot, of months whose year goes without saying."""
    return SafeString("".join(_short(row, address) for row in rows))


def _short(row: EpisodeRow, address: AddressOf) -> str:
    days = [row.start] if row.start == row.last_active else [row.start, row.last_active]
    linked = " to ".join(f'<a href="{address(day)}">{day:%-d %b}</a>' for day in days)
    return (
        f'<tr><th scope="row">{linked}</th><td class="num">{row.worst}</td><td>{escape(row.treated)}</td>'
        f"<td>{escape(row.back)}{' (quick)' if row.quick else ''}</td></tr>"
    )
