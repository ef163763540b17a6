"""Where on the body a muscle counts: one of the areas of the Widespread Pain Index, and one of five parts."""

from tracker.body.catalogue import catalogue
from tracker.body.sides import Side

AXIS = "axis"


def place_of(muscle: str, side: str) -> tuple[str, str | None] | None:
    """Area and part of a muscle (slug) on a side; None for a muscle that lies in no area, such as those of the scalp.

    The parts are "left upper", "right upper", "left lower", "right lower" and the axis. Jaw, chest and belly are areas
    but count for no part.
    """
    slug = catalogue().muscles[muscle].wpi_area
    if slug is None:
        return None
    area = catalogue().pain_areas[slug]
    sided = area.sided and side != Side.MIDLINE
    name = f"{side} {slug}" if sided else slug
    if not area.counts_for_generalised:
        return name, None
    return name, f"{side} {area.group}" if sided else AXIS
