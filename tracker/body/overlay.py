"""Draws every muscle of the catalogue on all four drawings, to be looked at: `python -m tracker.body.overlay`.

Writes one page, OUT/body/overlay.html, from the artefacts that tracker.body.build left in OUT.
"""

import argparse
from html import escape
from pathlib import Path

from tracker.body.catalogue import catalogue
from tracker.body.drawing import Figure, mesh, to_drawing
from tracker.body.sides import Point, Side, View

STYLE = """
body { margin: 0; background: #f6f2ea; font: 14px sans-serif; display: flex; flex-wrap: wrap }
svg { --skin: #f1e9dc; --muscle: #e0cdb0; --outline: #a08a68; --hair: #d5c7b1; width: 1300px; height: 2700px }
circle.left { fill: #0f6b6422; stroke: #0f6b64 } circle.right { fill: #a83f5a22; stroke: #a83f5a }
text { font-size: 7.5px; paint-order: stroke; stroke: #fff; stroke-width: 1.5px } .mesh { fill: none; stroke: #06c4 }
"""


def page(out: Path, *, with_mesh: bool) -> str:
    figures = "".join(_drawing(out, figure, view, with_mesh=with_mesh) for figure in Figure for view in View)
    return f"<!doctype html><meta charset=utf-8><title>Overlay</title><style>{STYLE}</style>{figures}"


def _drawing(out: Path, figure: Figure, view: View, *, with_mesh: bool) -> str:
    svg = (out / "static" / "body" / f"{figure}.svg").read_text(encoding="utf-8")
    start = svg.index(f'<g id="{view}">')
    group = svg[start : svg.index("</g>", start) + len("</g>")]
    marks = "".join(_marks(figure, view, side) for side in (Side.LEFT, Side.RIGHT))
    lines = _mesh(figure, view) if with_mesh else ""
    return (
        f'<svg viewBox="-240 -20 480 1040">{group}{lines}{marks}'
        f'<text x="-200" y="10">{figure} {view}: left teal with names, right red</text></svg>'
    )


def _marks(figure: Figure, view: View, side: Side) -> str:
    found = []
    for muscle in catalogue().muscles.values():
        centre = muscle.centres.get(view)
        if centre is None:
            continue
        x, y = to_drawing(figure, Point(view, side, centre.x, centre.y))
        radius = centre.radius * 1000
        found.append(f'<circle class="{side}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.0f}"/>')
        found.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.5"/>')
        if side is Side.LEFT:
            found.append(f'<text x="{x + 2:.1f}" y="{y + 2:.1f}">{escape(muscle.slug)}</text>')
    return "".join(found)


def _mesh(figure: Figure, view: View) -> str:
    return "".join(
        f'<polygon class="mesh" points="{" ".join(f"{x},{y}" for x, y in triangle.drawn)}"/>'
        for triangle in mesh(figure, view)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Draws every muscle on all four drawings.")
    parser.add_argument("--out", type=Path, default=Path("build"), help="where tracker.body.build wrote")
    parser.add_argument("--mesh", action="store_true", help="draw the mesh of landmarks too")
    options = parser.parse_args()
    target = options.out / "body" / "overlay.html"
    target.write_text(page(options.out, with_mesh=options.mesh), encoding="utf-8")


if __name__ == "__main__":
    main()
