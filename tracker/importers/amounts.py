"""Numbers, durations and yes or no as other apps write them into a cell."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

MISSING = frozenset(
    {"", "-", "--", "---", "\u2013", "\u2014", ".", "n/a", "na", "nan", "null", "none", "nil", "#n/a"}
)
"""How files write that nothing was measured, in small letters."""

_LONGEST = 32
"""Longer cells are no numbers; they are also too long to keep in mind."""
_GROUPS = "'\u2019 \u00a0\u202f"
_MINUS = frozenset("-\u2212")
_POINT = re.compile(
    rf"[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[1-9][0-9]{{0,2}}(?:[,{_GROUPS}][0-9]{{3}})+(?:\.[0-9]+)?"
)
_COMMA = re.compile(rf"[0-9]+(?:,[0-9]+)?|,[0-9]+|[1-9][0-9]{{0,2}}(?:[.{_GROUPS}][0-9]{{3}})+(?:,[0-9]+)?")
_WITH_UNIT = re.compile(
    rf"([+\-\u2212]?[0-9.,{_GROUPS}]*[0-9])\s*([^\W\d_%°][^\d,;]{{0,15}}|[%°][^\d,;]{{0,3}})"
)
_EITHER = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?")
_WORDED = re.compile(
    r"(?:([0-9]{1,3}(?:[.,][0-9]+)?)\s*(?:h|hr|hrs|hour|hours)\.?)?\s*"
    r"(?:([0-9]{1,4})\s*(?:m|min|mins|minute|minutes)\.?)?\s*(?:([0-9]{1,5})\s*(?:s|sec|secs|seconds)\.?)?",
    re.IGNORECASE,
)
_YES = frozenset({"yes", "y", "true", "x", "✓", "✔", "done", "on"})
_NO = frozenset({"no", "n", "false", "off", "not done"})


Sign = Literal["", "point", "comma", "either point", "either comma"]


class Amount(NamedTuple):
    value: Decimal
    unit: str = ""


def is_missing(text: str) -> bool:
    return text.strip().casefold() in MISSING


def number(text: str, *, comma: bool = False) -> Decimal | None:
    """A number. `comma` settles what 1,234 and 1.234 mean; what has only one meaning is read whatever it says."""
    return _number(text.strip(), comma=comma) if len(text) <= _LONGEST else None


def amount(text: str, *, comma: bool = False) -> Amount | None:
    """A number with the unit that may follow it: 72 kg, 80%."""
    return _amount(text.strip(), comma=comma) if len(text) <= 2 * _LONGEST else None


def tells_decimal_sign(text: str) -> Sign:
    """What a cell says of the decimal sign of its file. 1,234 could be either, and names the sign that it has."""
    return _tells_decimal_sign(text.strip()) if len(text) <= 2 * _LONGEST else ""


def minutes(text: str) -> Decimal | None:
    """A length of time: 7:45, 1:02:03, 5h 8min, 45 min; not 500 m, which are metres."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if clock := _CLOCK.fullmatch(text):
        return 60 * Decimal(clock[1]) + Decimal(clock[2]) + Decimal(clock[3] or 0) / 60
    worded = _WORDED.fullmatch(text)
    if not worded or not any(worded.groups()) or (text[-1:] in {"m", "M"} and not worded[1]):
        return None
    hours_part = Decimal((worded[1] or "0").replace(",", "."))
    return 60 * hours_part + Decimal(worded[2] or 0) + Decimal(worded[3] or 0) / 60


def hours(text: str) -> Decimal | None:
    """The same in hours; a bare number is hours too."""
    length = minutes(text)
    return length / 60 if length is not None else number(text)


def yes_or_no(text: str) -> Decimal | None:
    word = text.strip().casefold()
    if word in _YES:
        return Decimal(1)
    return Decimal(0) if word in _NO else None


@lru_cache(maxsize=8_192)
def _number(text: str, *, comma: bool) -> Decimal | None:
    sign, digits = _unsigned(text)
    first, second = (_COMMA, _POINT) if comma else (_POINT, _COMMA)
    if first.fullmatch(digits):
        return sign * _plain(digits, comma=comma)
    if second.fullmatch(digits):
        return sign * _plain(digits, comma=not comma)
    return None


@lru_cache(maxsize=8_192)
def _amount(text: str, *, comma: bool) -> Amount | None:
    plain = number(text, comma=comma)
    if plain is not None:
        return Amount(plain)
    digits, unit = _with_unit(text)
    value = number(digits, comma=comma) if unit else None
    return Amount(value, unit) if value is not None else None


@lru_cache(maxsize=8_192)
def _tells_decimal_sign(text: str) -> Sign:
    if amount(text) is None or ("." not in text and "," not in text):
        return ""
    digits = _unsigned(_with_unit(text)[0].strip())[1]
    if either := _EITHER.fullmatch(digits):
        return "either comma" if either[1] == "," else "either point"
    return "point" if _POINT.fullmatch(digits) else "comma"


def _with_unit(text: str) -> tuple[str, str]:
    """The number as text and its unit; all of the text and nothing where it is not such a thing."""
    match = _WITH_UNIT.fullmatch(text)
    return (match[1], match[2].strip()) if match else (text, "")


def _unsigned(text: str) -> tuple[int, str]:
    if text[:1] in _MINUS:
        return -1, text[1:]
    return 1, text[1:] if text[:1] == "+" else text


def _plain(digits: str, *, comma: bool) -> Decimal:
    grouped = digits.translate({ord(sign): None for sign in _GROUPS})
    without = grouped.replace("." if comma else ",", "")
    return Decimal(without.replace(",", "."))
