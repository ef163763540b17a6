"""Which other spots became painful in the two weeks after this one did: counted, and what chance alone would give."""

from dataclasses import dataclass

from tracker.analysis.followers import FEWEST_OF_OTHER, FEWEST_ONSETS, Follower, followers_of
from tracker.spotpages.facts import Known, SpotFacts
from tracker.timelines.words import DayLink, day_links

# So many days behind a count are linked, the newest.
LINKED = 12
_MISSING = (
    f"Shown from {FEWEST_ONSETS} beginnings of this spot and {FEWEST_OF_OTHER} of the other on, "
    "each after a quiet day and with the two weeks after it recorded."
)


@dataclass(frozen=True, slots=True)
class Following:
    """One other spot. `share`, `chance`: followed and expected, in per cent of the onsets that count."""

    facts: SpotFacts
    follower: Follower
    days: tuple[DayLink, ...]

    @property
    def share(self) -> float:
        return round(100 * self.follower.followed / self.follower.onsets, 1)

    @property
    def chance(self) -> float:
        return round(100 * self.follower.expected / self.follower.onsets, 1)

    @property
    def by_chance(self) -> str:
        """About 2; less than 1."""
        expected = self.follower.expected
        return "less than 1" if expected < 0.5 else f"about {expected:.0f}"


@dataclass(frozen=True, slots=True)
class Followings:
    """`shown` by number; `too_few`: names of spots of which there is not enough."""

    shown: tuple[Following, ...]
    too_few: tuple[str, ...]
    missing: str


def followings(facts: SpotFacts, known: Known) -> Followings:
    key = str(facts.spot.public_id)
    found = followers_of(key, {each: one.timeline for each, one in known.found.items()})
    by_key = {str(each.spot.public_id): each for each in known.facts}
    enough = [each for each in found if each.is_enough]
    shown = tuple(Following(by_key[each.spot], each, day_links(each.days[::-1][:LINKED])) for each in enough)
    named = {each.spot for each in enough}
    rest = tuple(each.name for other, each in by_key.items() if other != key and other not in named)
    return Followings(shown, rest, _MISSING if not shown else "")
