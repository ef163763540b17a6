"""Values day by day: what a spot, a factor or a check-in says of each day, by the data rules of the diary.

A series is a dict from day to value. A day that is not in it is unknown: never 0, never "as yesterday".
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from tracker.analysis.records import CheckInRecord, Day, Diary, FactorRecord, SpotRecord, TreatmentRecord

Series = dict[Day, float]


def spot_series(diary: Diary, spot: SpotRecord) -> Series:
    """Pain 0-10 of one spot by day.

    The worst of the day's rating and of the pain before its treatments. Pain after a treatment never counts. On a
    completed check-in that does not mention the spot, 0 is implied, from its first day on and while it is not
    archived; signs without a pain, or a treatment without the pain before, are a mention and leave the day unknown.
    """
    return pain_by_spot(diary, [spot])[spot.key]


def pain_by_spot(diary: Diary, spots: Iterable[SpotRecord] | None = None) -> dict[str, Series]:
    """`spot_series` of every given spot (default: all) in one pass over the diary."""
    chosen = list(diary.spots if spots is None else spots)
    ratings: dict[str, list[tuple[Day, int | None]]] = {spot.key: [] for spot in chosen}
    treatments: dict[str, list[TreatmentRecord]] = {spot.key: [] for spot in chosen}
    for key, day, pain in diary.ratings:
        if key in ratings:
            ratings[key].append((day, pain))
    for treatment in diary.treatments:
        if treatment.spot in treatments:
            treatments[treatment.spot].append(treatment)
    completed = completed_days(diary.check_ins)
    return {spot.key: pain_of(spot, ratings[spot.key], treatments[spot.key], completed) for spot in chosen}


def pain_of(
    spot: SpotRecord,
    ratings: Iterable[tuple[Day, int | None]],
    treatments: Iterable[TreatmentRecord],
    completed: AbstractSet[Day],
) -> Series:
    """`spot_series` from the rows of that spot alone; `completed`: the days of completed check-ins."""
    rated = dict(ratings)
    values = {day: float(pain) for day, pain in rated.items() if pain is not None}
    mentioned: set[Day] = set()
    for treatment in treatments:
        mentioned.add(treatment.day)
        if treatment.pain_before is not None:
            values[treatment.day] = max(values.get(treatment.day, 0.0), float(treatment.pain_before))
    unmentioned = completed - rated.keys() - mentioned
    values.update((day, 0.0) for day in unmentioned if spot.asked_on(day))
    return values


def completed_days(check_ins: Iterable[CheckInRecord]) -> frozenset[Day]:
    return frozenset(check_in.day for check_in in check_ins if check_in.completed)


def worst_series(series: Iterable[Series]) -> Series:
    """The highest value of each day over several series; a day known to none stays unknown."""
    worst: Series = {}
    for one in series:
        for day, value in one.items():
            # No call of max(): these are tens of thousands.
            if value > worst.get(day, -1):
                worst[day] = value
    return worst


def factor_series(diary: Diary, key: str) -> Series:
    """Values of one factor by day.

    An unticked yes/no counts as no on completed check-ins only, and only while the person followed the factor.
    """
    values = {reading.day: reading.value for reading in diary.readings if reading.factor == key}
    factor = next((each for each in diary.factors if each.key == key), None)
    return values if factor is None else with_implied_no(values, factor, diary.check_ins)


def with_implied_no(values: Series, factor: FactorRecord, check_ins: Iterable[CheckInRecord]) -> Series:
    """Its recorded values, and 0 where `factor_series` says so."""
    if factor.kind != "yes_no":
        return values
    implied = {
        check_in.day: 0.0
        for check_in in check_ins
        if check_in.completed and check_in.day not in values and factor.asked_on(check_in.day)
    }
    return {**values, **implied}


def check_in_series(check_ins: Iterable[CheckInRecord], field: str) -> Series:
    """`sleep_hours`, `sleep_quality` or `stress` by the day of the check-in."""
    found = ((check_in.day, getattr(check_in, field)) for check_in in check_ins)
    return {day: float(value) for day, value in found if value is not None}
