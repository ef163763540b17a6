"""From tests to a list: who is selected, and whether the factor or the pain came first."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.analysis.drivers.columns import OutcomeColumns, ShapeColumn
from tracker.analysis.drivers.multiplicity import benjamini_hochberg
from tracker.analysis.drivers.testing import Answer, answers

# The share of what is listed that may be false, on the average of many diaries.
Q = 0.10
ORDER_LEVEL = 0.01
# A factor that tells so much of what the past leaves open is a second record of the pain, not something before it.
COPY = 0.99


class Asked(NamedTuple):
    """The answer to one factor (its place in the list) and one outcome, and how it fared among all of them."""

    outcome: int
    factor: int
    answer: Answer
    adjusted_p: float | None

    @property
    def is_selected(self) -> bool:
        return self.adjusted_p is not None and self.adjusted_p <= Q


def ask(
    outcomes: Sequence[OutcomeColumns],
    factors: Sequence[Sequence[ShapeColumn]],
    fewest_events: Sequence[int],
) -> list[Asked]:
    """Every outcome and factor, with the false discovery rate held over all of them."""
    found = [
        (number, place, answer)
        for number, (outcome, events) in enumerate(zip(outcomes, fewest_events, strict=True))
        for place, answer in enumerate(answers(outcome, factors, fewest_events=events))
    ]
    adjusted = benjamini_hochberg([answer.p for _, _, answer in found])
    return [Asked(*each, adjusted_p) for each, adjusted_p in zip(found, adjusted, strict=True)]


def order_is_unclear(outcome: OutcomeColumns, shapes: Sequence[ShapeColumn], answer: Answer) -> bool:
    """Whether pain of the same day goes with the factor more clearly than pain of any later one: it may come first."""
    if any(each.slope.explained > COPY for each in answer.tests):
        return True
    lagged = max(abs(each.slope.t) for each in answer.tests)
    (same_day,) = answers(outcome, [shapes], (0,))
    return any(each.p < ORDER_LEVEL and abs(each.slope.t) > lagged for each in same_day.tests)
