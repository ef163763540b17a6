"""The records of the catalogue: muscles, referral zones, joints, nerves, drivers. Lengths are in body heights."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.body.sides import View


class Depth(StrEnum):
    SUPERFICIAL = "superficial"
    INTERMEDIATE = "intermediate"
    DEEP = "deep"


@dataclass(frozen=True, slots=True)
class Centre:
    """Where something lies on one view: `x` from the midline, `y` from the crown, extent `radius`."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Joint:
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Nerve:
    slug: str
    label: str
    lay: str


@dataclass(frozen=True, slots=True)
class Driver:
    """A circumstance said to load muscles. `evidence` says how well that is supported."""

    slug: str
    label: str
    evidence: str
    applies_to_any: bool


@dataclass(frozen=True, slots=True)
class PainArea:
    """An area of the Widespread Pain Index. `group`: upper, lower or axial."""

    slug: str
    sided: bool
    group: str
    counts_for_generalised: bool


@dataclass(frozen=True, slots=True)
class Zone:
    """An area to which pain is commonly felt to travel."""

    slug: str
    label: str
    wpi_area: str | None
    midline: bool
    centres: Mapping[View, Centre]


@dataclass(frozen=True, slots=True)
class NerveCheck:
    """A nerve (slug) whose irritation can feel like this muscle, and how the two differ."""

    nerve: str
    note: str


@dataclass(frozen=True, slots=True)
class Muscle:
    """One muscle. `place` is a short everyday name without side; slugs refer to the other records.

    `centres` holds the views on which it can be reached; `includes` the muscles a group stands for.
    """

    slug: str
    place: str
    name: str
    common_name: str
    region: str
    depth: Depth
    centres: Mapping[View, Centre]
    referral: tuple[str, ...]
    supplied_by: str
    roots: tuple[str, ...]
    joints: tuple[str, ...]
    nerves_to_check: tuple[NerveCheck, ...]
    synergists: tuple[str, ...]
    drivers: tuple[str, ...]
    caution: str | None
    sources: tuple[str, ...]
    includes: tuple[str, ...]
    chart_note: str | None
    wpi_area: str | None

    @property
    def views(self) -> tuple[View, ...]:
        return tuple(self.centres)

    @property
    def main_view(self) -> View:
        """The view on which the muscle covers most."""
        return max(self.centres, key=lambda view: self.centres[view].radius)

    @property
    def reaches_midline(self) -> bool:
        """Both sides meet, so that a knot can lie in the middle."""
        centre = self.centres[self.main_view]
        return centre.x < centre.radius
