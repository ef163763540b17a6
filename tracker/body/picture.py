"""A small picture of where a spot lies: a piece of the drawing with one dot."""

from dataclasses import dataclass

from tracker.body.drawing import Figure, to_drawing
from tracker.body.sides import Point, Side, screen_sign

# Drawing units shown around the spot, and how far from the drawing's own edges they may reach.
SIZE = 300
_TOP, _BOTTOM, _EDGE = -15.0, 1015.0, 260.0


@dataclass(frozen=True, slots=True)
class Picture:
    """`viewbox` for the drawing of `figure` and `view`; the dot at (x, y)."""

    figure: str
    view: str
    viewbox: str
    x: str
    y: str
    left_of_it: str
    right_of_it: str


def picture_of(figure: str, point: Point) -> Picture:
    x, y = to_drawing(Figure(figure), point)
    left = min(max(x - SIZE / 2, -_EDGE), _EDGE - SIZE)
    top = min(max(y - SIZE / 2, _TOP), _BOTTOM - SIZE)
    right_is_right = screen_sign(point.view, Side.RIGHT) > 0
    sides = (Side.LEFT, Side.RIGHT) if right_is_right else (Side.RIGHT, Side.LEFT)
    return Picture(
        figure=figure,
        view=point.view.value,
        viewbox=f"{left:.0f} {top:.0f} {SIZE} {SIZE}",
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        left_of_it=sides[0].value,
        right_of_it=sides[1].value,
    )
