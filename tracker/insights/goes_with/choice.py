"""What the page is asked for: where (everywhere, an area, one spot), and what (pain, or a new episode)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from tracker.analysis.drivers.onset import onset_outcome, region_series
from tracker.analysis.drivers.questions import Outcome
from tracker.analysis.records import Day
from tracker.analysis.series import worst_series
from tracker.body.catalogue import muscle, regions
from tracker.insights.goes_with.reading import Reading
from tracker.models import Person, Spot
from tracker.records import stored_spots
from tracker.spot_names import display_names

EVERYWHERE = "all"
PAIN, NEW = "pain", "new"


@dataclass(frozen=True, slots=True)
class Place:
    """`key` in addresses, which name no part of a body. `kept`: the name under which a look at it is kept.

    `spots`: the public ids that belong to it. `group`: under what it is offered. `in_use`: whether any of them is.
    """

    key: str
    kept: str
    name: str
    spots: tuple[str, ...]
    group: str = ""
    in_use: bool = True

    @property
    def pain(self) -> str:
        """As within a sentence."""
        if self.group == "Areas":
            return f"your {self.name.lower()} pain"
        return "your pain" if self.key == EVERYWHERE else "pain in this spot"

    @property
    def my_pain(self) -> str:
        """As the person would ask about it."""
        if self.group == "Areas":
            return f"my {self.name.lower()} pain"
        return "my pain" if self.key == EVERYWHERE else f"my pain ({self.name})"

    @property
    def trial_outcome(self) -> str:
        """How a trial calls the same pain."""
        if self.group == "Areas":
            return f"region:{self.kept}"
        return EVERYWHERE if self.key == EVERYWHERE else f"spot:{self.spots[0]}"


@dataclass(frozen=True, slots=True)
class Choice:
    places: tuple[Place, ...]
    place: Place
    what: str

    @property
    def is_onset(self) -> bool:
        return self.what == NEW

    @property
    def kept(self) -> str:
        return f"{self.what}:{self.place.kept}"

    @property
    def query(self) -> str:
        """What leads back to this choice."""
        return f"of={self.place.key}&what={self.what}"

    @property
    def offered(self) -> list[tuple[str, list[Place]]]:
        groups: dict[str, list[Place]] = {}
        for place in self.places:
            groups.setdefault(place.group, []).append(place)
        return list(groups.items())

    def outcome(self, reading: Reading, today: Day) -> Outcome:
        pain = {spot: series for spot, series in reading.pain.items() if spot.key in self.place.spots}
        if not self.is_onset:
            return Outcome(self.kept, worst_series(pain.values()))
        rules = reading.rules
        if len(pain) == 1:
            (spot,) = pain
            rules = reading.own.get(spot.key, rules)
        return onset_outcome(self.kept, region_series(pain, reading.check_ins, rules), today, rules)


def read_choice(person: Person, asked: Mapping[str, str]) -> Choice:
    """404 for a place or a question that there is not."""
    places = places_of(stored_spots(person))
    key, what = asked.get("of", EVERYWHERE) or EVERYWHERE, asked.get("what", PAIN) or PAIN
    place = next((each for each in places if each.key == key), None)
    if place is None or what not in {PAIN, NEW}:
        raise Http404
    return Choice(places, place, what)


def places_of(spots: list[Spot]) -> tuple[Place, ...]:
    """Everywhere, the areas with several spots, every spot."""
    names = display_names(spots)
    ids = {spot.pk: str(spot.public_id) for spot in spots}
    in_use = {spot.pk for spot in spots if spot.archived_on is None}
    region = {spot.pk: muscle(spot.muscle).region for spot in spots}
    counts = Counter(region.values())
    areas = [
        Place(
            key=f"area-{number}",
            kept=each.slug,
            name=each.label,
            spots=tuple(ids[pk] for pk, slug in region.items() if slug == each.slug),
            group="Areas",
            in_use=any(region[pk] == each.slug for pk in in_use),
        )
        for number, each in enumerate(regions(), start=1)
        if counts[each.slug] > 1
    ]
    single = [
        Place(ids[each.pk], ids[each.pk], names[each.pk], (ids[each.pk],), "Spots", in_use=each.pk in in_use)
        for each in spots
    ]
    return (Place(EVERYWHERE, EVERYWHERE, "All spots", tuple(ids.values())), *areas, *single)
