"""How often an experiment as planned would notice a difference: the planner's honest power.

Read from a table of simulated trials that `tools/trial_power.py` makes; how the made-up diary behaves is said there.
Noticed: a sign-flip p of at most 0.05, as `trial_outcome.NOTICED_AT`. Between the simulated designs power is drawn
straight, first in the difference, then in the pairs, then in the length of periods at the same wash; where the wash
leaves no day of the shorter neighbour, the longer one stands for it. Against trials simulated in between this is
right to 0.05.
"""

import json
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from statistics import pstdev
from typing import Any

from tracker.analysis.series import Series
from tracker.analysis.trial_outcome import ENOUGH_PAIRS

# Standard deviation of the day values of the simulated diary, in points.
TYPICAL_SPREAD = 1.65
# Own days say how much pain goes up and down from so many known ones on.
ENOUGH_DAYS = 28
# Values are whole points: with less spread than this the rounding, not the body, would set the power.
LEAST_SPREAD = 0.8


def power_of_periods(
    pairs: int, length: int, wash: int, difference: float, spread: float = TYPICAL_SPREAD
) -> float:
    """The chance 0-1 to notice `difference` points, either way, with `pairs` pairs of periods of `length` days.

    `spread`: standard deviation of the person's day values; what counts is the difference in units of it. Under
    ENOUGH_PAIRS pairs 0: no result could be clear. Beyond the table's ends the nearest design. ValueError where the
    wash leaves no day.
    """
    if not 0 <= wash < length:
        raise ValueError("No day of a period is left to analyse.")
    if pairs < ENOUGH_PAIRS:
        return 0.0
    table = _table()["periods"]
    points = abs(difference) * TYPICAL_SPREAD / max(spread, LEAST_SPREAD)
    lengths = [int(each) for each, by_wash in table["by_length_and_wash"].items() if str(wash) in by_wash]
    if not lengths:
        raise ValueError("A wash as long as that was not simulated.")
    rows = [table["by_length_and_wash"][str(each)][str(wash)] for each in lengths]
    at_pairs = [_between(row, table["pairs"], table["differences"], pairs, points) for row in rows]
    return _line(lengths, at_pairs, length)


def power_of_episodes(blocks: int, ratio: float) -> float:
    """The chance 0-1 to notice that the median days to return are `ratio` times as many with one as with the other.

    `ratio` above 0; one half says the same as two. Simulated with a median of 6 days for the shorter.
    """
    if ratio <= 0:
        raise ValueError("A ratio of days is above 0.")
    if blocks < ENOUGH_PAIRS:
        return 0.0
    table = _table()["episodes"]
    return _between(table["power"], table["blocks"], table["ratios"], blocks, max(ratio, 1 / ratio))


def own_spread(series: Series) -> float | None:
    """Standard deviation of the known days; None where they are fewer than ENOUGH_DAYS."""
    return pstdev(series.values()) if len(series) >= ENOUGH_DAYS else None


def _between(
    rows: Sequence[Sequence[float]],
    row_at: Sequence[float],
    column_at: Sequence[float],
    at: float,
    then: float,
) -> float:
    return _line(row_at, [_line(column_at, row, then) for row in rows], at)


def _line(known: Sequence[float], values: Sequence[float], at: float) -> float:
    """Straight between the neighbours, level beyond the ends."""
    if at <= known[0]:
        return values[0]
    if at >= known[-1]:
        return values[-1]
    after = bisect_right(known, at)
    share = (at - known[after - 1]) / (known[after] - known[after - 1])
    return values[after - 1] + share * (values[after] - values[after - 1])


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (files(__package__) / "data" / "trial_power.json").read_text(encoding="utf-8")
    )
    return found
