"""Sides, views and points. A side is always the person's own, never the viewer's."""

from dataclasses import dataclass
from enum import StrEnum

# A tap this close to the spine (in body heights) means the middle: about 1 cm on an adult.
MIDLINE_WIDTH = 0.006


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    MIDLINE = "midline"


class View(StrEnum):
    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Point:
    """A place on one body, the same for every drawing.

    `x`: distance from the midline toward `side`, always >= 0. `y`: distance below the crown (0) down to the sole (1).
    Both are fractions of body height.
    """

    view: View
    side: Side
    x: float
    y: float

    def on_body(self) -> "Point":
        """The same point, not above the crown nor below the sole: hair and shadow reach farther."""
        return Point(self.view, self.side, self.x, min(max(self.y, 0.0), 1.0))

    def to_midline(self) -> "Point":
        """The same point, moved onto the midline if it lies within MIDLINE_WIDTH of it."""
        if self.x >= MIDLINE_WIDTH:
            return self
        return Point(self.view, Side.MIDLINE, 0.0, self.y)


def screen_sign(view: View, side: Side) -> int:
    """+1 where `side` lies to the viewer's right, -1 to the left, 0 for the midline.

    A figure seen from the front faces the viewer: its right is the viewer's left. From the back both agree.
    """
    if side is Side.MIDLINE:
        return 0
    return 1 if (side is Side.LEFT) == (view is View.FRONT) else -1


def side_at(view: View, across: float) -> Side:
    """The person's side at `across` (> 0 = viewer's right of the midline)."""
    if across == 0:
        return Side.MIDLINE
    return next(side for side in (Side.LEFT, Side.RIGHT) if screen_sign(view, side) * across > 0)
