"""The fields of a day: their names, and how each is read from text and written back.

The same text form serves the page's controls, the hidden value the page had shown, and undo.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from tracker.body.catalogue import catalogue
from tracker.body.sides import Side
from tracker.columns import KeyText
from tracker.models import Factor, Person, Spot
from tracker.models.diary import NOTE_LENGTH, SIGNS
from tracker.models.factors import HIGHEST
from tracker.prepared import Prepared

# Text for notes, a tuple for signs and zones, a bool for `completed`, a number or None for the rest.
Value = str | bool | int | Decimal | tuple[str, ...] | None
# Reads one field from the texts that were sent for it. Raises BadValueError.
Reader = Callable[[Sequence[str]], Value]

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")


class BadValueError(ValueError):
    """What was sent does not fit the field. The message is for the person."""


class UnknownFieldError(LookupError):
    """A field that no page of this person has: somebody else's spot, or nonsense."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field set to `value`; `was` is what the page had shown, if it said so (`knows_was`)."""

    field: str
    value: Value
    was: Value = None
    knows_was: bool = False


def _single(texts: Sequence[str]) -> str:
    return texts[-1].strip() if texts else ""


def _read_scale(texts: Sequence[str]) -> Value:
    text = _single(texts)
    if not text:
        return None
    number = _whole_number(text)
    if number is None or number > 10:
        raise BadValueError("A whole number from 0 to 10.")
    return number


def _whole_number(text: str) -> int | None:
    """None for what is not written in the digits 0-9, or is longer than any number that a day can hold."""
    if not text.isascii() or not text.isdigit() or len(text.lstrip("0")) > 9:
        return None
    return int(text.lstrip("0") or "0")


def _number_up_to(highest: int, unit: str, decimals: int) -> Reader:
    """Reads 7.5, 7,5 and 7:30; empty is not recorded."""

    def read(texts: Sequence[str]) -> Value:
        text = _single(texts)
        if not text:
            return None
        clock = _CLOCK.fullmatch(text)
        try:
            number = (
                Decimal(clock[1]) + Decimal(clock[2]) / 60 if clock else Decimal(text.replace(",", ".", 1))
            )
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise BadValueError(f"A number, for example {min(highest, 7)} or {min(highest, 7)}.5.")
        if not 0 <= number <= highest:
            raise BadValueError(f"Between 0 and {highest:,} {unit}".strip() + ".")
        return number.quantize(Decimal(1).scaleb(-decimals)) + 0

    return read


def _read_whole(highest: int) -> Reader:
    def read(texts: Sequence[str]) -> Value:
        text = _single(texts)
        if not text:
            return None
        number = _whole_number(text)
        if number is None or number > highest:
            raise BadValueError(f"A whole number from 0 to {highest:,}.")
        return Decimal(number)

    return read


def _read_note(texts: Sequence[str]) -> Value:
    text = _single(texts).replace("\r\n", "\n").replace("\x00", "")
    if len(text) > NOTE_LENGTH:
        raise BadValueError(f"At most {NOTE_LENGTH:,} characters; this has {len(text):,}.")
    return text


def _read_flag(texts: Sequence[str]) -> Value:
    return _single(texts) not in {"", "0"}


def _ticks(allowed: Callable[[str], bool], noun: str) -> Reader:
    """Several ticks: sent one by one, or joined by commas as the page had shown them."""

    def read(texts: Sequence[str]) -> Value:
        ticked = {word for text in texts for word in text.split(",") if word}
        if not all(allowed(word) for word in ticked):
            raise BadValueError(f"Choose {noun} from the list.")
        return tuple(sorted(ticked))

    return read


def is_zone(text: str) -> bool:
    """Whether `text` is "side:zone" with words of the body catalogue."""
    side, _, zone = text.partition(":")
    return side in set(Side) and zone in catalogue().zones


_OF_THE_DAY: Mapping[str, Reader] = {
    "sleep_hours": _number_up_to(24, "hours", 2),
    "sleep_quality": _read_scale,
    "stress": _read_scale,
    "note": _read_note,
    "completed": _read_flag,
}
_OF_A_SPOT: Mapping[str, Reader] = {
    "pain": _read_scale,
    "signs": _ticks(SIGNS.__contains__, "signs"),
    "zones": _ticks(is_zone, "areas"),
}


def _of_a_factor(factor: Factor) -> Reader:
    if factor.kind in {"scale", "count", "yes_no"}:
        return _read_whole(HIGHEST[factor.kind])
    return _number_up_to(HIGHEST[factor.kind], factor.unit, 3)


@Prepared
def _spot_keys(person: Person) -> QuerySet[Any, Any]:
    return Spot.objects.for_user(person).values_list(KeyText("public_id"))


class DayFields:
    """The fields that a day of one person has: of the day itself, of their spots and of their factors.

    Spots and factors are looked up when the first field of theirs is asked for, and once.
    """

    def __init__(self, person: Person) -> None:
        self._person = person

    @cached_property
    def _spots(self) -> set[str]:
        return {key for (key,) in _spot_keys(self._person)}

    @cached_property
    def _factors(self) -> dict[str, Factor]:
        return {str(factor.public_id): factor for factor in Factor.objects.for_user(self._person)}

    def __getitem__(self, name: str) -> Reader:
        """How the field of that name is read. Raises UnknownFieldError."""
        family, _, key = name.partition(".")
        if not key and family in _OF_THE_DAY:
            return _OF_THE_DAY[family]
        if family in _OF_A_SPOT and key in self._spots:
            return _OF_A_SPOT[family]
        if family in {"factor", "factor_note"} and key in self._factors:
            return _of_a_factor(self._factors[key]) if family == "factor" else _read_note
        raise UnknownFieldError(name)


def as_text(value: Value) -> str:
    """A value as one text: what the page's hidden field and undo carry. Any reader reads it back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def as_slug(field: str) -> str:
    """A field's name as part of an HTML id."""
    return re.sub(r"[^A-Za-z0-9-]", "-", field)
