"""Values day by day: what a spot, a factor or a check-in says of each day, by the data rules of the diary.

A series is a dict from day to value. A day that is not in it is unknown: never 0, never "as yesterday".
"""

from collections.abc import Iterable

from tracker.analysis.records import CheckInRecord, Day, Diary, SpotRecord

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
    values: dict[str, Series] = {spot.key: {} for spot in chosen}
    mentioned: dict[str, set[Day]] = {spot.key: set() for spot in chosen}
    for key, day, pain in diary.ratings:
        if key not in values:
            continue
        if pain is None:
            mentioned[key].add(day)
        else:
            values[key][day] = float(pain)
    for treatment in diary.treatments:
        if treatment.spot is None or treatment.spot not in values:
            continue
        mentioned[treatment.spot].add(treatment.day)
        if treatment.pain_before is not None:
            series = values[treatment.spot]
            series[treatment.day] = max(series.get(treatment.day, 0.0), float(treatment.pain_before))
    completed = {check_in.day for check_in in diary.check_ins if check_in.completed}
    for spot in chosen:
        unmentioned = completed.difference(values[spot.key], mentioned[spot.key])
        values[spot.key].update((day, 0.0) for day in unmentioned if spot.asked_on(day))
    return values


def worst_series(series: Iterable[Series]) -> Series:
    """The highest value of each day over several series; a day known to none stays unknown."""
    worst: Series = {}
    for one in series:
        for day, value in one.items():
            worst[day] = max(value, worst.get(day, 0.0))
    return worst


def factor_series(diary: Diary, key: str) -> Series:
    """Values of one factor by day.

    An unticked yes/no counts as no on completed check-ins only, and only while the person followed the factor.
    """
    values = {reading.day: reading.value for reading in diary.readings if reading.factor == key}
    factor = next((each for each in diary.factors if each.key == key), None)
    if factor is not None and factor.kind == "yes_no":
        for check_in in diary.check_ins:
            if check_in.completed and factor.asked_on(check_in.day):
                values.setdefault(check_in.day, 0.0)
    return values


def check_in_series(check_ins: Iterable[CheckInRecord], field: str) -> Series:
    """`sleep_hours`, `sleep_quality` or `stress` by the day of the check-in."""
    found = ((check_in.day, getattr(check_in, field)) for check_in in check_ins)
    return {day: float(value) for day, value in found if value is not None}
