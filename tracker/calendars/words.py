"""Days and numbers in words. Names of months and weekdays are looked up once a call, not once a day."""

import datetime
from collections.abc import Iterable
from functools import lru_cache

from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR

from tracker.analysis.period import Period


def step_labels(steps: Iterable[Period]) -> list[str]:
    """As in: Sun 22 Nov 2026; of a week: Week of 16 Nov 2026."""
    months = [str(name).title() for name in MONTHS_3.values()]
    weekdays = [str(name) for name in WEEKDAYS_ABBR.values()]
    labels = []
    for step in steps:
        date = datetime.date.fromordinal(step.first)
        said = f"{date.day} {months[date.month - 1]} {date.year}"
        labels.append(f"{weekdays[date.weekday()]} {said}" if step.days == 1 else f"Week of {said}")
    return labels


def count_days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


@lru_cache(maxsize=2048)
def number(value: float) -> str:
    """With as many decimals as it takes, two at most: 7, 6.5, 0.25. Kept: a chart says the same few by thousands."""
    return f"{value or 0:.2f}".rstrip("0").rstrip(".")
