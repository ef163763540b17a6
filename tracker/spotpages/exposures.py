"""What a diary holds of load and of the whole body, by the day for which it counts."""

import datetime
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from tracker.analysis.period import Period
from tracker.analysis.records import Diary
from tracker.analysis.series import check_in_series
from tracker.analysis.work_backward import by_exposure
from tracker.calendars.words import number
from tracker.models import Person
from tracker.spotpages.reading import BODY, LOAD, readings_of
from tracker.vocabulary import BUILTIN_FACTORS

Date = datetime.date


@dataclass(frozen=True, slots=True)
class Measure:
    """`key`: a field of the check-in, or what a factor is built in as."""

    key: str
    label: str
    unit: str

    def words(self, value: float | None) -> str:
        """A mean no finer than what was typed: minutes whole, all else to one decimal."""
        if value is None:
            return ""
        said = round(value) if self.unit == "min" else round(value, 1)
        return f"{number(said)}{f' {self.unit}' if self.unit else ''}"


def _factor(key: str) -> Measure:
    factor = BUILTIN_FACTORS[key]
    unit = {"scale": "of 10", "count": "a day"}.get(factor.kind, factor.unit)
    return Measure(key, factor.name, unit)


LOAD_MEASURES = tuple(map(_factor, LOAD))
BODY_MEASURES = (
    Measure("sleep_hours", "Sleep", "h"),
    Measure("sleep_quality", "Sleep quality", "of 10"),
    Measure("stress", "Stress", "of 10"),
    *map(_factor, BODY),
)
_OF_CHECK_INS = ("sleep_hours", "sleep_quality", "stress")
_NIGHTLY = {"sleep_hours", "sleep_quality"}


def exposures_of(person: Person, diary: Diary, period: Period) -> dict[str, dict[int, float]]:
    """By key of the measure and day."""
    first, last = Date.fromordinal(period.first), Date.fromordinal(period.last)
    found, nightly = readings_of(person, first, last)
    days = diary.check_ins
    check_ins = days[bisect_left(days, period.first, key=attrgetter("day")) :]
    for field in _OF_CHECK_INS:
        found[field] = check_in_series(check_ins, field)
    return {
        key: by_exposure(values, night_before=key in nightly or key in _NIGHTLY)
        for key, values in found.items()
    }
