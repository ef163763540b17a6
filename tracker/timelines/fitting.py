"""Whether texts along a strip leave room for one another, on the narrowest screen that is planned for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

# The width of a strip in pixels on a phone 320 wide, and of one character of its labels.
NARROWEST = 254
CHARACTER = 6.6


@dataclass(slots=True)
class Lane:
    """One line of texts; `taken`: from where to where, in per cent."""

    taken: list[tuple[float, float]] = field(default_factory=list)

    def take(self, centre: float, text: str) -> bool:
        """Takes the room of `text` around `centre` if it is free."""
        half = room(text) / 2
        start, end = centre - half, centre + half
        if any(start < other_end and other_start < end for other_start, other_end in self.taken):
            return False
        self.taken.append((start, end))
        return True


def room(text: str) -> float:
    """How much of a strip's width a text needs, with a little air, in per cent."""
    return (len(text) * CHARACTER + 4) / NARROWEST * 100


def within(centre: float, text: str) -> float:
    """`centre`, moved as far as it takes to keep the whole text on the strip."""
    half = room(text) / 2
    return round(min(max(centre, half), 100 - half), 2)


def first_free(lanes: Iterable[Lane], centre: float, text: str) -> int | None:
    """The number of the first lane that took the text; None where it fits nowhere."""
    return next((number for number, lane in enumerate(lanes) if lane.take(centre, text)), None)
