"""What a column of a table that nobody knows may be a record of: proposals by its name and its values."""

import re
from functools import lru_cache

from tracker.importers.columns import Column
from tracker.importers.gathering import MAX_NAME, Span, scale_of
from tracker.importers.reading import Subject
from tracker.importers.words import hurts, key_of, unit_kind

_UNIT = re.compile(r"^(.*\S)\s*[(\[]([^\W\d_%°][^()\[\]]{0,11}|[%°][^()\[\]]{0,3})[)\]]$", re.DOTALL)
_RATED = ("quality", "score", "rating", "level")
_LASTS = ("hour", "duration", "slept", "time", "length")
_TOPS = (5, 10, 100)


def subject_of(column: Column, thing: str, unit: str, *, several: bool) -> Subject:
    """Values with another unit are another subject: kilograms and pounds do not mix."""
    return _subject(column.name, column.holds, thing[: MAX_NAME + 1], unit, several=several)


@lru_cache(maxsize=4_096)
def _subject(column: str, holds: str, thing: str, unit: str, *, several: bool) -> Subject:
    bracket = None if thing else _UNIT.match(column)
    name = thing or (bracket[1] if bracket else column)
    unit = unit or (bracket[2].strip() if bracket else "")
    key = key_of("column", f"{column} {thing} {unit}")
    if thing and several:
        name = f"{thing}, {column}"
    if holds == "yes_no":
        return Subject(key, name, "yes_no")
    if holds == "lengths":
        asleep = "sleep" in name.casefold()
        return Subject(key, name, "sleep_hours" if asleep else "minutes", "h" if asleep else "min")
    return Subject(key, name, unit_kind(unit), unit)


def settle(subject: Subject, span: Span) -> Subject:
    if subject.kind == "hours" and "sleep" in subject.name.casefold() and _fits(span, 24):
        return subject._replace(kind="sleep_hours")
    if subject.kind != "amount":
        return subject
    if subject.unit:
        return scale_of(subject._replace(kind="scale"), span, (100,)) if subject.unit == "%" else subject
    return _by_name(subject, span) or _by_values(subject, span)


def _by_name(subject: Subject, span: Span) -> Subject | None:
    name = subject.name.casefold()
    if "sleep" in name or "slept" in name:
        lasts = any(word in name for word in _LASTS) or not span.whole
        if lasts and _fits(span, 24) and not any(word in name for word in _RATED):
            return subject._replace(kind="sleep_hours", unit="h")
        return scale_of(subject._replace(kind="sleep_quality"), span, _TOPS)
    if "stress" in name:
        return scale_of(subject._replace(kind="stress"), span, _TOPS)
    if hurts(name):
        return scale_of(subject._replace(kind="pain"), span, _TOPS)
    return None


def _by_values(subject: Subject, span: Span) -> Subject:
    if span.whole and _fits(span, 1):
        return subject._replace(kind="yes_no")
    rated = any(word in subject.name.casefold() for word in _RATED)
    if (span.whole and _fits(span, 10)) or (rated and _fits(span, 100)):
        return scale_of(subject._replace(kind="scale"), span, _TOPS)
    return subject._replace(kind="count") if span.whole and span.least >= 0 else subject


def _fits(span: Span, top: int) -> bool:
    return 0 <= span.least <= span.greatest <= top
