"""What the body map shows, ready for its template: both views, their marks and the areas to zoom to."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tracker.body.catalogue import catalogue
from tracker.body.drawing import AREAS, Area, Figure, to_drawing
from tracker.body.sides import Point, Side, View, screen_sign


@dataclass(frozen=True, slots=True)
class Spotted:
    """A known spot, to be marked. `label`: its name with side; `pain`: the last recorded, None if there is none."""

    number: int
    label: str
    pain: int | None
    href: str
    point: Point


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered dot at (x, y) of the drawing."""

    number: int
    label: str
    pain: int | None
    href: str
    x: str
    y: str

    @property
    def css_class(self) -> str:
        return "pain-none" if self.pain is None else f"pain-{self.pain}"

    @property
    def description(self) -> str:
        """Number, name and pain in words: the colour is never the only cue."""
        pain = "no pain recorded yet" if self.pain is None else f"last pain {self.pain}"
        return f"{self.number}, {self.label}, {pain}"


@dataclass(frozen=True, slots=True)
class DrawnView:
    """One view of the figure. `viewers_left`, `viewers_right`: the person's side that is drawn there."""

    view: View
    viewers_left: Side
    viewers_right: Side
    marks: tuple[Mark, ...]
    places: str


@dataclass(frozen=True, slots=True)
class BodyMap:
    figure: Figure
    shown: View
    area: Area
    views: tuple[DrawnView, ...]
    areas: tuple[Area, ...] = AREAS


def body_map(figure: str, spots: Iterable[Spotted], shown: str = "", area: str = "") -> BodyMap:
    """The map of one person. `shown` and `area` may come from an address; unknown words give the back and the top."""
    known = list(spots)
    drawn_on = Figure(figure)
    return BodyMap(
        figure=drawn_on,
        shown=View(shown) if shown in set(View) else View.BACK,
        area=next((each for each in AREAS if each.slug == area), AREAS[0]),
        views=tuple(_drawn(drawn_on, view, known) for view in View),
    )


def _drawn(figure: Figure, view: View, spots: Iterable[Spotted]) -> DrawnView:
    right_is_right = screen_sign(view, Side.RIGHT) > 0
    return DrawnView(
        view=view,
        viewers_left=Side.LEFT if right_is_right else Side.RIGHT,
        viewers_right=Side.RIGHT if right_is_right else Side.LEFT,
        marks=tuple(_mark(figure, spot) for spot in spots if spot.point.view is view),
        places=_places(figure, view),
    )


def _mark(figure: Figure, spot: Spotted) -> Mark:
    x, y = to_drawing(figure, spot.point)
    return Mark(spot.number, spot.label, spot.pain, spot.href, f"{x:.1f}", f"{y:.1f}")


@cache
def _places(figure: Figure, view: View) -> str:
    """JSON list of [x, y, radius, place] in drawing units, x >= 0: lets the page say where its crosshair is."""
    found = []
    for muscle in catalogue().muscles.values():
        centre = muscle.centres.get(view)
        if centre is not None:
            x, y = to_drawing(figure, Point(view, Side.RIGHT, centre.x, centre.y))
            found.append([round(abs(x)), round(y), round(centre.radius * 1000), muscle.place])
    return json.dumps(found, separators=(",", ":"))
