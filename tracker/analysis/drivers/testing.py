"""One factor against one outcome: lag-augmented local projection at every shape and horizon that can be tested.

    y[d + h] = b x[d] + recent(y, d) + recent(x, d - 1) + weekday(d + h) + slow time + e

Montiel Olea and Plagborg-Moller, Econometrica 2021;89:1789-1823: with the recent past of both sides as controls what is
left of x is close to unpredictable, so that plain robust errors hold whatever the persistence of y.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.drivers.arrays import Bools
from tracker.analysis.drivers.columns import OutcomeColumns, ShapeColumn
from tracker.analysis.drivers.findings import Obstacle, Reason
from tracker.analysis.drivers.multiplicity import simes
from tracker.analysis.drivers.questions import HORIZONS
from tracker.analysis.drivers.regression import Floats, Slope, slope
from tracker.analysis.quantiles import student_tails

FEWEST_LOGGED = 60
FEWEST_PAIRS = 40
FEWEST_AWAY = 8
# So many pairs for each control, and so many on top.
PAIRS_PER_CONTROL = 2
PAIRS_BESIDE = 20
# Of the variation of an exposure at least so much must not be told by the controls.
LEAST_LEFT = 0.05
# Whether pain was unknown is a control where that is neither nearly never nor nearly always so.
UNKNOWN_SHARES = (0.02, 0.98)


class Pairs(NamedTuple):
    """The m rows of one test: exposure on day `days`, outcome `horizon` days later, nothing missing."""

    days: NDArray[np.intp]
    target: Floats
    exposure: Floats
    controls: Floats


class Attempt(NamedTuple):
    """`slope` None: it could not be tested, for the reason in `obstacle`."""

    column: ShapeColumn
    horizon: int
    slope: Slope | None
    obstacle: Obstacle | None = None


class Tested(NamedTuple):
    """A test that could be made; `p` two-sided."""

    column: ShapeColumn
    horizon: int
    slope: Slope
    p: float


@dataclass(frozen=True, slots=True)
class Answer:
    """All the tests of one factor, or why there is none; `p`: of all of them together."""

    tests: tuple[Tested, ...] = ()
    p: float | None = None
    obstacle: Obstacle | None = None

    @property
    def best(self) -> Tested:
        return min(self.tests, key=lambda each: each.p)


def answers(
    outcome: OutcomeColumns,
    factors: Iterable[Sequence[ShapeColumn]],
    horizons: Sequence[int] = HORIZONS,
    fewest_events: int = 0,
) -> list[Answer]:
    """One for each factor, given by its shapes."""
    shapes = list(factors)
    obstacle = _outcome_obstacle(outcome, fewest_events)
    if obstacle:
        return [Answer(obstacle=obstacle)] * len(shapes)
    controls = {horizon: outcome.controls(horizon) for horizon in horizons}
    return with_p([_attempts(outcome, columns, controls) for columns in shapes])


def with_p(attempts: Sequence[Sequence[Attempt]]) -> list[Answer]:
    made = [each.slope for factor in attempts for each in factor if each.slope]
    tails = iter(student_tails([(each.t, each.freedom) for each in made]))
    return [_answer(factor, tails) for factor in attempts]


def _answer(attempts: Sequence[Attempt], tails: Iterable[float]) -> Answer:
    p_values = iter(tails)
    tests = tuple(
        Tested(each.column, each.horizon, each.slope, next(p_values)) for each in attempts if each.slope
    )
    if tests:
        return Answer(tests, simes([each.p for each in tests]))
    return Answer(obstacle=attempts[0].obstacle if attempts else Obstacle(Reason.NEVER_RECORDED))


def _outcome_obstacle(outcome: OutcomeColumns, fewest_events: int) -> Obstacle | None:
    if outcome.logged < FEWEST_LOGGED:
        return Obstacle(Reason.FEW_LOGGED_DAYS, FEWEST_LOGGED - outcome.logged)
    if outcome.events < fewest_events:
        return Obstacle(Reason.FEW_EVENTS, fewest_events - outcome.events)
    return None if outcome.spread else Obstacle(Reason.OUTCOME_NEVER_VARIES)


def _attempts(
    outcome: OutcomeColumns, shapes: Sequence[ShapeColumn], controls: dict[int, Floats]
) -> list[Attempt]:
    return [
        attempt(column, horizon, pairs_of(outcome, column, horizon, controls[horizon]))
        for column in shapes
        for horizon in controls
    ]


def pairs_of(
    outcome: OutcomeColumns,
    column: ShapeColumn,
    horizon: int,
    controls: Floats,
    among: Bools | None = None,
) -> Pairs:
    """`controls`: those of the outcome at this horizon; `among`: as of `days_of`."""
    days = days_of(outcome, column, horizon, among)
    unknown, most = controls[days, -1].sum(), len(days)
    if not UNKNOWN_SHARES[0] * most <= unknown <= UNKNOWN_SHARES[1] * most:
        controls = controls[:, :-1]
    # Joined before the days are chosen: copying whole rows costs far less than joining them.
    beside = np.concatenate([controls, column.past[: len(controls)]], axis=1).take(days, axis=0)
    return Pairs(days, outcome.target[days + horizon], column.values[days], beside)


def days_of(
    outcome: OutcomeColumns, column: ShapeColumn, horizon: int, among: Bools | None = None
) -> NDArray[np.intp]:
    """(m,): days on which the factor is known and the outcome `horizon` days later; `among` (n,): only of these."""
    last = len(outcome.target) - horizon
    rows = (column.codes[:last] >= 0) & ~np.isnan(outcome.target[horizon:])
    if among is not None:
        rows &= among[:last]
    return np.flatnonzero(rows)


def attempt(column: ShapeColumn, horizon: int, pairs: Pairs) -> Attempt:
    obstacle = _too_few(len(pairs.days), FEWEST_PAIRS) or away_obstacle(column, pairs.days)
    if obstacle:
        return Attempt(column, horizon, None, obstacle)
    found = slope(pairs.target, pairs.exposure, pairs.controls)
    obstacle = _too_few(found.rows, PAIRS_PER_CONTROL * found.controls + PAIRS_BESIDE)
    if not obstacle and found.left < LEAST_LEFT:
        obstacle = Obstacle(Reason.NOT_APART)
    return Attempt(column, horizon, None if obstacle else found, obstacle)


def _too_few(rows: int, needed: int) -> Obstacle | None:
    return Obstacle(Reason.FEW_PAIRS, needed - rows) if rows < needed else None


def away_obstacle(column: ShapeColumn, days: NDArray[np.intp], fewest: int = FEWEST_AWAY) -> Obstacle | None:
    """Whether the factor nearly always had one value on these days."""
    counts = np.bincount(column.codes[days])
    usual = int(counts.argmax())
    away = len(days) - int(counts[usual])
    if away >= fewest:
        return None
    reason = Reason.FEW_DAYS_AWAY if away else Reason.NEVER_VARIES
    return Obstacle(reason, fewest - away, float(column.levels[usual]))
