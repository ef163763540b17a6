"""How a spot is called on every page and in every file."""

from collections import Counter
from collections.abc import Iterable

from tracker.body import names
from tracker.body.catalogue import muscle
from tracker.body.sides import Side
from tracker.models import Spot


def display_name(spot: Spot) -> str:
    """The nickname, or place and side in plain words: "Left shoulder blade, top"."""
    return spot.nickname or names.full_name(muscle(spot.muscle), Side(spot.side))


def display_names(spots: Iterable[Spot]) -> dict[int, str]:
    """Names by row id; where two spots would share one, each carries its number too."""
    known = list(spots)
    names_of = {spot.pk: display_name(spot) for spot in known}
    shared = Counter(names_of.values())
    return {
        spot.pk: f"{name} ({spot.number})" if shared[name := names_of[spot.pk]] > 1 else name
        for spot in known
    }


def anatomical(spot: Spot) -> str:
    """The muscle's name as within a sentence. A nickname does not say the side, so then this does."""
    found = muscle(spot.muscle)
    return names.anatomical(found, Side(spot.side)) if spot.nickname else names.plain(found)
