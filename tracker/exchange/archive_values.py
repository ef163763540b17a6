"""Each kind of field as a value in JSON, and back: what is written for it, and what is taken for it."""

import base64
import binascii
import datetime
import hashlib
import math
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from tracker.body.catalogue import REGION_LABELS, catalogue
from tracker.entries import Date
from tracker.exchange.shapes import is_look
from tracker.models.diary import EARLIEST_DAY, SIDES

LATEST_YEAR = 2999
_HIGHEST: dict[type, int] = {
    models.PositiveSmallIntegerField: 32_767,
    models.PositiveIntegerField: 2_147_483_647,
}
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SEEN_FLAG = re.compile(rf"{_ID.pattern} (return|persistence|spread) [0-9]")

Value = Any


class UnfitError(ValueError):
    """What is wrong with a value, to follow the place where it stands: "is not a date such as 2026-11-22"."""


# --- Out -------------------------------------------------------------------------------------------------


def plain(value: Value) -> Value:
    """A stored value as JSON has it. Moments are in UTC."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if isinstance(value, UUID) else value


# --- In --------------------------------------------------------------------------------------------------
# Each takes what JSON has and gives what is stored, or raises UnfitError.


@cache
def reader(field: Any) -> Callable[[Value], Value]:
    """What a value of that field is read by. KeyError for a kind of field that no table of a diary had so far."""
    take, check = _TAKE[_kind(field)], checker(field)
    return lambda value: check(None if value is None else take(value))


@cache
def checker(field: Any) -> Callable[[Value], Value]:
    """Gives a value that the field may hold, and raises UnfitError for any other."""
    only = _ONLY.get((field.model.__name__, field.name))
    if only is None and isinstance(field, models.JSONField):
        raise KeyError(f"what {field} holds is said nowhere")
    validators = () if isinstance(field, models.ForeignKey) else tuple(field.validators)

    def check(value: Value) -> Value:
        if value is None:
            if not field.null:
                raise UnfitError("is missing")
            return None
        if value == "" and not field.blank:
            raise UnfitError("is empty")
        if isinstance(value, str):
            _check_text(value, field)
        elif type(value) is int:
            _check_size(value, field)
        if only is not None:
            only(value)
        _run(validators, value)
        return value

    return check


def _kind(field: Any) -> type:
    return models.UUIDField if isinstance(field, models.ForeignKey) else type(field)


def _run(validators: tuple[Callable[[Any], None], ...], value: Value) -> None:
    for validate in validators:
        try:
            validate(value)
        except ValidationError as error:
            raise UnfitError(f"does not fit: {' '.join(error.messages).rstrip('.')}") from error


def _check_text(value: str, field: Any) -> None:
    if _UNREADABLE.search(value):
        raise UnfitError("holds a letter that cannot be stored")
    if field.max_length and len(value) > field.max_length:
        raise UnfitError(f"is longer than {field.max_length} letters")


def _check_size(value: int, field: Any) -> None:
    highest = _HIGHEST.get(type(field))
    if highest is not None and not 0 <= value <= highest:
        raise UnfitError(f"is not between 0 and {highest}")


def _id(value: Value) -> UUID:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise UnfitError("is not an id")
    return UUID(value)


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise UnfitError("is not a text")
    return value


def _yes_or_no(value: Value) -> bool:
    if not isinstance(value, bool):
        raise UnfitError("is neither true nor false")
    return value


def _whole(value: Value) -> int:
    if type(value) is not int:
        raise UnfitError("is not a whole number")
    return value


def _number(value: Value) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise UnfitError("is not a number")
    return float(value)


def _decimal(value: Value) -> Decimal:
    """Shortest writing and back: exact for as many digits as any field has."""
    if type(value) not in (int, float) or abs(value) > 10**12 or not math.isfinite(value):
        raise UnfitError("is not a number that fits")
    return Decimal(repr(value)) + 0


def _date(value: Value) -> Date:
    try:
        date = Date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        date = None
    if date is None or date.isoformat() != value:
        raise UnfitError("is not a date such as 2026-11-22")
    if date < EARLIEST_DAY or date.year > LATEST_YEAR:
        raise UnfitError(f"is not a day between {EARLIEST_DAY.year} and {LATEST_YEAR}")
    return date


def _moment(value: Value) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UnfitError("is not a moment such as 2026-11-22T19:14:00+00:00")
    if not EARLIEST_DAY.year < moment.year <= LATEST_YEAR:
        raise UnfitError(f"is not a moment between {EARLIEST_DAY.year} and {LATEST_YEAR}")
    return moment.astimezone(datetime.UTC)


_TAKE: dict[type, Callable[[Value], Value]] = {
    models.UUIDField: _id,
    models.CharField: _text,
    models.TextField: _text,
    models.BooleanField: _yes_or_no,
    models.PositiveSmallIntegerField: _whole,
    models.PositiveIntegerField: _whole,
    models.FloatField: _number,
    models.DecimalField: _decimal,
    models.DateField: _date,
    models.DateTimeField: _moment,
    models.JSONField: lambda value: value,
}


# --- What single fields hold beyond their kind ------------------------------------------------------------


def _periods(value: Value) -> None:
    """Pairs of days [from, to)."""
    if not isinstance(value, list):
        raise UnfitError("is not a list of periods")
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2 or _date(pair[0]) > _date(pair[1]):
            raise UnfitError("holds something else than pairs of days, the earlier one first")


def _zones(value: Value) -> None:
    known = catalogue().zones
    if not isinstance(value, list) or len(set(map(str, value))) != len(value):
        raise UnfitError("is not a list of zones, each once")
    for each in value:
        side, _, zone = each.partition(":") if isinstance(each, str) else ("", "", "")
        if side not in SIDES or zone not in known:
            raise UnfitError("holds a zone that this Unknot does not know; it may come from a later version")


def _among(known: Callable[[], Any], what: str) -> Callable[[Value], None]:
    def check(value: Value) -> None:
        if value not in known():
            raise UnfitError(f"is not {what} that this Unknot knows; it may come from a later version")

    return check


def _look(value: Value) -> None:
    if not is_look(value):
        raise UnfitError("is not laid out as a look at the diary is")


def _seen_flags(value: Value) -> None:
    if not isinstance(value, list) or not all(
        isinstance(each, str) and _SEEN_FLAG.fullmatch(each) for each in value
    ):
        raise UnfitError("is not a list of flags")


def _order(value: Value) -> None:
    if not re.fullmatch(r"(AB|BA)( (AB|BA))*", value):
        raise UnfitError("is not an order of a trial")


def _hexadecimal(value: Value) -> None:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise UnfitError("is not 64 hexadecimal digits")


_ONLY: dict[tuple[str, str], Callable[[Value], None]] = {
    ("Spot", "muscle"): _among(lambda: catalogue().muscles, "a muscle"),
    ("Spot", "archived_before"): _periods,
    ("Factor", "asked_before"): _periods,
    ("Rating", "zones"): _zones,
    ("FindingsSnapshot", "content"): _look,
    ("Trial", "region"): _among(lambda: {"", *REGION_LABELS}, "a region"),
    ("Trial", "order"): _order,
    ("Trial", "seed"): _hexadecimal,
    ("Trial", "digest"): _hexadecimal,
    ("Person", "seen_flags"): _seen_flags,
}


# --- Not to be read by accident ---------------------------------------------------------------------------


def veil(text: str, key: str) -> str:
    """Keeps a text from being read in passing. No secret: whoever has the file can lift it, and who does knows it."""
    return base64.b64encode(_mixed(text.encode(), key)).decode()


def unveil(value: Value, key: str) -> str:
    """The inverse of `veil`."""
    try:
        return _mixed(base64.b64decode(_text(value), validate=True), key).decode()
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise UnfitError("cannot be unveiled") from error


def _mixed(data: bytes, key: str) -> bytes:
    mask = hashlib.shake_256(f"unknot-diary {key}".encode()).digest(len(data))
    return bytes(one ^ other for one, other in zip(data, mask, strict=True))
