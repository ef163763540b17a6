"""What is said of each factor. Plain records, no numpy: a page may hold and store them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tracker.analysis.drivers.questions import Cut, Shape
from tracker.analysis.records import Day


class Status(Enum):
    """The lists of the page; `LISTED` is two of them, by the direction."""

    LISTED = "listed"
    ORDER_UNCLEAR = "order_unclear"
    OVERLAPS = "overlaps"
    LITTLE_OR_NO_EFFECT = "little_or_no_effect"
    NO_CLEAR_LINK = "no_clear_link"
    NOT_TESTABLE = "not_testable"


class Reason(Enum):
    """Why nothing can be said. FEW_DAYS_AWAY: nearly always the same value. NOT_APART: from time, habit or weekday."""

    FEW_LOGGED_DAYS = "few_logged_days"
    FEW_EVENTS = "few_events"
    OUTCOME_NEVER_VARIES = "outcome_never_varies"
    NEVER_RECORDED = "never_recorded"
    NEVER_VARIES = "never_varies"
    FEW_DAYS_AWAY = "few_days_away"
    FEW_PAIRS = "few_pairs"
    NOT_APART = "not_apart"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`missing`: so many more days are needed, None where no number of days is known to help.

    `usual`: the value that nearly all days have, so that days with another one are missing. `since`: of a yes/no, the
    day from which on it was the same on every day it was recorded.
    """

    reason: Reason
    missing: int | None = None
    usual: float | None = None
    since: Day | None = None


@dataclass(frozen=True, slots=True)
class Contrast:
    """Points of the outcome, days of one kind against the other, with an interval at `level`.

    Yes/no and cut: days with against days without; `first_value` and `other_value` are 1 and 0. Slope: days at the
    person's own 80th percentile against the 20th, in the factor's unit. `first_days` and `other_days`: so many were at
    or beyond these. `days`: all that carry it.
    """

    points: float
    low: float
    high: float
    level: float
    first_value: float
    other_value: float
    first_days: int
    other_days: int
    days: int


@dataclass(frozen=True, slots=True)
class Test:
    """One shape at one horizon. `estimate` and `error`: of the outcome per unit of the factor; `p` two-sided."""

    shape: Shape
    cut: Cut | None
    horizon: int
    estimate: float
    error: float
    freedom: float
    rows: int
    p: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One factor and one outcome.

    `tests`: all that could be made; the rest is None or 0 without any. `best`: the one with the smallest p, which
    `contrast` and `direction` tell of: +1 worse days go with yes, with the days of the cut, or with more. `p`: of all
    tests together (Simes). `adjusted_p`: at most Q where selected. `overlaps_with`: the other factor's key.
    """

    outcome: str
    factor: str
    status: Status
    tests: tuple[Test, ...] = ()
    best: Test | None = None
    direction: int = 0
    contrast: Contrast | None = None
    p: float | None = None
    adjusted_p: float | None = None
    overlaps_with: str | None = None
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything asked on one page. `tested` (m) and `selected` (R): pairs of an outcome and a factor.

    `cuts`, by factor: of every number that was tested the days it was split into.
    """

    findings: tuple[Finding, ...]
    tested: int
    selected: int
    cuts: Mapping[str, Cut] = field(default_factory=dict, compare=False)

    def of(self, *statuses: Status) -> list[Finding]:
        """The clearest first."""
        found = [each for each in self.findings if each.status in statuses]
        return sorted(found, key=lambda each: 1.0 if each.p is None else each.p)
