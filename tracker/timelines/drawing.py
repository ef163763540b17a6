"""A strip of days as SVG: hundreds of marks a page, which a template takes long over.

The page has timelines/_defs.html once, and css/timeline.css. Down, 0 is the top of the highest column and 34 the
ground on which the columns stand.
"""

from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString

from tracker.analysis.keeping import kept
from tracker.timelines.columns import Column
from tracker.timelines.returns import Away
from tracker.timelines.strip import Box, Strip


# Those of a few stories of ten years; a strip of a year takes twenty kilobytes.
@kept(64)
def drawn(strip: Strip) -> SafeString:
    ticks = "".join(
        f'<line class="timeline__tick" x1="{x}%" x2="{x}%" y1="3" y2="{strip.ground}"/>'
        f'<text class="timeline__day" x="{x}%" dx="4" y="11">{escape(text)}</text>'
        for x, text in strip.ticks
    )
    return SafeString(
        f'<svg class="timeline" width="100%" height="{strip.height}" role="img"'
        f' aria-label="{escape(strip.summary)}">{ticks}'
        f'<svg y="{strip.top}" width="100%" height="34" overflow="visible">{"".join(_marks(strip))}</svg></svg>'
    )


def _marks(strip: Strip) -> Iterator[str]:
    """From the back to the front."""
    for shade in strip.shaded:
        yield f'<rect class="timeline__window" x="{shade.x}%" width="{shade.width}%" y="34" height="10"/>'
    for box in strip.unknown:
        title = f"<title>{escape(box.words)}</title>"
        yield f'<rect class="timeline__unknown" {_across(box)} height="37">{title}</rect>'
    for box in strip.known:
        yield f'<rect class="timeline__known" {_across(box)} y="34" height="1.5"/>'
    yield from _columns(strip.columns)
    for figure in strip.figures:
        yield f'<text class="timeline__figure" x="{figure.x}%" y="{figure.y}">{figure.pain}</text>'
    for box in strip.episodes:
        yield (
            f'<g class="timeline__episode"><title>{escape(box.words)}</title>'
            f'<rect class="timeline__target" {_across(box)} height="34"/>'
            f'<rect class="timeline__ground" {_across(box)} y="34" height="3"/></g>'
        )
    for mark in strip.treated:
        yield (
            f'<use class="timeline__treated" href="#treated-{mark.shape}" x="{mark.x}%" y="{mark.y}">'
            f"<title>{escape(mark.words)}</title></use>"
        )
    for line in strip.away:
        yield _away(line)


def _columns(columns: Iterable[Column]) -> Iterator[str]:
    for each in columns:
        yield (
            f'<rect class="timeline__pain pain-{each.pain}" x="{each.x}%" width="{each.width}%" y="{each.y}"'
            f' height="{each.height}"/>'
        )


def _across(box: Box) -> str:
    return f'x="{box.x}%" width="{box.width}%"'


def _away(line: Away) -> str:
    height = 3 if line.quick else 2
    parts = [f'<g class="timeline__away{" timeline__away--quick" if line.quick else ""}">']
    parts.append(f"<title>{escape(line.words)}</title>")
    if line.width:
        sure = f'x="{line.x}%" width="{line.width}%"'
        parts.append(f'<rect class="timeline__span" {sure} y="42" height="{height}"/>')
    if line.unsure:
        unsure = f'x="{line.unsure_x}%" width="{line.unsure}%"'
        parts.append(f'<rect class="timeline__unsure" {unsure} y="42" height="{height}"/>')
    if line.label:
        level = 71 if line.level else 57
        parts.append(
            f'<text class="timeline__days" x="{line.label_x}%" y="{level}">{escape(line.label)}</text>'
        )
    return "".join([*parts, "</g>"])
