"""Treatments as marks on a chart: which kinds were done in which step, and how often in all."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tracker.analysis.period import Period
from tracker.analysis.records import Day, TreatmentRecord


@dataclass(frozen=True, slots=True)
class Mark:
    """Treatments in the step at `index`: `kinds` as (kind, number of days), most frequent first.

    `days`: days of the step with any treatment.
    """

    index: int
    kinds: tuple[tuple[str, int], ...]
    days: int


def treatments_for(
    treatments: Iterable[TreatmentRecord], spots: Collection[str] | None = None
) -> list[TreatmentRecord]:
    """Those of the given spots and of the whole body; None: all."""
    return [each for each in treatments if spots is None or each.spot is None or each.spot in spots]


def days_by_kind(treatments: Iterable[TreatmentRecord], period: Period) -> dict[str, int]:
    """For each kind the days of the period on which it was done, most frequent first. Twice a day counts once.

    A lasting change counts on the day it began, and not at all where that lies before the period.
    """
    done = {(each.kind, each.marked_on) for each in treatments if each.marked_on in period}
    return dict(_ranked(Counter(kind for kind, _ in done)))


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
        return Mark(index, tuple((kind, 1) for kind, _ in found), 1)
    return Mark(index, tuple(_ranked(Counter(kind for kind, _ in found))), len({day for _, day in found}))


def _ranked(counted: "Counter[str]") -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))
