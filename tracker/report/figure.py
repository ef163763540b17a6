"""The front and the back of the body with a numbered circle for each spot."""

from collections.abc import Iterable
from itertools import combinations
from math import hypot

from tracker.body.drawing import AREAS, Area, to_drawing
from tracker.body.drawing import Figure as Drawn
from tracker.body.sides import Point, Side, View, screen_sign
from tracker.report.content import Dot, Figure, FigureView, SpotRow
from tracker.report.reading import Reading

# On paper a view is at most so wide and high, and a circle so large, in millimetres.
WIDTH, HEIGHT, RADIUS = 40.0, 52.0, 2.3
_ROUNDS = 80
# Circles keep so much of their size between their middles, and so much from the edge.
_APART, _EDGE = 2.1, 1.15


def figure_of(reading: Reading, rows: Iterable[SpotRow]) -> Figure:
    levels = {row.key: row.level for row in rows}
    drawn_on = Drawn(reading.person.figure)
    placed: dict[View, list[Dot]] = {view: [] for view in View}
    for spot in reading.spots:
        key = str(spot.public_id)
        x, y = to_drawing(drawn_on, Point(View(spot.view), Side(spot.side), spot.x, spot.y))
        placed[View(spot.view)].append(Dot(spot.number, reading.names[key], x, y, x, y, levels[key]))
    area = _area(dot for dots in placed.values() for dot in dots)
    radius = RADIUS * max(area.box[2] / WIDTH, area.box[3] / HEIGHT)
    views = tuple(
        FigureView(view.value, _sides(view), _apart(dots, radius, area)) for view, dots in placed.items()
    )
    return Figure(drawn_on.value, area.box, round(radius, 1), views)


def _sides(view: View) -> tuple[str, str]:
    right_is_right = screen_sign(view, Side.RIGHT) > 0
    return ("left", "right") if right_is_right else ("right", "left")


def _area(dots: Iterable[Dot]) -> Area:
    """The smallest part of the drawing that holds every spot; the whole of it without any."""
    known = list(dots)
    whole = AREAS[-1]
    return next((area for area in AREAS if known and all(_holds(area, dot) for dot in known)), whole)


def _holds(area: Area, dot: Dot) -> bool:
    left, top, width, height = area.box
    margin = RADIUS * max(width / WIDTH, height / HEIGHT)
    return left + margin <= dot.x <= left + width - margin and top + margin <= dot.y <= top + height - margin


def _apart(dots: list[Dot], radius: float, area: Area) -> tuple[Dot, ...]:
    """Circles that would cover one another move apart, each a little in every round, and stay in the picture."""
    at = [[dot.x, dot.y] for dot in dots]
    for _ in range(_ROUNDS):
        moved = False
        for one, other in combinations(at, 2):
            moved |= _push(one, other, _APART * radius)
        for place in at:
            _keep_inside(place, radius * _EDGE, area)
        if not moved:
            break
    return tuple(
        dot._replace(x=round(dot.x, 1), y=round(dot.y, 1), at_x=round(x, 1), at_y=round(y, 1))
        for dot, (x, y) in zip(dots, at, strict=True)
    )


def _push(one: list[float], other: list[float], wanted: float) -> bool:
    across, down = other[0] - one[0], other[1] - one[1]
    apart = hypot(across, down)
    if apart >= wanted:
        return False
    if apart < 1e-6:
        across, down, apart = 1.0, 0.0, 1.0
    half = (wanted - min(apart, wanted)) / 2 + 0.01 * wanted
    for place, way in ((one, -1), (other, 1)):
        place[0] += way * half * across / apart
        place[1] += way * half * down / apart
    return True


def _keep_inside(place: list[float], margin: float, area: Area) -> None:
    left, top, width, height = area.box
    place[0] = min(max(place[0], left + margin), left + width - margin)
    place[1] = min(max(place[1], top + margin), top + height - margin)
