"""The catalogue of muscles and what is known about each: read once, looked up by slug, point or word."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import hypot
from types import MappingProxyType
from typing import Any, TypeVar

from tracker.body.anatomy import Centre, Depth, Driver, Joint, Muscle, Nerve, NerveCheck, PainArea, Zone
from tracker.body.sides import Point, Side, View

T = TypeVar("T")

# Head to foot; the labels are the headings of the list.
REGION_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "head": "Head and jaw",
        "neck": "Neck",
        "shoulder": "Shoulder and shoulder blade",
        "upper_back": "Upper and mid back",
        "chest": "Chest and ribs",
        "upper_arm": "Upper arm",
        "forearm_hand": "Forearm and hand",
        "low_back": "Low back",
        "abdomen": "Belly",
        "hip_buttock": "Hip and buttock",
        "thigh": "Thigh",
        "knee": "Knee",
        "lower_leg": "Lower leg",
        "foot": "Foot",
    }
)


@dataclass(frozen=True, slots=True)
class Region:
    slug: str
    label: str
    muscles: tuple[Muscle, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in the data file, by slug, in its order."""

    muscles: Mapping[str, Muscle]
    zones: Mapping[str, Zone]
    joints: Mapping[str, Joint]
    nerves: Mapping[str, Nerve]
    drivers: Mapping[str, Driver]
    pain_areas: Mapping[str, PainArea]
    citations: Mapping[str, str]


def muscle(slug: str) -> Muscle:
    """Raises KeyError for a slug that is not in the catalogue."""
    return catalogue().muscles[slug]


def zone(slug: str) -> Zone:
    return catalogue().zones[slug]


@cache
def regions() -> tuple[Region, ...]:
    """All muscles by region, head to foot."""
    muscles = catalogue().muscles.values()
    return tuple(
        Region(slug, label, tuple(each for each in muscles if each.region == slug))
        for slug, label in REGION_LABELS.items()
    )


def synergists_of(slug: str) -> tuple[Muscle, ...]:
    """Muscles that work with or against this one, or that commonly follow it."""
    return tuple(muscle(other) for other in muscle(slug).synergists)


def drivers_of(slug: str) -> tuple[Driver, ...]:
    """Drivers particular to the muscle first, then those that apply to any."""
    every = catalogue().drivers
    named = muscle(slug).drivers
    general = tuple(each.slug for each in every.values() if each.applies_to_any and each.slug not in named)
    return tuple(every[each] for each in named + general)


def anchor(slug: str, side: Side, view: View | None = None) -> Point:
    """The muscle's own centre: where a spot chosen from the list is put. Without `view`: its main view."""
    found = muscle(slug)
    shown = view if view is not None and view in found.centres else found.main_view
    centre = found.centres[shown]
    return Point(shown, side, 0.0 if side is Side.MIDLINE else centre.x, centre.y)


def muscles_near(point: Point, limit: int = 5) -> tuple[Muscle, ...]:
    """Muscles of that view, nearest first: distance from the muscle's centre divided by its radius.

    Deep muscles count like the ones above them, so that levator scapulae is offered under upper trapezius.
    """

    def reach(candidate: Muscle) -> float:
        centre = candidate.centres[point.view]
        return hypot(point.x - centre.x, point.y - centre.y) / centre.radius

    visible = (each for each in catalogue().muscles.values() if point.view in each.centres)
    return tuple(sorted(visible, key=reach)[:limit])


def search(text: str) -> tuple[Muscle, ...]:
    """Muscles of which every word of `text` begins a word of their names or their region's; head to foot."""
    wanted = _words(text)
    return tuple(
        each for region in regions() for each in region.muscles if _is_called(names_of(each), wanted)
    )


def names_of(each: Muscle) -> list[str]:
    """The words by which `search` finds a muscle; the list's own search, body-list.js, goes by them too."""
    label = REGION_LABELS[each.region]
    return _words(" ".join((each.place, each.common_name, each.name, label, *each.includes)))


def _is_called(names: list[str], wanted: list[str]) -> bool:
    return all(any(name.startswith(word) for name in names) for word in wanted)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@cache
def catalogue() -> Catalogue:
    data = json.loads((files(__package__) / "data" / "muscles.json").read_text(encoding="utf-8"))
    words = data["vocabularies"]
    return Catalogue(
        muscles=_frozen({each["slug"]: _muscle(each) for each in data["muscles"]}),
        zones=_frozen({each["slug"]: _zone(each) for each in words["zones"]}),
        joints=_frozen({each["slug"]: Joint(**each) for each in words["joints"]}),
        nerves=_frozen({each["slug"]: Nerve(**each) for each in words["nerves"]}),
        drivers=_frozen({each["slug"]: Driver(**each) for each in words["drivers"]}),
        pain_areas=_frozen({each["slug"]: PainArea(**each) for each in words["wpi_areas"]}),
        citations=_frozen({slug: each["cite"] for slug, each in data["sources"].items()}),
    )


def _frozen(records: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(records)


def _centres(data: dict[str, Any]) -> Mapping[View, Centre]:
    return MappingProxyType(
        {
            View(view): Centre(centre["x"], centre["y"], data["radius"][view])
            for view, centre in data["centroids"].items()
        }
    )


def _zone(data: dict[str, Any]) -> Zone:
    return Zone(data["slug"], data["label"], data["wpi_area"], data["midline"], _centres(data))


def _muscle(data: dict[str, Any]) -> Muscle:
    return Muscle(
        slug=data["slug"],
        place=data["place"],
        name=data["name"],
        common_name=data["common_name"],
        region=data["region"],
        depth=Depth(data["depth"]),
        centres=_centres(data),
        referral=tuple(data["referral"]),
        supplied_by=data["innervation"]["nerve"],
        roots=tuple(data["innervation"]["roots"]),
        joints=tuple(data["joints"]),
        nerves_to_check=tuple(NerveCheck(each["nerve"], each["note"]) for each in data["nerves_to_check"]),
        synergists=tuple(data["synergists"]),
        drivers=tuple(data["common_drivers"]),
        caution=data["self_care_caution"],
        sources=tuple(data["sources"]),
        includes=tuple(data["includes"]),
        chart_note=data["chart_note"],
        wpi_area=data["wpi_area"],
    )
