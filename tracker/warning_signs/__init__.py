"""Signs that need medical help: a static list, the same for everybody, never weighed against anybody's entries.

Adults only. Grouped by how soon, then by where. The words ask people to get checked and never name what it may be.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from tracker.warning_signs.now import NOW
from tracker.warning_signs.signs import Sign, Urgency
from tracker.warning_signs.soon import SOON
from tracker.warning_signs.today import TODAY

EMERGENCY = (
    "If you have chest pain, sudden weakness or numbness, trouble speaking, trouble passing urine or numbness between "
    "the legs, a sudden severe headache, or a swollen painful leg with breathlessness, call your emergency number now. "
    "Do not use this app to decide."
)
NOT_AN_ALL_CLEAR = (
    "Not finding yourself in these lines does not mean that all is well: when something worries you, ask."
)


class Place(NamedTuple):
    name: str
    signs: tuple[Sign, ...]


class Group(NamedTuple):
    """Signs of one urgency, by where."""

    urgency: Urgency
    places: tuple[Place, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        return tuple(sign for place in self.places for sign in place.signs)

    @property
    def ticks(self) -> tuple[str, ...]:
        """Every tick beside which one of its signs is shown."""
        return tuple(sorted({tick for sign in self.signs for tick in sign.ticks}))


class SignsToKnow(NamedTuple):
    """A part of the list, which never stands without what comes before it and after it."""

    groups: tuple[Group, ...]
    emergency: str = EMERGENCY
    caveat: str = NOT_AN_ALL_CLEAR


def every_sign() -> tuple[Group, ...]:
    return _groups(bool)


def signs_for(region: str) -> SignsToKnow:
    """The signs of a part of the body (a region of the body's catalogue), then those of anywhere."""
    groups = _groups(lambda sign: not sign.regions or region in sign.regions)
    return SignsToKnow(tuple(_anywhere_last(group) for group in groups))


def signs_by_tick(region: str) -> SignsToKnow:
    """Of `signs_for`, what is shown beside the signs of a rating. A fixed list: it looks at nobody's entries.

    "Tender", "a cord" and "the pain I know" lead nowhere: they are what most spots are like. What is listed under that
    part itself comes first, so that a neck is told of necks before faces.
    """
    groups = _groups(lambda sign: bool(sign.ticks) and (not sign.regions or region in sign.regions))
    return SignsToKnow(tuple(_nearest_first(group, region) for group in groups))


def _groups(wanted: Callable[[Sign], bool]) -> tuple[Group, ...]:
    found = (
        Group(urgency, _places(sign for sign in urgency.signs if wanted(sign)))
        for urgency in (NOW, TODAY, SOON)
    )
    return tuple(group for group in found if group.places)


def _places(signs: Iterable[Sign]) -> tuple[Place, ...]:
    return tuple(Place(name, tuple(of)) for name, of in groupby(signs, key=lambda sign: sign.place))


def _nearest_first(group: Group, region: str) -> Group:
    """By the words of the place, then by how few parts of the body a sign belongs to; anywhere comes last."""
    words = region.split("_")

    def far(sign: Sign) -> tuple[bool, bool, int]:
        named = any(word in sign.place.lower() for word in words)
        return not sign.regions, not named, len(sign.regions)

    return group._replace(places=_places(sorted(group.signs, key=far)))


def _anywhere_last(group: Group) -> Group:
    return group._replace(places=tuple(sorted(group.places, key=lambda place: not place.signs[0].regions)))
