"""What a chart can show of one diary, read lazily: only the tables that are asked for, each once."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from operator import attrgetter
from typing import TypeVar

from tracker import records, recurrence
from tracker.analysis.marks import Treated, by_spot
from tracker.analysis.period import Period
from tracker.analysis.records import CheckInRecord, Day, Diary, FactorRecord, TreatmentRecord
from tracker.analysis.series import Series, check_in_series, factor_series, worst_series
from tracker.body.catalogue import muscle
from tracker.body.names import anatomical, full_name, plain
from tracker.body.sides import Point, Side, View
from tracker.calendars.words import number, step_labels
from tracker.models import CheckIn, Factor, Person, Spot
from tracker.records import stored_spots
from tracker.whole_diary import SomeDays

WORST = "worst"
WORST_NAME = "Worst pain of the day"
CHECK_IN_MEASURES = {
    "sleep_hours": ("Sleep", "hours", "h"),
    "sleep_quality": ("Sleep quality", "scale", ""),
    "stress": ("Stress", "scale", ""),
}
# Days up to which a period is read by itself.
SHORT = 400
R = TypeVar("R", CheckInRecord, TreatmentRecord)
_DAY = attrgetter("day")
# The least that an axis reaches up to, by kind, so that a quiet month does not look wild.
LEAST_TOP = {
    "pain": 10.0,
    "scale": 10.0,
    "hours": 8.0,
    "minutes": 30.0,
    "count": 4.0,
    "amount": 1.0,
    "yes_no": 1.0,
}


@dataclass(frozen=True, slots=True)
class SpotLabel:
    """How a spot is called and where it lies. `number` is what its dot shows."""

    key: str
    number: int
    name: str
    anatomical: str
    archived: bool
    point: Point


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing by day, and how its values are said. `kind`: pain, or the kind of a factor."""

    key: str
    name: str
    kind: str
    unit: str
    series: Series

    def top_for(self, highest: float | None) -> float:
        """Upper end of an axis that has to hold `highest`, so that half of it is a round number as well."""
        least = LEAST_TOP[self.kind]
        return least if highest is None or highest <= least else _even(highest)

    @property
    def axis_words(self) -> str:
        """Its name with what its axis counts."""
        counted = "0 to 10" if self.kind in {"pain", "scale"} else self.unit
        return f"{self.name}, {counted}" if counted else self.name

    def words(self, value: float) -> str:
        if self.kind == "yes_no":
            return "yes" if value else "no"
        return f"{number(value)} {self.unit}".strip()


