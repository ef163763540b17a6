"""The report as a PDF: tagged (PDF/UA-1), with selectable text and drawings as vectors, the same bytes each time.

The layout is typst's, in the folder typst/. All that a person wrote reaches it as JSON and is set as plain text: no
word of theirs is ever read as markup. Nothing is read from the network or from the fonts of the machine. typst runs in
a process of its own (typesetter.py).
"""

import datetime
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from tracker.report.content import Report, SpotDetails
from tracker.report.paper.charts import charts
from tracker.report.paper.drawing import views
from tracker.report.paper.letters import MISSING, settable
from tracker.report.paper.strips import mark_svg, strip_picture
from tracker.timelines.strip import Strip

Paper = Literal["a4", "letter"]
# Width of the page and of what stands between its margins, in points.
WIDTHS: Mapping[Paper, float] = {"a4": 595.28, "letter": 612}
MARGIN = 42
# The first page in five sizes, of which the layout takes the largest that fits one page: the size of its text, how
# wide (as a share) and how tall the body may be, the space beside it, and the height of a chart. In points.
SIZES = (
    {"text": 9.3, "share": 0.5, "tall": 232, "gap": 18, "chart": 56},
    {"text": 8.9, "share": 0.48, "tall": 206, "gap": 16, "chart": 48},
    {"text": 8.5, "share": 0.46, "tall": 178, "gap": 16, "chart": 39},
    {"text": 8.0, "share": 0.42, "tall": 150, "gap": 14, "chart": 31},
    {"text": 7.5, "share": 0.33, "tall": 128, "gap": 14, "chart": 23},
)
# Seconds after which a PDF is given up.
LONGEST = 20
FOLDER = Path(__file__).resolve().parent
# Between the two views of the body.
BETWEEN = 10


class TypesettingError(RuntimeError):
    """The report could not be set: a fault of ours or of the installation, never of what somebody wrote."""


def pdf_of(report: Report, paper: Paper) -> bytes:
    sheet = _sheet(report, paper)
    try:
        return _typeset(sheet, report.head.made, plain=False)
    except TypesettingError:
        # A mark that no letter carries, or letters whose joined form no font has: rare, so found out by trying.
        return _typeset(sheet, report.head.made, plain=True)


def _typeset(sheet: dict[str, Any], made: datetime.date, *, plain: bool) -> bytes:
    settled = settable(sheet, plain=plain)
    order = {
        "template": str(FOLDER / "typst"),
        "fonts": str(settings.BUILD_DIR / "fonts"),
        "made": int(datetime.datetime.combine(made, datetime.time(), datetime.UTC).timestamp()),
        "sheet": json.dumps({**settled, "missing": MISSING in str(settled)}, ensure_ascii=False),
    }
    command = [sys.executable, "-I", str(FOLDER / "typesetter.py")]
    try:
        done = subprocess.run(
            command, input=json.dumps(order).encode(), capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise TypesettingError(f"no PDF within {LONGEST} s") from None
    if done.returncode:
        # What it says quotes the person's words, which no log may hold.
        raise TypesettingError(f"the typesetter ended with {done.returncode}")
    return done.stdout


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
        "strips": list(_strips(story.strips, width)),
        "key": [
            {"svg": mark_svg(item.shape), "words": " \u00b7 ".join(f"{name} {days}\u00d7" for name, days in item.kinds)}
            for item in story.key
        ],
        "rapid_days": story.rapid_days,
        **{name: getattr(story, name) for name in _SEEN},
    }


def _strips(strips: Sequence[Strip], width: float) -> Iterator[dict[str, Any]]:
    """Those before anything is known are left out; the year over the first of them goes to the first that is not."""
    title = ""
    for strip in strips:
        title = strip.row.title or title
        if strip.known or strip.unknown or strip.columns or strip.treated or strip is strips[-1]:
            yield {"title": title, "note": strip.note, "picture": _plain(strip_picture(strip, width))}
            title = ""


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
