"""Which places on the body the name of a foreign symptom may speak of. Only ever proposed, never chosen."""

import re
from typing import NamedTuple

from tracker.body import catalogue
from tracker.body.anatomy import Muscle
from tracker.body.names import full_name
from tracker.body.sides import Side

MOST = 6
_SIDES = {"left": Side.LEFT, "right": Side.RIGHT, "middle": Side.MIDLINE}
# Words that say how it feels, not where; and words that apps and people use for places that we call otherwise.
_NO_PLACE = {
    "pain",
    "pains",
    "ache",
    "aches",
    "sore",
    "soreness",
    "stiff",
    "stiffness",
    "tension",
    "tight",
    "knot",
}
_NO_PLACE |= {
    "side",
    "and",
    "the",
    "my",
    "in",
    "of",
    "sharp",
    "dull",
    "muscle",
    "muscles",
    "body",
    "general",
    "other",
}
_ALSO = {"lower": "low", "headache": "head", "trap": "trapezius", "traps": "trapezius"}
_ALSO |= {"bum": "buttock", "glute": "buttock", "glutes": "buttock", "hips": "hip", "shoulders": "shoulder"}
_ALSO |= {
    "neckpain": "neck",
    "backache": "back",
    "backpain": "back",
    "feet": "foot",
    "legs": "leg",
    "arms": "arm",
}


class Place(NamedTuple):
    muscle: str
    side: str

    @property
    def name(self) -> str:
        return full_name(catalogue.muscle(self.muscle), Side(self.side))

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Of `levator_scapulae:left`, if there is such a place."""
        muscle, _, side = text.partition(":")
        known = catalogue.catalogue().muscles.get(muscle)
        if known is None or side not in {each.value for each in Side}:
            return None
        if side == Side.MIDLINE and not known.reaches_midline:
            return None
        return cls(muscle, side)


def proposed_places(name: str) -> list[Place]:
    """Places whose names share the most words with `name`, best first; none where it names no place."""
    words = re.findall(r"[a-z]+", name.casefold())
    sides = [side for word, side in _SIDES.items() if word in words] or [Side.LEFT, Side.RIGHT]
    wanted = {_ALSO.get(word, word) for word in words} - _NO_PLACE - set(_SIDES)
    scored = (
        [(_score(each, wanted), each) for each in catalogue.catalogue().muscles.values()] if wanted else []
    )
    best = max((score for score, _ in scored), default=0)
    found = [each for score, each in scored if score == best and best > 0]
    found.sort(key=lambda each: -_covered(each, wanted))
    places = [Place(each.slug, side.value) for each in found for side in sides]
    return [each for each in places if Place.read(f"{each.muscle}:{each.side}")][:MOST]


def _covered(muscle: Muscle, wanted: set[str]) -> float:
    """How much of the everyday place is said: of "low back" all, of "back of neck, lower" half."""
    place = muscle.place.casefold().replace(",", " ").split()
    return sum(any(name.startswith(word) for word in wanted) for name in place) / len(place)


def _score(muscle: Muscle, wanted: set[str]) -> int:
    """How many of the words begin a word of its names; its everyday place counts double."""
    names = catalogue.names_of(muscle)
    place = muscle.place.casefold().replace(",", " ").split()
    return sum(
        any(name.startswith(word) for name in names) + any(name.startswith(word) for name in place)
        for word in wanted
        if len(word) > 2
    )
