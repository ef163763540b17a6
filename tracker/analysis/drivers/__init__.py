"""What goes before worse days: the factors of a diary that survive an honest test.

What is asked (`questions`) and what is said (`findings`) are plain records; numpy and scipy are imported when first
asked, so that a server that never shows such a list does not pay for them. The method is lag-augmented local projection
with robust errors (`testing`, `regression`), one p for each factor over its shapes and horizons and a false discovery
rate of 10 % over all of them (`multiplicity`, `listing`), then a second look at what was selected: whether it holds
beside a finer calendar (`more_closely`), which came first (`listing`), and what cannot be told apart (`overlap`). What
was listed is looked at again on new days (`steps`, `confirming`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.analysis.drivers.findings import Findings
from tracker.analysis.drivers.questions import Factor, Outcome
from tracker.analysis.drivers.steps import Confirmation, Seen
from tracker.analysis.period import Period
from tracker.analysis.records import Day

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def reported_drivers(pain: "ArrayLike", factors: "ArrayLike", weekday: "ArrayLike") -> list[bool]:
    """Which of J factors would be listed as drivers of pain: after the false discovery rate and the order check.

    `pain` (n,): worst pain of each day. `factors` (n, J): a value each day; one with at most two values is a yes/no.
    Both float with NaN where not recorded, one row a day without gaps. `weekday` (n,): 0 = Monday ... 6 = Sunday.
    Raises ValueError for infinite values, for what is no weekday, and for lengths that differ.
    """
    from tracker.analysis.drivers import reporting

    return reporting.reported_drivers(pain, factors, weekday)


def what_goes_with(outcomes: Sequence[Outcome], factors: Sequence[Factor], period: Period) -> Findings:
    """Everything that is said of each factor and each outcome of one page; days outside `period` do not exist."""
    from tracker.analysis.drivers import telling

    return telling.what_goes_with(outcomes, factors, period)


def confirmation(outcome: Outcome, factor: Factor, seen: Seen, since: Day, period: Period) -> Confirmation:
    """What the days after `since`, on which a finding was first seen, say of it."""
    from tracker.analysis.drivers import confirming

    return confirming.confirmation(outcome, factor, seen, since, period)
