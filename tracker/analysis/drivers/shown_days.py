"""The days behind a finding, to be shown as they are."""

from typing import NamedTuple

from tracker.analysis.drivers.findings import Contrast, Test
from tracker.analysis.drivers.questions import Factor, Outcome, Shape
from tracker.analysis.period import Period
from tracker.analysis.records import Day


class ShownDay(NamedTuple):
    """A day of exposure, the factor's value and the outcome `horizon` days later.

    `is_first`: of the first kind of the contrast (True), of the other (False), or between the two (None).
    """

    day: Day
    value: float
    outcome: float
    is_first: bool | None


def shown_days(
    outcome: Outcome, factor: Factor, test: Test, contrast: Contrast, period: Period
) -> list[ShownDay]:
    """In the order of the days; those on which either is not known are left out."""
    return [
        ShownDay(day, value, outcome.series[day + test.horizon], _kind(value, test, contrast))
        for day, value in sorted(factor.exposures().items())
        if day in period and day + test.horizon in period and day + test.horizon in outcome.series
    ]


def _kind(value: float, test: Test, contrast: Contrast) -> bool | None:
    if test.shape is Shape.CUT and test.cut:
        return test.cut.holds(value)
    if value >= contrast.first_value:
        return True
    return False if value <= contrast.other_value else None
