"""The table in which the person says what each thing of a foreign file is here, and reading what they chose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.entries import Date
from tracker.forms.spots import SIDE_LABELS, muscle_choices
from tracker.importers.reading import Found, Subject
from tracker.imports import scales, words
from tracker.imports.places import Place
from tracker.imports.targets import (
    PLACE,
    SKIP,
    Groups,
    Known,
    Options,
    factor_of,
    groups_for,
)

Choice = dict[str, Any]
TEN = range(11)
_BOTH_ENDS = 2
_HEADINGS = {
    "Pain and symptoms": ("pain",),
    "Sleep and stress": ("sleep_hours", "sleep_quality", "stress"),
    "Rated": ("scale",),
    "Habits and measures": ("yes_no", "count", "minutes", "hours", "amount"),
    "Things you did": ("treatment",),
    "Notes": ("note",),
}
_SHORT = 8
_PLACE_ERROR = "Choose the muscle and its side, or leave this out."
_HIGH_ERROR = (
    f"The highest value of a scale is a whole number above its lowest, at most {scales.MOST_HIGH:,}."
)
_LEVEL_ERROR = "Each level is a whole number from 0 to 10."


@dataclass
class Row:
    """One thing of the file, as one row of the table."""

    number: int
    subject: Subject
    extent: str
    to: str
    groups: Groups
    levels: list[tuple[int, int]] = field(default_factory=list)
    high: str = ""
    turned: bool = False
    asks_place: bool = False
    muscle: str = ""
    side: str = ""
    remark: str = ""
    error: str = ""
    is_open: bool = False

    @property
    def scale(self) -> str:
        """What the levels become, in short: of many, what both ends do."""
        if all(theirs == value for theirs, value in self.levels) and self.levels[-1][0] == max(TEN):
            return "0 to 10, as here"
        between = " to " if len(self.levels) == _BOTH_ENDS else ", "
        ours = between.join(str(value) for _, value in self.levels)
        return f"{self.subject.low} to {self.subject.high} becomes {ours}"

    @property
    def unit(self) -> str:
        return {"h": "hours", "min": "minutes"}.get(self.subject.unit, self.subject.unit)

    @property
    def muscles(self) -> Groups:
        return muscle_choices()

    @property
    def sides(self) -> Options:
        return SIDE_LABELS

    @property
    def is_left_out(self) -> bool:
        return self.to == SKIP


@dataclass
class Group:
    heading: str
    rows: list[Row]

    @property
    def is_open(self) -> bool:
        return len(self.rows) <= _SHORT or any(row.error for row in self.rows)

    @property
    def taken(self) -> int:
        return sum(not row.is_left_out for row in self.rows)


def table(
    found: Found, mapping: Mapping[str, Choice], known: Known, errors: Mapping[str, str]
) -> list[Group]:
    extents = _extents(found)
    rows = [
        _row(number, subject, mapping[subject.key], known, extents.get(subject.key, ""))
        for number, subject in enumerate(found.subjects)
    ]
    for row in rows:
        row.error = errors.get(row.subject.key, "")
    groups = [
        Group(heading, [row for row in rows if row.subject.kind in kinds])
        for heading, kinds in _HEADINGS.items()
    ]
    return [group for group in groups if group.rows]


def _row(number: int, subject: Subject, choice: Choice, known: Known, extent: str) -> Row:
    groups = groups_for(subject, known)
    row = Row(number, scales.as_told(subject, choice), extent, str(choice.get("to", SKIP)), groups)
    row.turned = bool(choice.get("turned"))
    row.high = str(choice.get("high_sent", row.subject.high))
    if scales.is_rated(subject) and not row.is_left_out:
        row.levels = list(scales.chosen(subject, choice).items())
        # What a level of pain means is the one thing that nobody should miss.
        row.is_open = row.turned or "levels" in choice or "high" in choice or subject.kind == "pain"
    if row.to == PLACE:
        row.asks_place = True
        row.muscle, _, row.side = str(choice.get("place", "")).partition(":")
    row.remark = _remark(subject, row.to, known)
    return row


def _remark(subject: Subject, to: str, known: Known) -> str:
    factor = known.factors.get(to.removeprefix("factor:"))
    if factor is not None and factor_of(subject, factor) not in (None, 1):
        unit = factor.unit or {"hours": "h", "minutes": "min"}.get(factor.kind, "")
        return f"From {subject.unit or subject.kind} to {unit}."
    if to.startswith("treatment:"):
        return "For the whole body: the file does not say where."
    return ""


def _extents(found: Found) -> dict[str, str]:
    """On how many days there is something, and from when to when."""
    dates: dict[str, list[Date]] = {}
    for reading in found.readings:
        known = dates.setdefault(reading.subject, [])
        known.append(reading.date)
    return {
        key: f"{len(each):,} day{'s' if len(each) != 1 else ''}, {words.days(min(each), max(each))}"
        for key, each in dates.items()
    }


def read_choices(
    data: Mapping[str, str], subjects: Iterable[Subject], known: Known, before: Mapping[str, Choice]
) -> tuple[dict[str, Choice], dict[str, str]]:
    """What was sent of each subject, laid over what was chosen before; and errors by subject."""
    mapping, errors = dict(before), {}
    for number, subject in enumerate(subjects):
        to = data.get(f"to.{number}")
        if to is None:
            continue
        offered = {value for _, options in groups_for(subject, known) for value, _ in options}
        if to not in offered:
            errors[subject.key] = "Choose one of the list."
            continue
        choice, error = _choice(data, number, subject, to, before.get(subject.key, {}))
        mapping[subject.key] = choice
        if error:
            errors[subject.key] = error
    return mapping, errors


def _choice(
    data: Mapping[str, str], number: int, subject: Subject, to: str, before: Choice
) -> tuple[Choice, str]:
    choice: Choice = {"to": to}
    error = ""
    if to == PLACE:
        place = f"{data.get(f'muscle.{number}', '')}:{data.get(f'side.{number}', '')}"
        choice["place"] = place
        was_asked = f"muscle.{number}" in data
        if was_asked and Place.read(place) is None:
            error = _PLACE_ERROR
    if not scales.is_rated(subject):
        return choice, error
    high, high_error = _high(data.get(f"high.{number}"), subject, before.get("high"))
    if high is not None:
        choice["high"] = high
    if high_error:
        choice["high_sent"] = data[f"high.{number}"][
            :20
        ]  # nothing with an error is kept, but shown as it was sent
    has_levels = any(name.startswith(f"level.{number}.") for name in data)
    turned = f"turned.{number}" in data if has_levels else bool(before.get("turned"))
    if turned:
        choice["turned"] = True
    levels = before.get("levels", {})
    if turned != bool(before.get("turned")) or high != before.get("high"):
        levels = {}  # turned round, or on another scale, all levels are proposed anew
    elif has_levels:
        levels, error = _levels(data, number, scales.as_told(subject, choice), turned, error)
    if levels:
        choice["levels"] = levels
    return choice, high_error or error


def _high(text: str | None, subject: Subject, before: int | None) -> tuple[int | None, str]:
    """The highest value that was sent, None for that of the file; and what is wrong with it."""
    if text is None:
        return before, ""
    is_number = text.isascii() and text.isdigit() and len(text) <= 4
    if not is_number or not (subject.low or 0) < int(text) <= scales.MOST_HIGH:
        return before, _HIGH_ERROR
    return (None if int(text) == subject.high else int(text)), ""


def _levels(
    data: Mapping[str, str],
    number: int,
    subject: Subject,
    turned: bool,
    error: str,
) -> tuple[dict[str, int], str]:
    """Those that differ from what is proposed."""
    found = {}
    for level, usual in scales.proposed(subject, turned=turned).items():
        text = data.get(f"level.{number}.{level}", str(usual))
        if not (text.isascii() and text.isdigit() and int(text) in TEN):
            return {}, _LEVEL_ERROR
        if int(text) != usual:
            found[str(level)] = int(text)
    return found, error
