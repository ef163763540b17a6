"""What the page Coming back shows: flagged spots, those at rest, those near a flag, and what is missing."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.analysis.afterwards import Afterwards
from tracker.analysis.flags import Level
from tracker.analysis.many_areas import ManyAreas, many_areas
from tracker.analysis.records import Diary
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.rules import Rules
from tracker.body.parts import place_of
from tracker.insights.cards import Card, Named, card_of
from tracker.insights.nearly import Nearly, nearly
from tracker.insights.news import is_new, keys_of
from tracker.insights.resting import rests_of, since
from tracker.insights.words import counted
from tracker.models import FlagRest, Person, Spot
from tracker.records import stored_spots
from tracker.recurrence import read
from tracker.spot_names import display_names

Date = datetime.date
# With fewer logged days than this it is said how many there are.
_FEW_DAYS = 14


@dataclass(frozen=True, slots=True)
class Resting:
    """A spot whose flags rest. `flagged`: there would be something to show."""

    spot: Spot
    name: str
    rest: FlagRest
    since: Afterwards
    is_candidate: bool
    flagged: bool


@dataclass(frozen=True, slots=True)
class Other:
    """A spot that is not flagged."""

    spot: Spot
    name: str
    dot: str
    nearly: Nearly


@dataclass(frozen=True, slots=True)
class Logged:
    """Days on which anything was logged, of the days looked at, the diary's first day at the earliest.

    Today counts only once something is logged on it.

    `treatments` of single spots in that time, `earlier` ones before it. `results`: after so many it is known whether
    the spot came back quickly.
    """

    days: int
    of: int
    treatments: int
    earlier: int
    results: int


@dataclass(frozen=True, slots=True)
class ComingBack:
    """`flagged`: what is told as shown, so that it is no news the next time. `many`: only if it is many."""

    candidates: tuple[Card, ...]
    watched: tuple[Card, ...]
    resting: tuple[Resting, ...]
    others: tuple[Other, ...]
    many: ManyAreas | None
    logged: Logged
    rules: Rules
    flagged: tuple[str, ...]
    spots: int

    @property
    def missing(self) -> tuple[str, ...]:
        """What there is too little of to count returns."""
        return tuple(_missing(self))

    @property
    def cards(self) -> tuple[Card, ...]:
        return (*self.candidates, *self.watched)

    @property
    def only(self) -> Card | None:
        """The one card there is, if it is not folded away: the rest of the page then stands beside it."""
        return self.cards[0] if len(self.cards) == 1 and self.many is None else None


def coming_back(person: Person, today: Date) -> ComingBack:
    diary, rules, found = read(person, today)
    every = named_spots(person, found)
    in_use = [each for each in every if each.in_use]
    rests = rests_of(person, today)
    names = {each.key: each.name for each in every}
    flagged = [each for each in in_use if each.found.flags.level and each.key not in rests]
    cards = [
        card_of(each, names, person.figure, rules, is_new=_news(each, person))
        for each in _urgent_first(flagged)
    ]
    others = [each for each in in_use if not each.found.flags.level and each.key not in rests]
    return ComingBack(
        candidates=tuple(card for card in cards if card.is_candidate),
        watched=tuple(card for card in cards if not card.is_candidate),
        resting=tuple(_resting(each, rests[each.key]) for each in in_use if each.key in rests),
        others=tuple(sorted(map(_other, others), key=lambda other: other.nearly.steps)),
        many=_many(found, in_use, today),
        logged=_logged(diary, found, rules, today),
        rules=rules,
        flagged=tuple(_shown(in_use, rests)),
        spots=len(in_use),
    )


def named_spots(person: Person, found: Mapping[str, SpotRecurrence]) -> list[Named]:
    """Every spot by number. One that was marked since the diary was read is on the next page."""
    spots = stored_spots(person)
    names = display_names(spots)
    known = ((spot, found.get(str(spot.public_id))) for spot in spots)
    return [Named(spot, names[spot.pk], recurrence) for spot, recurrence in known if recurrence is not None]


def _urgent_first(flagged: list[Named]) -> list[Named]:
    """Candidates first, then those with more quick returns."""
    return sorted(
        flagged, key=lambda each: (-each.found.flags.level, -len(each.found.flags.rapid_return.rapid))
    )


def _shown(in_use: list[Named], rests: dict[str, FlagRest]) -> Iterator[str]:
    """Flags that are no news after this. Those put off for a time are: they are to be shown again then."""
    for each in in_use:
        rest = rests.get(each.key)
        if rest is None or rest.until is None:
            yield from keys_of(each.key, each.found.flags.levels)


def _news(named: Named, person: Person) -> bool:
    return any(is_new(key, person.seen_flags) for key in keys_of(named.key, named.found.flags.levels))


def _resting(named: Named, rest: FlagRest) -> Resting:
    level = named.found.flags.level
    return Resting(
        named.spot,
        named.name,
        rest,
        since(named.found, rest.since.toordinal()),
        is_candidate=level is Level.ASSESS,
        flagged=bool(level),
    )


def _other(named: Named) -> Other:
    return Other(named.spot, named.name, named.dot, nearly(named.found))


def _many(found: Mapping[str, SpotRecurrence], in_use: list[Named], today: Date) -> ManyAreas | None:
    """Archived spots hurt in those weeks too, so every spot counts; the message is for many cards in use."""
    if not in_use:
        return None
    places = {key: place_of(each.spot.muscle, each.spot.side) for key, each in found.items()}
    many = many_areas(
        {key: each.series for key, each in found.items()},
        {key: place for key, place in places.items() if place is not None},
        {key: each.rules.active_min for key, each in found.items()},
        today.toordinal(),
    )
    return many if many.for_months else None


def _missing(page: ComingBack) -> Iterator[str]:
    logged = page.logged
    if logged.results:
        return
    if logged.days < _FEW_DAYS:
        yield (
            f"{counted(logged.days, 'day')} logged so far. A return shows only once the days after a treatment are "
            "logged."
        )
    lately = f" in the last {page.rules.lookback} days" if logged.earlier else ""
    if not logged.treatments:
        yield (
            f"No treatment of a spot is logged{lately or ' yet'}. Returns are counted after treatments: note what you "
            "do about it on the page of the day."
        )
    else:
        treatments = f"{counted(logged.treatments, 'treatment')} of a spot logged{lately}"
        yield f"{treatments}, and of none is it known yet how long it stayed away."


def _logged(diary: Diary, found: Mapping[str, SpotRecurrence], rules: Rules, today: Date) -> Logged:
    days = [check_in.day for check_in in diary.check_ins]
    since_day = max(today.toordinal() - rules.lookback + 1, min(days, default=today.toordinal()))
    treated = [session.day >= since_day for each in found.values() for session in each.sessions]
    return Logged(
        days=sum(day >= since_day for day in days),
        of=today.toordinal() - since_day + (not days or today.toordinal() in days),
        treatments=treated.count(True),
        earlier=treated.count(False),
        results=sum(each.flags.rapid_return.known for each in found.values()),
    )
