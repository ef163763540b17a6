"""The result of a trial of periods: analysed as assigned, from the mean of each period's known, analysed days.

As assigned: a day counts for the condition that the coin gave it, whether or not the person kept to it. Leaving days
out by what was done, or by how they went, would undo what the coin is for.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from tracker.analysis.records import Day
from tracker.analysis.series import Series
from tracker.analysis.trial_outcome import Closed, Fate, Finding, Kept, compared, finding_of, kept_to
from tracker.analysis.trial_plan import Condition, Order, PeriodPlan, PlannedPeriod, schedule
from tracker.analysis.trials import SignFlip


@dataclass(frozen=True, slots=True)
class Observed:
    """What was recorded. `values`: the outcome by day; `kept`: the answers to "did it / did not" by day.

    `flares`: days marked as a flare or an illness. They stay in the main analysis, always.
    """

    values: Series
    kept: Mapping[Day, bool] = field(default_factory=dict)
    flares: Collection[Day] = frozenset()


@dataclass(frozen=True, slots=True)
class PeriodMean:
    """`mean` of the `known` of `of` analysed days, None without any; `over`: its last day belongs to the trial."""

    planned: PlannedPeriod
    known: int
    of: int
    mean: float | None
    over: bool

    @property
    def counts(self) -> bool:
        """Whether it has a mean that may be compared: it is over, and at least half of its days are known."""
        return self.over and self.mean is not None and 2 * self.known >= self.of


@dataclass(frozen=True, slots=True)
class Pair:
    """`difference`: the mean of B less that of A; None unless the pair is complete. `number` from 1."""

    number: int
    order: Order
    a: PeriodMean
    b: PeriodMean
    fate: Fate
    difference: float | None


@dataclass(frozen=True, slots=True)
class WithoutFlares:
    """The second figure: the same with the marked days taken as unknown. `test` None: under six pairs are left."""

    marked_days: int
    pairs: int
    test: SignFlip | None


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """`test` None: under six complete pairs, the list is all. `fates`: how many pairs of each. `ended`: the last day.

    `without_flares` None: no analysed day was marked. `kept` counts every day of the trial, those of the wash among
    them.
    """

    finding: Finding
    pairs: tuple[Pair, ...]
    test: SignFlip | None
    fates: Mapping[Fate, int]
    kept: Mapping[Condition, Kept]
    without_flares: WithoutFlares | None
    ended: Day
    stopped_early: bool

    @property
    def periods(self) -> tuple[PeriodMean, ...]:
        """Those that are over, in order of time, for the picture of all means."""
        both = (period for pair in self.pairs for period in (pair.a, pair.b) if period.over)
        return tuple(sorted(both, key=lambda each: each.planned.number))

    @property
    def differences(self) -> tuple[float, ...]:
        """Of the complete pairs, in order of time."""
        return tuple(pair.difference for pair in self.pairs if pair.difference is not None)


def period_result(
    plan: PeriodPlan, order: Sequence[Order], observed: Observed, today: Day, ended: Day | None = None
) -> PeriodResult | Closed:
    """`ended`: the last day, where the person stopped early; the pairs completed by then are analysed.

    Closed while the trial runs. Days after `today` are not known, whatever `observed` says of them.
    """
    stopped = ended is not None and ended < plan.last
    if not stopped and today < plan.opens:
        return Closed(plan.opens)
    last = ended if ended is not None and stopped else plan.last
    planned = schedule(plan, order)
    values = {day: value for day, value in observed.values.items() if day <= today}
    pairs = _pairs(plan, planned, values, last)
    test = compared(pair.difference for pair in pairs)
    return PeriodResult(
        finding=finding_of(test),
        pairs=pairs,
        test=test,
        fates=Counter(pair.fate for pair in pairs),
        kept=_kept(planned, observed, last),
        without_flares=_without_flares(plan, planned, values, observed.flares, last),
        ended=last,
        stopped_early=stopped,
    )


def _pairs(plan: PeriodPlan, planned: Sequence[PlannedPeriod], values: Series, last: Day) -> tuple[Pair, ...]:
    means = [_mean(plan, each, values, last) for each in planned]
    return tuple(_pair(first, second) for first, second in zip(means[::2], means[1::2], strict=True))


def _mean(plan: PeriodPlan, period: PlannedPeriod, values: Series, last: Day) -> PeriodMean:
    days = range(period.analysed.first + plan.horizon, period.analysed.last + plan.horizon + 1)
    found = [values[day] for day in days if day in values]
    mean = fmean(found) if found else None
    return PeriodMean(period, len(found), len(days), mean, over=period.days.last <= last)


def _pair(first: PeriodMean, second: PeriodMean) -> Pair:
    a, b = (first, second) if first.planned.condition == "A" else (second, first)
    difference = None
    if not first.over:
        fate = Fate.NOT_REACHED
    elif not second.over:
        fate = Fate.ODD
    elif a.counts and b.counts and a.mean is not None and b.mean is not None:
        fate, difference = Fate.COMPLETE, b.mean - a.mean
    else:
        fate = Fate.NOT_KNOWN
    return Pair(first.planned.pair, "AB" if a is first else "BA", a, b, fate, difference)


def _kept(planned: Sequence[PlannedPeriod], observed: Observed, last: Day) -> dict[Condition, Kept]:
    return kept_to(
        (period.condition, observed.kept.get(day))
        for period in planned
        for day in range(period.days.first, min(period.days.last, last) + 1)
    )


def _without_flares(
    plan: PeriodPlan, planned: Sequence[PlannedPeriod], values: Series, flares: Collection[Day], last: Day
) -> WithoutFlares | None:
    """An outcome is left out by its own day, the one on which the pain was felt."""
    analysed = {
        day + plan.horizon
        for period in planned
        if period.days.last <= last
        for day in range(period.analysed.first, period.analysed.last + 1)
    }
    marked = analysed.intersection(flares)
    if not marked:
        return None
    calm = {day: value for day, value in values.items() if day not in marked}
    differences = [pair.difference for pair in _pairs(plan, planned, calm, last)]
    left = sum(each is not None for each in differences)
    return WithoutFlares(len(marked), left, compared(differences))
