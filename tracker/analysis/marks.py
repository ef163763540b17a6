"""Treatments as marks on a chart: which kinds were done in which step, and how often in all."""

from bisect import bisect_right
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
    found: dict[str | None, list[TreatmentRecord]] = {}
    for each in treatments:
        found.setdefault(each.spot, []).append(each)
    return found


def treatments_for(treated: Treated, spots: Collection[str] | None = None) -> list[TreatmentRecord]:
    """Those of the given spots and of the whole body; None: all. Spot by spot."""
    shown = treated.keys() if spots is None else (None, *spots)
    return list(chain.from_iterable(treated.get(spot, ()) for spot in shown))


def days_by_kind(treatments: Iterable[TreatmentRecord], period: Period) -> dict[str, int]:
    """For each kind the days of the period on which it was done, most frequent first. Twice a day counts once.

    A lasting change counts on the day it began, and not at all where that lies before the period.
    """
    first, last = period.first, period.last
    done = {(each.kind, day) for each in treatments if first <= (day := each.marked_on) <= last}
    return dict(_ranked(kind for kind, _ in done))


def marks_of(treatments: Iterable[TreatmentRecord], steps: Sequence[Period]) -> list[Mark]:
    """One mark for each step with a treatment. `steps` follow one another without a gap."""
    first_days = [step.first for step in steps]
    done: dict[int, set[tuple[str, Day]]] = {}
    for each in treatments:
        day = each.marked_on
        if first_days and first_days[0] <= day <= steps[-1].last:
            done.setdefault(bisect_right(first_days, day) - 1, set()).add((each.kind, day))
    return [_mark(index, found) for index, found in sorted(done.items())]


def _mark(index: int, found: set[tuple[str, Day]]) -> Mark:
    if len(found) == 1:
        ((kind, _),) = found
        return Mark(index, ((kind, 1),), 1)
    return Mark(index, tuple(_ranked(kind for kind, _ in found)), len({day for _, day in found}))


def _ranked(kinds: Iterable[str]) -> list[tuple[str, int]]:
    """Counted here, since there are thousands of such handfuls and a Counter takes longer to make than to count."""
    counted: dict[str, int] = {}
    for kind in kinds:
        counted[kind] = counted.get(kind, 0) + 1
    if len(counted) == 1:
        return list(counted.items())
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))
