"""Treatments as marks on a chart: which kinds were done in which step, and how often in all."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from tracker.analysis.period import Period
from tracker.analysis.records import Day, TreatmentRecord

# Treatments by spot; None: of the whole body.
Treated = Mapping[str | None, Sequence[TreatmentRecord]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Treatments in the step at `index`: `kinds` as (kind, number of days), most frequent first.

    `days`: days of the step with any treatment.
    """

    index: int
    kinds: tuple[tuple[str, int], ...]
    days: int


def by_spot(treatments: Iterable[TreatmentRecord]) -> Treated:
    found = defaultdict[str | None, list[TreatmentRecord]](list)
    for each in treatments:
        found[each.spot].append(each)
    return found


def treatments_for(treated: Treated, spots: Collection[str] | None = None) -> list[TreatmentRecord]:
    """Those of the given spots and of the whole body; None: all. Spot by spot."""
    shown = treated.keys() if spots is None else (None, *spots)
    return list(chain.from_iterable(treated.get(spot, ()) for spot in shown))


def days_by_kind(treatments: Iterable[TreatmentRecord], period: Period) -> dict[str, int]:
    """For each kind the days of the period on which it was done, most frequent first. Twice a day counts once.

    A lasting change counts on the day it began, and not at all where that lies before the period.
    """
    counted: dict[str, int] = {}
    for kind, _ in _done(treatments, period.first, period.last):
        counted[kind] = counted.get(kind, 0) + 1
    return dict(_ranked(counted))


def marks_of(treatments: Iterable[TreatmentRecord], steps: Sequence[Period]) -> list[Mark]:
    """One mark for each step with a treatment. `steps` follow one another without a gap."""
    if not steps:
        return []
    done = _done(treatments, steps[0].first, steps[-1].last)
    first_days = [step.first for step in steps]
    places = {day: bisect_right(first_days, day) - 1 for day in {day for _, day in done}}
    days = Counter(places.values())
    # No Counter of each: there are hundreds of such handfuls, and to make one takes longer than to count it.
    kinds: dict[int, dict[str, int]] = {}
    for kind, day in done:
        counted = kinds.setdefault(places[day], {})
        counted[kind] = counted.get(kind, 0) + 1
    return [Mark(index, tuple(_ranked(counted)), days[index]) for index, counted in sorted(kinds.items())]


def _done(treatments: Iterable[TreatmentRecord], first: Day, last: Day) -> set[tuple[str, Day]]:
    return {(each.kind, day) for each in treatments if first <= (day := each.marked_on) <= last}


def _ranked(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    if len(counted) == 1:
        return list(counted.items())
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))
