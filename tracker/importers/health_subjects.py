"""What the health records of both phones hold that a diary has a use for, under the same keys."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from tracker.importers.nights import DAY, Night
from tracker.importers.reading import Found, Reading, Skipped, Subject
from tracker.importers.tally import Total

SLEEP = Subject("sleep", "Sleep", "sleep_hours", "hours")
STEPS = Subject("steps", "Steps", "count")
WATER = Subject("water", "Water", "amount", "mL")
MINDFUL = Subject("mindful", "Mindful minutes", "minutes", "minutes")
HUNDREDTH = Decimal("0.01")
TENTH = Decimal("0.1")
WHOLE = Decimal(1)
TOO_LONG = "A night of more than 24 hours."
NAPS = "Sleep that ended after noon on a day with a longer sleep: a nap, not the night."


def sleep_readings(nights: Mapping[datetime.date, Night]) -> list[Reading]:
    return [
        Reading(night.line, date, SLEEP.key, (Decimal(night.seconds) / 3600).quantize(HUNDREDTH))
        for date, night in nights.items()
        if night.seconds <= DAY
    ]


def sums(subject: Subject, totals: Mapping[datetime.date, Total], step: Decimal = WHOLE) -> list[Reading]:
    """One reading a day, rounded to whole `step`s."""
    return [
        Reading(each.line, date, subject.key, each.amount.quantize(step)) for date, each in totals.items()
    ]


def found(readings: list[Reading], skipped: tuple[Skipped, ...]) -> Found:
    kept = {reading.subject for reading in readings}
    subjects = tuple(subject for subject in (SLEEP, STEPS, WATER, MINDFUL) if subject.key in kept)
    order = {subject.key: place for place, subject in enumerate(subjects)}
    return Found(
        subjects, tuple(sorted(readings, key=lambda each: (each.date, order[each.subject]))), skipped
    )
