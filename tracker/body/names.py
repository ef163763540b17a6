"""How a spot is called: an everyday place name and the anatomical name, both with the person's side."""

from tracker.body.anatomy import Muscle
from tracker.body.sides import Side


def full_name(muscle: Muscle, side: Side) -> str:
    """Place with its side: "Left shoulder blade, top"; on the midline "Low back, by the spine, middle"."""
    if side is Side.MIDLINE:
        return f"{muscle.place[0].upper()}{muscle.place[1:]}, middle"
    return f"{side.capitalize()} {muscle.place}"


def anatomical(muscle: Muscle, side: Side) -> str:
    """Muscle with its side: "left levator scapulae"."""
    name = plain(muscle)
    return f"{name}, middle" if side is Side.MIDLINE else f"{side} {name}"


def plain(muscle: Muscle) -> str:
    """Muscle alone, as within a sentence: "levator scapulae". Stands beside a place that already names the side."""
    return muscle.name[0].lower() + muscle.name[1:]
