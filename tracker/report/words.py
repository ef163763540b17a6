"""Words and numbers that several parts of a report share."""

import datetime
from collections.abc import Iterable, Sequence
from statistics import median

from tracker.analysis.period import Period
from tracker.analysis.records import Day
from tracker.calendars.words import number

# Dates of one fact: so many at most, the latest.
MOST_DATES = 4
# A period of more days than this needs the year with every date.
_ONE_YEAR = 330


def long_date(day: Day) -> str:
    return f"{datetime.date.fromordinal(day):%-d %b %Y}"


def short_date(day: Day, period: Period) -> str:
    """Without the year where the period leaves no doubt of it."""
    return f"{datetime.date.fromordinal(day):%-d %b}" if period.days <= _ONE_YEAR else long_date(day)


def dates_words(days: Sequence[Day], period: Period) -> str:
    """As in: on 3 Sep and 12 Sep; of many: the latest on 3 Sep, 8 Sep and 12 Sep."""
    latest = "the latest " if len(days) > MOST_DATES else ""
    return f"{latest}on {joined([short_date(day, period) for day in days[-MOST_DATES:]])}"


def middle_of(values: Iterable[float]) -> str:
    """The median as it is said; empty without values."""
    known = list(values)
    return number(median(known)) if known else ""


def joined(words: Sequence[str]) -> str:
    """As in: one, two and three."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
