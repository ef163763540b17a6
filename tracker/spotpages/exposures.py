"""What a diary holds of load and of the whole body, by the day for which it counts."""

import datetime
from dataclasses import dataclass

from tracker.analysis.period import Period
from tracker.analysis.records import Diary
from tracker.analysis.series import check_in_series
from tracker.analysis.work_backward import by_exposure
from tracker.calendars.words import number
from tracker.models import Factor, Person
from tracker.records import readings_of
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


LOAD_MEASURES = tuple(
    _factor(key)
    for key in ("desk_hours", "longest_sitting", "movement_breaks", "training_load", "carried_load")
)
BODY_MEASURES = (
    Measure("sleep_hours", "Sleep", "h"),
    Measure("sleep_quality", "Sleep quality", "of 10"),
    Measure("stress", "Stress", "of 10"),
    _factor("activity_minutes"),
    _factor("water"),
)
_NIGHTLY = {"sleep_hours", "sleep_quality"}


def exposures_of(person: Person, diary: Diary, period: Period) -> dict[str, dict[int, float]]:
    """By key of the measure and day."""
    first, last = Date.fromordinal(period.first), Date.fromordinal(period.last)
    factors = Factor.objects.for_user(person).exclude(builtin="")
    known = {
        str(key): (builtin, night)
        for key, builtin, night in factors.values_list("public_id", "builtin", "night_before")
    }
    found: dict[str, dict[int, float]] = {}
    nights: dict[str, bool] = {}
    for factor, day, value in readings_of(person, first, last):
        if factor in known:
            builtin, night = known[factor]
            nights[builtin] = night
            found.setdefault(builtin, {})[day] = value
    found = {key: by_exposure(values, night_before=nights[key]) for key, values in found.items()}
    check_ins = [each for each in diary.check_ins if each.day >= period.first]
    for field in ("sleep_hours", "sleep_quality", "stress"):
        found[field] = by_exposure(check_in_series(check_ins, field), night_before=field in _NIGHTLY)
    return found
