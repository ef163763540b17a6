"""Maps points of the body onto the drawings and back.

Drawing units: midline x = 0, viewer's right x > 0, crown y = 0, sole y = 1000. The landmarks of a drawing span a mesh
of triangles; within each, the drawing is an affine image of the catalogue's coordinates, so the map is continuous and
has an exact inverse. Arms and legs are strips of their own (inner edge, axis, outer edge at each joint): a point keeps
its place along the segment and across it however the limb is posed, which is the catalogue's rule for limbs.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tracker.body.outline import Polygon, Position, inside
from tracker.body.sides import Point, View, screen_sign, side_at

# A fingertip beside the body still means the body: drawing units, about 1.5 % of body height.
TAP_TOLERANCE = 15.0

Corners = tuple[Position, Position, Position]


class Figure(StrEnum):
    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the drawing to look at: a box in drawing units, the same on every figure."""

    slug: str
    label: str
    box: tuple[int, int, int, int]

    @property
    def viewbox(self) -> str:
        return " ".join(map(str, self.box))


# The upper body first: it fills a phone's screen, and most knots are there.
AREAS = (
    Area("upper", "Upper", (-200, -6, 400, 418)),
    Area("trunk", "Trunk", (-260, 150, 520, 420)),
    Area("legs", "Legs", (-170, 440, 340, 575)),
    Area("whole", "Whole", (-260, -15, 520, 1030)),
)


@dataclass(frozen=True, slots=True)
class Triangle:
    """Three corners on the reference body and the same three on a drawing."""

    reference: Corners
    drawn: Corners


@lru_cache(maxsize=4096)
def to_drawing(figure: Figure, point: Point) -> Position:
    """Where a point of the body lies on the drawing of its view. Points beyond the mesh move to its border."""
    x, y = _carry(figure, point.view, point.x, point.y, to_drawn=True)
    return (screen_sign(point.view, point.side) * x, y)


def from_drawing(figure: Figure, view: View, x: float, y: float) -> Point:
    """The point of the body at (x, y) of the drawing; the inverse of to_drawing."""
    across, down = _carry(figure, view, abs(x), y, to_drawn=False)
    # Rounding must not put the midline a hair beyond itself: no such place can be stored.
    return Point(view, side_at(view, x), max(across, 0.0), down)


@cache
def mesh(figure: Figure, view: View) -> tuple[Triangle, ...]:
    points = _landmarks()["points"]
    reference = {name: _position(each["reference"]) for name, each in points.items()}
    drawn = {name: _position(_on_view(each[figure], view)) for name, each in points.items()}
    return tuple(
        Triangle((reference[a], reference[b], reference[c]), (drawn[a], drawn[b], drawn[c]))
        for a, b, c in _landmarks()["triangles"]
    )


@cache
def silhouettes(folder: Path, figure: Figure) -> dict[View, list[Polygon]]:
    """The polygons of each view, as tracker.body.build left them in `folder`."""
    built: dict[str, Any] = json.loads((folder / f"{figure}.json").read_text(encoding="utf-8"))
    return {view: [[_position(corner) for corner in corners] for corners in built[view]] for view in View}


def on_silhouette(polygons: Iterable[Polygon], x: float, y: float, tolerance: float = TAP_TOLERANCE) -> bool:
    """Whether (x, y) lies in one of the polygons, or not farther outside than `tolerance`."""
    around = [(dx * tolerance, dy * tolerance) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    return any(inside(corners, x + dx, y + dy) for corners in polygons for dx, dy in around)


@cache
def _pairs(figure: Figure, view: View, *, to_drawn: bool) -> tuple[tuple[Corners, Corners], ...]:
    """The triangles of the side that is known, each with its image."""
    both = ((each.reference, each.drawn) for each in mesh(figure, view))
    return tuple(both if to_drawn else (pair[::-1] for pair in both))


@cache
def _border(figure: Figure, view: View, *, to_drawn: bool) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the known side of the mesh, which is a rectangle."""
    pairs = _pairs(figure, view, to_drawn=to_drawn)
    xs, ys = zip(*(corner for source, _ in pairs for corner in source), strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _carry(figure: Figure, view: View, x: float, y: float, *, to_drawn: bool) -> Position:
    """Moves a position from the triangle it lies in to that triangle's image; from outside, first to the border."""
    left, top, right, bottom = _border(figure, view, to_drawn=to_drawn)
    x, y = min(max(x, left), right), min(max(y, top), bottom)
    # Rounding can leave a position on an edge outside both triangles by a hair: the least negative share wins.
    (a, b, c), target = max(
        ((_barycentric(source, x, y), target) for source, target in _pairs(figure, view, to_drawn=to_drawn)),
        key=lambda found: min(found[0]),
    )
    (ax, ay), (bx, by), (cx, cy) = target
    return (a * ax + b * bx + c * cx, a * ay + b * by + c * cy)


def _barycentric(corners: Corners, x: float, y: float) -> tuple[float, float, float]:
    """Shares of the three corners in (x, y), adding to 1; all >= 0 inside the triangle."""
    (ax, ay), (bx, by), (cx, cy) = corners
    whole = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    b = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / whole
    c = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / whole
    return (1 - b - c, b, c)


def _on_view(measured: Any, view: View) -> Any:
    return measured[view] if isinstance(measured, dict) else measured


def _position(pair: Any) -> Position:
    return (float(pair[0]), float(pair[1]))


@cache
def _landmarks() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        (files(__package__) / "data" / "landmarks.json").read_text(encoding="utf-8")
    )
    return loaded
