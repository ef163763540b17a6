"""What an importer found, put together day by day: one value of one subject a day, and what was left out, told once."""

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from tracker.importers.reading import Found, Reading, Subject, UnreadableFileError
from tracker.importers.skips import Skips

Rule = Literal["worst", "mean", "sum", "last"]
"""What several values of one subject on one day come to. `worst` is the largest."""

MAX_SUBJECTS = 1_000
MAX_READINGS = 400_000
MAX_NAME = 120
MAX_NOTE = 4_000
LARGEST = Decimal(10_000_000)
_THOUSANDTH = Decimal("0.001")
_RULES: dict[Rule, str] = {
    "worst": "the highest is taken",
    "mean": "their mean is taken",
    "sum": "their sum is taken",
    "last": "the one furthest down in the file is taken",
}


class Span(NamedTuple):
    """The least and the greatest value of a subject in the file, and whether all are whole numbers."""

    least: Decimal
    greatest: Decimal
    whole: bool


class _Day:
    __slots__ = ("count", "line", "note", "value")

    def __init__(self, line: int, value: Decimal | None, note: str) -> None:
        self.line = line
        self.value = value
        self.note = note
        self.count = 1


class _Gathered:
    def __init__(self, subject: Subject, rule: Rule) -> None:
        self.subject = subject
        self.rule: Rule = rule
        self.days: dict[datetime.date, _Day] = {}
        self.span: Span | None = None

    def widen(self, value: Decimal) -> None:
        whole = value == value.to_integral_value()
        if self.span is None:
            self.span = Span(value, value, whole)
        elif not self.span.least <= value <= self.span.greatest or self.span.whole > whole:
            span = self.span
            self.span = Span(min(span.least, value), max(span.greatest, value), span.whole and whole)


class Gathering:
    def __init__(self, skips: Skips) -> None:
        self.skips = skips
        self._of: dict[str, _Gathered] = {}
        self._readings = 0
        self.repeated = False
        """Whether anything had several values on one day."""

    def value(
        self, subject: Subject, rule: Rule, line: int, date: datetime.date, value: Decimal, note: str = ""
    ) -> None:
        """Takes a value in. Of one that is already there on that day, the rule decides."""
        if abs(value) >= LARGEST:
            self.skips.add(line, "The number is too large", str(value))
            return
        gathered = self._gathered(subject, rule, line)
        if gathered is None:
            return
        gathered.widen(value)
        day = gathered.days.get(date)
        if day is None:
            self._room()
            gathered.days[date] = _Day(line, value, note[:MAX_NOTE])
        else:
            self.repeated = True
            _merge(day, gathered.rule, value)
            self._join(day, note, line)
            self.skips.add(line, f"Several values of one thing on one day: {_RULES[gathered.rule]}")

    def note(
        self, line: int, date: datetime.date, text: str, key: str = "notes", name: str = "Notes"
    ) -> None:
        """Takes the words of a day in: several on one day follow each other, the same ones stand once."""
        gathered = self._gathered(Subject(key, name, "note"), "last", line) if text else None
        if gathered is None:
            return
        day = gathered.days.get(date)
        if day is None:
            self._room()
            day = gathered.days[date] = _Day(line, None, "")
        self._join(day, text, line)

    def found(self, settle: Callable[[Subject, Span], Subject] = lambda subject, _span: subject) -> Found:
        """Everything taken in. `settle` may decide of a subject what only all of its values tell."""
        subjects = []
        readings: list[Reading] = []
        for gathered in self._of.values():
            subject = gathered.subject
            if of_subject := list(self._readings_of(gathered)):
                span = _widened(gathered.span, of_subject)
                subjects.append(settle(subject, span) if span else subject)
                readings.extend(of_subject)
        order = {key: place for place, key in enumerate(self._of)}
        readings.sort(key=lambda reading: (reading.date, order[reading.subject]))
        return Found(tuple(subjects), tuple(readings), self.skips.told())

    def _readings_of(self, gathered: _Gathered) -> Iterator[Reading]:
        for date, day in gathered.days.items():
            value = _result(day, gathered.rule)
            if value is not None and abs(value) >= LARGEST:
                self.skips.add(day.line, "The sum of a day is too large", str(value))
            else:
                yield Reading(day.line, date, gathered.subject.key, value, day.note)

    def _gathered(self, subject: Subject, rule: Rule, line: int) -> _Gathered | None:
        gathered = self._of.get(subject.key)
        if gathered is None:
            if len(subject.name) > MAX_NAME:
                self.skips.add(line, f"The name is longer than {MAX_NAME} characters", subject.name)
                return None
            if len(self._of) >= MAX_SUBJECTS:
                raise UnreadableFileError(
                    f"Up to line {line} the file names more than {MAX_SUBJECTS:,} different things to keep a record of."
                )
            gathered = self._of[subject.key] = _Gathered(subject, rule)
        return gathered

    def _room(self) -> None:
        self._readings += 1
        if self._readings > MAX_READINGS:
            raise UnreadableFileError(f"The file holds more than {MAX_READINGS:,} values. Send it in parts.")

    def _join(self, day: _Day, text: str, line: int) -> None:
        if not text or f"\n{text}\n" in f"\n{day.note}\n":
            return
        joined = f"{day.note}\n{text}" if day.note else text
        if len(joined) > MAX_NOTE:
            self.skips.add(line, f"The words of one day are cut after {MAX_NOTE:,} characters")
        day.note = joined[:MAX_NOTE]


def _widened(span: Span | None, readings: list[Reading]) -> Span | None:
    """Sums of a day can be more than any value that the file holds."""
    values = [reading.value for reading in readings if reading.value is not None]
    if span is None or not values:
        return None
    return Span(min(span.least, *values), max(span.greatest, *values), span.whole)


def _merge(day: _Day, rule: Rule, value: Decimal) -> None:
    day.count += 1
    before = day.value if day.value is not None else Decimal(0)
    if rule == "worst":
        day.value = max(before, value)
    elif rule == "last":
        day.value = value
    else:
        day.value = before + value


def _result(day: _Day, rule: Rule) -> Decimal | None:
    if day.value is None:
        return None
    value = day.value / day.count if rule == "mean" else day.value
    exponent = value.as_tuple().exponent
    fine = isinstance(exponent, int) and exponent < -3
    return value.quantize(_THOUSANDTH).normalize() + Decimal(0) if fine else value


def scale_of(subject: Subject, span: Span, tops: tuple[int, ...]) -> Subject:
    """The subject with the ends of a scale that holds all values: up to the smallest of `tops` that does.

    It starts at 0; one up to 5 on which nothing is below 1 starts there, unless it is of pain. A file seldom says how
    far its scale goes, so this is a proposal for the person to correct.
    """
    if span.least < 0 or span.greatest > tops[-1]:
        return subject._replace(kind="amount", low=None, high=None)
    top = next(top for top in tops if top >= span.greatest)
    return subject._replace(low=1 if top == 5 and span.least >= 1 and subject.kind != "pain" else 0, high=top)
