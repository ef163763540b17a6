"""What is fixed when an experiment begins, and what of it may be seen on a given day.

Two designs. *Periods*, for habits: pairs of periods of some days each, one under A and one under B, the coin says in
which order. *Episodes*, for treatments of one spot: each time the spot becomes active the next treatment is named,
from blocks of two in random order. Whoever knows what comes next may, without meaning to, choose when it comes; so
nothing is revealed before it has begun.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from tracker.analysis.period import Period
from tracker.analysis.records import Day

Condition = Literal["A", "B"]
# Which of the two comes first in a pair or block.
Order = Literal["AB", "BA"]

MOST_PAIRS = 128
MOST_DAYS = 28


@dataclass(frozen=True, slots=True)
class PeriodPlan:
    """`pairs` pairs of periods of `length` days from the day `first`; ValueError where that is no plan.

    The first `wash` days of each period are not analysed: what came before may still act. The outcome of a day is
    read `horizon` days later: 1 where the condition is done at night and the outcome is that of the next day.
    """

    first: Day
    pairs: int = 8
    length: int = 4
    wash: int = 1
    horizon: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.pairs <= MOST_PAIRS:
            raise ValueError(f"A trial has 1 to {MOST_PAIRS} pairs.")
        if not 1 <= self.length <= MOST_DAYS:
            raise ValueError(f"A period has 1 to {MOST_DAYS} days.")
        if not 0 <= self.wash < self.length:
            raise ValueError("No day of a period is left to analyse.")
        if not 0 <= self.horizon <= self.length:
            raise ValueError("The outcome must follow within the length of a period.")

    @property
    def days(self) -> int:
        return 2 * self.pairs * self.length

    @property
    def last(self) -> Day:
        """The last day of the last period."""
        return self.first + self.days - 1

    @property
    def opens(self) -> Day:
        """The first day on which the result may be seen: the outcome of the last day is over."""
        return self.last + self.horizon + 1


@dataclass(frozen=True, slots=True)
class EpisodePlan:
    """`blocks` blocks of two episodes of one spot, from the day `first`; ValueError where that is no plan.

    Each episode is followed for `follow` days at most: what is still away then counts as that, not as returned.
    """

    first: Day
    blocks: int = 10
    follow: int = 28

    def __post_init__(self) -> None:
        if not 1 <= self.blocks <= MOST_PAIRS:
            raise ValueError(f"A trial has 1 to {MOST_PAIRS} blocks.")
        if self.follow < 1:
            raise ValueError("An episode is followed for a day at least.")

    @property
    def episodes(self) -> int:
        return 2 * self.blocks


@dataclass(frozen=True, slots=True)
class Terms:
    """All that is fixed at creation. `outcome`: key of what is compared; `a` and `b`: the conditions in words."""

    question: str
    a: str
    b: str
    outcome: str
    plan: PeriodPlan | EpisodePlan

    @property
    def pairs(self) -> int:
        return self.plan.pairs if isinstance(self.plan, PeriodPlan) else self.plan.blocks

    def fixed(self) -> dict[str, str | int]:
        """The terms as plain values, days as ISO dates: what the commitment of the draw covers."""
        found: dict[str, str | int] = {"question": self.question, "A": self.a, "B": self.b}
        found |= {"outcome": self.outcome, "first": date.fromordinal(self.plan.first).isoformat()}
        plan = self.plan
        if isinstance(plan, EpisodePlan):
            return found | {"design": "episodes", "blocks": plan.blocks, "follow": plan.follow}
        shape = {"pairs": plan.pairs, "length": plan.length, "wash": plan.wash, "horizon": plan.horizon}
        return found | {"design": "periods"} | shape

    def differing(self, other: "Terms") -> tuple[str, ...]:
        """What is not as it was fixed, by name. Anything here makes it a new experiment, never a change of this one."""
        ours, theirs = self.fixed(), other.fixed()
        return tuple(name for name in (ours | theirs) if ours.get(name) != theirs.get(name))


class PlannedPeriod(NamedTuple):
    """`number` counts periods and `pair` pairs, both from 1. `analysed`: the days of it after the wash."""

    number: int
    pair: int
    condition: Condition
    days: Period
    analysed: Period


class Running(NamedTuple):
    """An experiment under way: what it compares, and its days; `last` None: open, as with episodes."""

    outcome: str
    first: Day
    last: Day | None


def schedule(plan: PeriodPlan, order: Sequence[Order]) -> tuple[PlannedPeriod, ...]:
    """Every period in order of time; not for the person's eyes, see `revealed`. ValueError: not one coin a pair."""
    if len(order) != plan.pairs:
        raise ValueError("There must be one coin for each pair.")
    conditions = _conditions(order)
    found = []
    for index, condition in enumerate(conditions):
        start = plan.first + index * plan.length
        days = Period(start, start + plan.length - 1)
        analysed = Period(start + plan.wash, days.last)
        found.append(PlannedPeriod(index + 1, index // 2 + 1, condition, days, analysed))
    return tuple(found)


def revealed(
    plan: PeriodPlan, order: Sequence[Order], today: Day, ended: Day | None = None
) -> tuple[PlannedPeriod, ...]:
    """The periods that have begun by `today`, and, where the trial `ended` early, by that day."""
    until = today if ended is None else min(today, ended)
    return tuple(each for each in schedule(plan, order) if each.days.first <= until)


def period_on(
    plan: PeriodPlan, order: Sequence[Order], day: Day, today: Day, ended: Day | None = None
) -> PlannedPeriod | None:
    """The period in which `day` falls; None outside of the trial, after its end, or where it may not be seen yet."""
    if ended is not None and day > ended:
        return None
    return next((each for each in revealed(plan, order, today, ended) if day in each.days), None)


def assigned(order: Sequence[Order], begun: int) -> tuple[Condition, ...]:
    """The treatments of the episodes that have begun, and of no others."""
    return _conditions(order)[:begun]


def clash(new: Running, others: Iterable[Running]) -> Running | None:
    """An experiment that compares the same outcome in the same days: the new one must be refused, or wait."""
    for other in others:
        begins_before_its_end = other.last is None or new.first <= other.last
        ends_after_its_start = new.last is None or other.first <= new.last
        if other.outcome == new.outcome and begins_before_its_end and ends_after_its_start:
            return other
    return None


def _conditions(order: Sequence[Order]) -> tuple[Condition, ...]:
    both: dict[Order, tuple[Condition, Condition]] = {"AB": ("A", "B"), "BA": ("B", "A")}
    return tuple(condition for each in order for condition in both[each])