class DiaryReader:
    """One person's diary over a period.

    A long period is taken from the whole diary, which is kept until it changes: reading ten years of ratings takes
    longer than all that is then said of them. A short one is read by itself.
    """

    def __init__(self, person: Person, period: Period, today: datetime.date) -> None:
        self.person = person
        self.period = period
        self.today = today
        self.steps = period.steps()
        self._dates = (datetime.date.fromordinal(period.first), datetime.date.fromordinal(period.last))

    @cached_property
    def labels(self) -> list[str]:
        """The steps in words."""
        return step_labels(self.steps)

    @cached_property
    def _whole(self) -> recurrence.Reading | None:
        return recurrence.read(self.person, self.today) if self.period.days > SHORT else None

    def _within(self, kept: Sequence[R]) -> Sequence[R]:
        """`kept`: in order of the days."""
        start = bisect_left(kept, self.period.first, key=_DAY)
        return kept[start : bisect_right(kept, self.period.last, start, key=_DAY)]

    @cached_property
    def check_ins(self) -> Sequence[CheckInRecord]:
        if self._whole:
            return self._within(self._whole.diary.check_ins)
        return self._some_days.check_ins

    @cached_property
    def logged(self) -> frozenset[Day]:
        """Days on which anything was recorded."""
        return frozenset(map(_DAY, self.check_ins))

    @cached_property
    def _own_spots(self) -> list[Spot]:
        return stored_spots(self.person)

    @cached_property
    def _some_days(self) -> SomeDays:
        """Of a short period."""
        return SomeDays(self.person, self._own_spots, *self._dates)

    @cached_property
    def treated(self) -> Treated:
        """What is marked: those of the period, and lasting changes that began in it and were written down after it."""
        written = self._within(self._whole.diary.treatments) if self._whole else self._some_days.treatments
        if self._dates[1] >= self.today:
            return by_spot(written)
        after = self._dates[1] + datetime.timedelta(days=1)
        return by_spot((*written, *records.treatments_of(self.person, start=after, begun=self._dates)))

    @cached_property
    def pain(self) -> dict[str, Series]:
        if self._whole is None:
            return self._some_days.pain
        first, last = self.period.first, self.period.last
        return {
            key: found.series
            if not (days := found.timeline.days) or first <= days[0] <= days[-1] <= last
            else {day: value for day, value in found.series.items() if first <= day <= last}
            for key, found in self._whole.found.items()
        }

    @cached_property
    def worst(self) -> Measure:
        return Measure(WORST, WORST_NAME, "pain", "", worst_series(self.pain.values()))

    @cached_property
    def spots(self) -> dict[str, SpotLabel]:
        return {label.key: label for label in map(_label, self._own_spots)}

    @cached_property
    def factors(self) -> dict[str, FactorRecord]:
        return {factor.key: factor for factor in records.factors_of(self.person)}

    @cached_property
    def factors_in_use(self) -> list[str]:
        rows = Factor.objects.for_user(self.person).filter(in_use=True).order_by("position", "pk")
        return [str(key) for key in rows.values_list("public_id", flat=True)]

    def spot_measure(self, key: str) -> Measure:
        return Measure(f"spot:{key}", self.spots[key].name, "pain", "", self.pain[key])

    def check_in_measure(self, field: str) -> Measure:
        name, kind, unit = CHECK_IN_MEASURES[field]
        return Measure(field, name, kind, unit, check_in_series(self.check_ins, field))

    def factor_measure(self, key: str) -> Measure:
        factor = self.factors[key]
        readings = records.readings_of(self.person, *self._dates, factor=key)
        diary = Diary(check_ins=tuple(self.check_ins), factors=(factor,), readings=readings)
        return Measure(f"factor:{key}", factor.name, factor.kind, factor.unit, factor_series(diary, key))

    def knows(self, key: str) -> bool:
        """Whether `key` names a measure of this diary; somebody else's spot or factor is none."""
        family, _, name = key.partition(":")
        return (
            key == WORST
            or key in CHECK_IN_MEASURES
            or (family == "spot" and name in self.spots)
            or (family == "factor" and name in self.factors)
        )

    def measure(self, key: str) -> Measure:
        """The measure of a key that `knows` accepts."""
        family, _, name = key.partition(":")
        if key == WORST:
            return self.worst
        if family == "spot":
            return self.spot_measure(name)
        return self.factor_measure(name) if family == "factor" else self.check_in_measure(key)

    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every measure there is, in groups of (key, name)."""
        spots = [(f"spot:{each.key}", each.name) for each in self.spots.values()]
        names = {True: list[tuple[str, str]](), False: list[tuple[str, str]]()}
        for key, factor in self.factors.items():
            names[key in self.factors_in_use].append((f"factor:{key}", factor.name))
        groups = [
            ("Pain", [(WORST, WORST_NAME), *spots]),
            ("Check-in", [(key, name) for key, (name, _, _) in CHECK_IN_MEASURES.items()]),
            ("Habits", names[True]),
            ("Habits not asked for now", names[False]),
        ]
        return [(label, entries) for label, entries in groups if entries]


def first_day_of(person: Person, since: datetime.date | None = None) -> datetime.date | None:
    """The first day, from `since` on, on which anything was recorded."""
    rows = CheckIn.objects.for_user(person).order_by("date")
    if since is not None:
        rows = rows.filter(date__gte=since)
    return rows.values_list("date", flat=True).first()


def _label(spot: Spot) -> SpotLabel:
    known, side = muscle(spot.muscle), Side(spot.side)
    return SpotLabel(
        key=str(spot.public_id),
        number=spot.number,
        name=spot.nickname or full_name(known, side),
        anatomical=anatomical(known, side) if spot.nickname else plain(known),
        archived=spot.archived_on is not None,
        point=Point(View(spot.view), side, spot.x, spot.y),
    )


def _even(highest: float) -> float:
    step = 10 ** (len(str(int(highest))) - 1)
    rounded = ceil(highest / step) * step
    return float(rounded if rounded % (2 * step) == 0 or rounded <= step else rounded + step)
