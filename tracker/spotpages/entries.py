"""The newest entries of one spot: pain, signs, where it travels, treatments, a line a day."""

import datetime
from dataclasses import dataclass
from itertools import groupby, islice

from tracker.analysis.records import Day, Diary
from tracker.body import catalogue
from tracker.models import Person, TreatedSpot
from tracker.models.diary import SIGNS
from tracker.spotpages.facts import SpotFacts
from tracker.spotpages.reading import Ticks
from tracker.spotpages.signs import Ticked
from tracker.today.treatments import treatment_label

Date = datetime.date
SHOWN = 10
_TREATED = (
    "treatment__date",
    "treatment__kind",
    "treatment__tool",
    "treatment__minutes",
    "treatment__by",
    "pain_before",
    "pain_after",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """`pain` is the day's value; None where it is not known."""

    date: Date
    pain: int | None
    notes: tuple[str, ...]
    treatments: tuple[str, ...]

    @property
    def day(self) -> str:
        return f"{self.date:%a %-d %b %Y}"


def newest_entries(person: Person, facts: SpotFacts, diary: Diary, ticked: Ticked) -> list[Entry]:
    """Days on which this spot was rated or treated, the latest first."""
    days = _newest_days(facts, diary)
    treatments = _treatments(person, facts, Date.fromordinal(days[-1])) if days else {}
    series = facts.found.series
    return [
        Entry(
            date=Date.fromordinal(day),
            pain=int(series[day]) if day in series else None,
            notes=_notes(ticked.by_day[day]) if day in ticked.by_day else (),
            treatments=tuple(treatments.get(Date.fromordinal(day), ())),
        )
        for day in days
    ]


def _newest_days(facts: SpotFacts, diary: Diary) -> list[Day]:
    spot = facts.found.spot.key
    days = {rating.day for rating in facts.ratings[-SHOWN:]}
    treated = (each.day for each in reversed(diary.treatments) if each.spot == spot)
    # Several of one day stand beside one another.
    days.update(day for day, _ in islice(groupby(treated), SHOWN))
    return sorted(days, reverse=True)[:SHOWN]


def _treatments(person: Person, facts: SpotFacts, since: Date) -> dict[Date, list[str]]:
    """In words, by day."""
    rows = TreatedSpot.objects.for_user(person).filter(
        spot=facts.spot, treatment__person=person, treatment__date__range=(since, facts.today)
    )
    found: dict[Date, list[str]] = {}
    for date, kind, tool, minutes, by, before, after in rows.order_by("treatment__date", "pk").values_list(
        *_TREATED
    ):
        label = treatment_label(kind, tool, minutes, by)
        found.setdefault(date, []).append(f"{label}{_change(before, after)}")
    return found


def _notes(ticks: Ticks) -> tuple[str, ...]:
    signs = [SIGNS[sign] for sign in ticks.signs]
    return (*signs, *([f"to {', '.join(map(zone_words, ticks.zones))}"] if ticks.zones else []))


def zone_words(zone: str) -> str:
    """Side and area in plain words: left:ear is "left ear or just behind it"."""
    side, _, slug = zone.partition(":")
    label = catalogue.zone(slug).label
    return f"{'middle of' if side == 'midline' else side} {label[0].lower()}{label[1:]}"


def _change(before: int | None, after: int | None) -> str:
    if before is None and after is None:
        return ""
    if before is None or after is None:
        return f", {before} before" if after is None else f", {after} after"
    return f", {before} before and {after} after"
