"""What one sign is made of, and the parts of the body and the ticks of a rating that it belongs to."""

from typing import NamedTuple

# The body catalogue's regions, as short words for the lists.
HEAD_NECK = ("head", "neck")
ARM = ("shoulder", "upper_arm", "forearm_hand")
CHEST = ("chest", "upper_back")
LOW_BACK = ("low_back", "hip_buttock")
LEG = ("hip_buttock", "thigh", "knee", "lower_leg", "foot")
BELLY = ("abdomen",)
EVERYWHERE: tuple[str, ...] = ()


class Sign(NamedTuple):
    """`place` is its heading in the whole list.

    `regions` are the parts of the body beside which it is shown, EVERYWHERE for all; `ticks` are the signs of a rating
    beside which it is shown. Both are fixed here, for everybody alike.
    """

    place: str
    text: str
    regions: tuple[str, ...] = EVERYWHERE
    ticks: tuple[str, ...] = ()


class Urgency(NamedTuple):
    """`slug` is the anchor of the section and the name of its look."""

    slug: str
    title: str
    short: str
    advice: str
    signs: tuple[Sign, ...]
