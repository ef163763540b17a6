"""What was ticked for one spot: signs, and areas the pain travels to. No tick says nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.analysis.records import Day
from tracker.models import Person
from tracker.spotpages.facts import SpotFacts
from tracker.spotpages.reading import Ticks, ticks_of

_TOLD = ("stiff", "tingling", "weak")


@dataclass(frozen=True, slots=True)
class Ticked:
    """`with_pain`: days with a pain of 1 or more, or with anything ticked. `by_day`: the newest first."""

    with_pain: int
    by_day: Mapping[Day, Ticks]
    zones: Counter[str]
    zones_with: dict[str, Counter[str]]

    def days(self, sign: str) -> tuple[Day, ...]:
        return tuple(day for day, ticks in self.by_day.items() if sign in ticks.signs)

    @property
    def of_all(self) -> str:
        """What a count of ticks is of, as in: 2 of 57 days with pain."""
        return f"{self.with_pain} day{'' if self.with_pain == 1 else 's'} with pain"


def ticked_on(person: Person, facts: SpotFacts) -> Ticked:
    """Signs and areas of all days up to today."""
    found = ticks_of(person, facts.spot, facts.today)
    painful = sum(1 for _, _, pain in facts.ratings if pain)
    return Ticked(
        with_pain=painful + sum(1 for ticks in found if not ticks.pain),
        by_day={ticks.day: ticks for ticks in found},
        zones=_counted(found),
        zones_with={sign: _counted(ticks for ticks in found if sign in ticks.signs) for sign in _TOLD},
    )


def _counted(days: Iterable[Ticks]) -> "Counter[str]":
    return Counter(zone for ticks in days for zone in ticks.zones)
