"""The body on paper: each view of the drawing as vectors, in colours that a grey printer keeps apart."""

import re
from functools import cache
from pathlib import Path

# Faint enough that dots lead, dark enough for a printer that saves toner.
_COLOURS = {"skin": "#f8f4ec", "muscle": "#ebe2d3", "outline": "#a2947e", "hair": "#dccfba"}
_GROUP = re.compile(r'<g id="(\w+)">(.*?)</g>', re.DOTALL)
_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{} {} {} {}">{}</svg>'


@cache
def views(folder: Path, figure: str, box: tuple[float, float, float, float]) -> dict[str, str]:
    """The part `box` of each view as an SVG of its own. `folder` holds what tracker.body.build made for browsers."""
    drawing = (folder / f"{figure}.svg").read_text(encoding="utf-8")
    # The browser keeps this line one pixel wide at any size; on paper it is as wide as drawn.
    drawing = drawing.replace('vector-effect="non-scaling-stroke"', 'stroke-width="2"')
    for name, colour in _COLOURS.items():
        drawing = drawing.replace(f"var(--{name})", colour)
    return {view: _DRAWING.format(*box, shapes) for view, shapes in _GROUP.findall(drawing)}
