"""Treatments as small shapes: the same shape for a kind on every page, and the key that says which."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.analysis.sessions import Session
from tracker.vocabulary import treatment_name

# A shape for each of the kinds most often done about a knot; all others share one.
SHAPES: dict[str, str] = {
    "self_pressure": "triangle",
    "stretching": "diamond",
    "heat": "circle",
    "massage": "square",
    "foam_rolling": "bar",
    "exercise": "peak",
    "manual_therapy": "frame",
    "dry_needling": "needle",
}
OTHER = "cross"


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A shape and what it stands for, each kind with the days on which it was done."""

    shape: str
    kinds: tuple[tuple[str, int], ...]


def in_order(kinds: Iterable[str]) -> list[str]:
    """Sorted by SHAPES, so that those that share one stand together; otherwise as they come."""
    order = [*SHAPES.values(), OTHER]
    return sorted(kinds, key=lambda kind: order.index(shape_of(kind)))


def shape_of(kind: str) -> str:
    return SHAPES.get(kind, OTHER)


def key_of(sessions: Iterable[Session]) -> list[KeyItem]:
    """Of the given sessions, in the order of SHAPES; kinds that share a shape by how often they were done."""
    counted = Counter(kind for session in sessions for kind in session.kinds)
    items = []
    for shape in (*SHAPES.values(), OTHER):
        kinds = [(kind, days) for kind, days in counted.items() if shape_of(kind) == shape]
        if kinds:
            kinds.sort(key=lambda each: (-each[1], each[0]))
            items.append(KeyItem(shape, tuple((treatment_name(kind), days) for kind, days in kinds)))
    return items
