"""Treatments of one spot as small shapes: which kind has which, and the key that says so."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.analysis.sessions import Session
from tracker.vocabulary import treatment_name

# The four kinds done most often on this spot have a shape of their own, all others share the last.
SHAPES = ("triangle", "circle", "diamond", "square", "cross")


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A shape and what it stands for, each kind with the days on which it was done."""

    shape: str
    kinds: tuple[tuple[str, int], ...]


def shapes_of(sessions: Iterable[Session]) -> dict[str, str]:
    """A shape for each kind by the whole story, so that it stays the same in every range."""
    counted = Counter(kind for session in sessions for kind in session.kinds)
    ranked = sorted(counted, key=lambda kind: (-counted[kind], kind))
    return {kind: SHAPES[min(place, len(SHAPES) - 1)] for place, kind in enumerate(ranked)}


def key_of(sessions: Iterable[Session], shapes: dict[str, str]) -> list[KeyItem]:
    """Of the given sessions only, in the order of SHAPES."""
    counted = Counter(kind for session in sessions for kind in session.kinds)
    items = []
    for shape in SHAPES:
        kinds = [kind for kind in shapes if shapes[kind] == shape and kind in counted]
        if kinds:
            items.append(KeyItem(shape, tuple((treatment_name(kind), counted[kind]) for kind in kinds)))
    return items
