"""The report as a PDF: tagged (PDF/UA-1), with selectable text and drawings as vectors, the same bytes each time.

The layout is typst's, in the folder typst/. All that a person wrote reaches it as JSON and is set as plain text: no
word of theirs is ever read as markup. Nothing is read from the network or from the fonts of the machine.
"""

import datetime
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings

from tracker.report.content import Report, SpotDetails
from tracker.report.paper.charts import charts
from tracker.report.paper.drawing import views
from tracker.report.paper.letters import MISSING, settable
from tracker.report.paper.strips import mark_svg, strip_picture

if TYPE_CHECKING:
    from typst import Fonts

Paper = Literal["a4", "letter"]
# Width of the page and of what stands between its margins, in points.
WIDTHS: Mapping[Paper, float] = {"a4": 595.28, "letter": 612}
MARGIN = 42
# The first page in four sizes, of which the layout takes the largest that fits one page: the size of its text, how
# wide (as a share) and how tall the body may be, the space beside it, and the height of a chart. In points.
SIZES = (
    {"text": 9.3, "share": 0.5, "tall": 232, "gap": 18, "chart": 56},
    {"text": 8.9, "share": 0.48, "tall": 206, "gap": 16, "chart": 48},
    {"text": 8.5, "share": 0.46, "tall": 178, "gap": 16, "chart": 39},
    {"text": 8.0, "share": 0.42, "tall": 150, "gap": 14, "chart": 31},
)
# Between the two views of the body.
BETWEEN = 10


def pdf_of(report: Report, paper: Paper) -> bytes:
    import typst  # 20 MB that a process pays for with its first PDF only

    sheet = _sheet(report, paper)
    try:
        return _compiled(sheet, report, plain=False)
    except typst.TypstError:
        # A mark that no letter carries, or letters whose joined form no font has: rare, so found out by trying.
        return _compiled(sheet, report, plain=True)


def _compiled(sheet: dict[str, Any], report: Report, *, plain: bool) -> bytes:
    import typst

    settled = settable(sheet, plain=plain)
    words = json.dumps({**settled, "missing": MISSING in str(settled)}, ensure_ascii=False)
    made = datetime.datetime.combine(report.head.made, datetime.time(), datetime.UTC)
    with as_file(files(__package__) / "typst") as folder:
        return typst.compile(
            folder / "report.typ",
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"sheet": words},
            pdf_standards=["ua-1"],
            timestamp=made,
        )


@cache
def _fonts() -> "Fonts":
    import typst

    folder = str(settings.BUILD_DIR / "fonts")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


def _sheet(report: Report, paper: Paper) -> dict[str, Any]:
    """Everything that the layout needs, as plain JSON: the report itself, and its pictures drawn to size."""
    width = WIDTHS[paper] - 2 * MARGIN
    plain: dict[str, Any] = _plain(report)
    drawing = views(settings.BUILD_DIR / "static" / "body", report.figure.figure, report.figure.box)
    for view in plain["figure"]["views"]:
        view["svg"] = drawing[view["view"]]
    sizes = [_sized(report, size, width) for size in SIZES]
    for details, told in zip(report.details, plain["details"], strict=True):
        told["story"] = _story(details, width)
    return {"paper": paper, "margin": MARGIN, "sizes": sizes, "report": plain}


def _sized(report: Report, size: Mapping[str, float], width: float) -> dict[str, Any]:
    """The body takes what it needs to be as tall as it may, the charts the rest."""
    _, _, wide, high = report.figure.box
    body = min(2 * size["tall"] * wide / high + BETWEEN, size["share"] * width)
    pictures = charts(report.multiples, width - body - size["gap"], size["chart"])
    return {**size, "body": body, "charts": _plain(pictures)}


def _story(details: SpotDetails, width: float) -> dict[str, Any]:
    story = details.story
    return {
        "strips": [
            {"title": strip.row.title, "note": strip.note, "picture": _plain(strip_picture(strip, width))}
            for strip in story.strips
        ],
        "key": [
            {
                "svg": mark_svg(item.shape),
                "words": " \u00b7 ".join(f"{name} {days}\u00d7" for name, days in item.kinds),
            }
            for item in story.key
        ],
        "rapid_days": story.rapid_days,
        **{name: getattr(story, name) for name in _SEEN},
    }


# What a strip shows, so that its key names that and nothing else.
_SEEN = ("is_weekly", "has_unknown", "has_shaded", "has_away", "has_open")
_DRAWN_APART = {"story", "points", "plot", "shapes"}


def _plain(value: Any) -> Any:
    """Dataclasses and named tuples by their fields; what is drawn apart stays out."""
    if is_dataclass(value) and not isinstance(value, type):
        found = {
            each.name: _plain(getattr(value, each.name))
            for each in fields(value)
            if each.name not in _DRAWN_APART
        }
        return found | ({"svg": value.svg} if hasattr(value, "svg") else {})
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(each) for name, each in value._asdict().items() if name not in _DRAWN_APART}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
