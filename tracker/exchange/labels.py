"""Plain names beside the ids, and the headers of the columns that days.csv has for each spot and factor."""

from tracker.body import catalogue
from tracker.body.names import full_name, plain
from tracker.body.sides import Side
from tracker.entries import FactorEntry, SpotEntry
from tracker.exchange.columns import DERIVED

WORST_PAIN = f"{DERIVED}worst_pain"
PAIN_PREFIX = f"{DERIVED}pain_"
FACTOR_PREFIX = "factor_"
_UNITS = {"scale": "0-10", "hours": "h", "minutes": "min", "yes_no": "1 yes, 0 no"}


def spot_name(spot: SpotEntry) -> str:
    """The person's own name for it, or else the place: "Left shoulder blade, top"."""
    if spot.nickname:
        return spot.nickname
    muscle = catalogue.catalogue().muscles.get(spot.muscle)
    return full_name(muscle, Side(spot.side)) if muscle else f"{spot.side} {spot.muscle}"


def muscle_name(slug: str) -> str:
    muscle = catalogue.catalogue().muscles.get(slug)
    return plain(muscle) if muscle else slug


def zone_name(slug: str) -> str:
    zone = catalogue.catalogue().zones.get(slug)
    return zone.label if zone else slug


def factor_unit(factor: FactorEntry) -> str:
    return factor.unit or _UNITS.get(factor.kind, "")


def pain_column(spot: SpotEntry) -> str:
    """Unique because no two spots of a person share a number, and none is given twice."""
    return f"{PAIN_PREFIX}{spot.number}_{spot.side}_{spot.muscle}"


def factor_column(factor: FactorEntry) -> str:
    """Unique because a person has each built-in factor once and no two factors of one name."""
    return f"{FACTOR_PREFIX}{factor.builtin}" if factor.builtin else f"{FACTOR_PREFIX}own_{factor.name}"
