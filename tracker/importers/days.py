"""Dates as other apps write them. A date that can be read in two ways is not guessed."""

import datetime
import re
from functools import lru_cache
from typing import Literal

Order = Literal["", "day", "month"]
"""Which comes first in 2/3/2024. Empty: only dates that can be read in one way are read."""

EARLIEST = datetime.date(1900, 1, 1)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[T,]?\s*[0-9]{1,2}:[0-9]{2}.{0,30})?"
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _TIME, re.DOTALL)
_NUMBERS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})" + _TIME, re.DOTALL)
_DAY_WORD = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([0-9]{1,2})(?:st|nd|rd|th|\.)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+([0-9]{4})"
    + _TIME,
    re.DOTALL | re.IGNORECASE,
)
_WORD_DAY = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})" + _TIME,
    re.DOTALL | re.IGNORECASE,
)
_LONGEST = 60


def tomorrow() -> datetime.date:
    """The latest date that is today anywhere on earth."""
    return datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)


def read_day(text: str, order: Order = "") -> datetime.date | None:
    """The date, without the time of day that may follow it: the day is the one that the file writes."""
    return _read_day(text.strip(), order) if len(text) <= _LONGEST else None


def tells_order(text: str) -> Literal["", "day", "month", "either"]:
    """What a date says of the order of its file: 13/2/2024 settles it, 2/3/2024 could be either, 2024-03-02 nothing."""
    return _tells_order(text.strip()) if len(text) <= _LONGEST else ""


def wrong_day(date: datetime.date, latest: datetime.date) -> str:
    """Why no diary has such a day, or nothing."""
    if date < EARLIEST:
        return "The date is before 1900"
    return "The date is still to come" if date > latest else ""


@lru_cache(maxsize=8_192)
def _read_day(text: str, order: Order) -> datetime.date | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], match[3], match[4])
    if match := _NUMBERS.fullmatch(text):
        return _numbers(match, order)
    if match := _DAY_WORD.fullmatch(text):
        return _date(match[3], _month(match[2]), match[1])
    if match := _WORD_DAY.fullmatch(text):
        return _date(match[3], _month(match[1]), match[2])
    return None


@lru_cache(maxsize=8_192)
def _tells_order(text: str) -> Literal["", "day", "month", "either"]:
    match = _NUMBERS.fullmatch(text)
    if match is None or match[2] == ".":
        return ""
    day_first, month_first = _numbers(match, "day"), _numbers(match, "month")
    if day_first == month_first:
        return ""
    if day_first and month_first:
        return "either"
    return "day" if day_first else "month"


def _numbers(match: re.Match[str], order: Order) -> datetime.date | None:
    """With points the day comes first wherever points are used."""
    year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
    day_first = _date(year, match[3], match[1])
    if match[2] == ".":
        return day_first
    month_first = _date(year, match[1], match[3])
    if order:
        return day_first if order == "day" else month_first
    if day_first and month_first and day_first != month_first:
        return None
    return day_first or month_first


def _month(word: str) -> str:
    start = word[:3].casefold()
    return str(_MONTHS.index(start) + 1) if start in _MONTHS else "0"


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
