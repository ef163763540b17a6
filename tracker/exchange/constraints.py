"""The constraints of the models, asked of plain values before anything is written.

The database has the last word. But it says only that some row of thousands does not fit, and only once they are on
their way in; here the row is known, and nothing is under way.
"""

import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db.models import CheckConstraint, F, Model, Q, UniqueConstraint
from django.db.models.functions import Lower

from tracker.models.owned import Owned

Values = Mapping[str, Any]
# True, False, or None: unknown, as in the database, where a value is missing.
Test = Callable[[Values], bool | None]

_PERSON = F("person")
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "exact": operator.eq,
    "gte": operator.ge,
    "gt": operator.gt,
    "lte": operator.le,
    "lt": operator.lt,
    "in": lambda value, among: value in among,
    "range": lambda value, ends: ends[0] <= value <= ends[1],
}


@cache
def checks_of(model: type[Model]) -> tuple[tuple[str, Test], ...]:
    """Every check of the table by its name. False alone breaks it."""
    return tuple(
        (each.name, test_of(each.condition))
        for each in model._meta.constraints
        if isinstance(each, CheckConstraint)
    )


def test_of(condition: Any) -> Test:
    """A condition as a function of the values of one row."""
    if not isinstance(condition, Q):
        name, wanted = condition
        return _leaf(name, wanted)
    tests = [test_of(each) for each in condition.children]
    either, negated = condition.connector == Q.OR, condition.negated

    def test(values: Values) -> bool | None:
        found = _joined([each(values) for each in tests], either=either)
        return not found if negated else found

    return test


def _joined(found: list[bool | None], *, either: bool) -> bool | None:
    """All of them, or one of them; unknown where only a missing value could tell."""
    if either in found:
        return either
    return None if None in found else not either


def _leaf(name: str, wanted: Any) -> Test:
    field, _, lookup = name.partition("__")
    if lookup == "isnull" or wanted is None:
        absent = wanted is None or wanted is True
        return lambda values: (values[field] is None) == absent
    compared = _COMPARED[lookup or "exact"]

    def test(values: Values) -> bool | None:
        other = values[_name(wanted)] if isinstance(wanted, F) else wanted
        value = values[field]
        return None if value is None or other is None else bool(compared(value, other))

    return test


class Seen:
    """The rows of one table so far, to find the first that repeats what only one may have."""

    def __init__(self, model: type[Owned]) -> None:
        self._keys = [(key, set[Any]()) for key in _keys_of(model)]

    def repeats(self, values: Values) -> str:
        """The fields that were there before, in words; empty where none were. Notes the row."""
        for (names, key, only_where), known in self._keys:
            if only_where is not None and not only_where(values):
                continue
            found = key(values)
            if None in found:
                continue
            if found in known:
                return " and ".join(names) or "one row"
            known.add(found)
        return ""


_Key = tuple[tuple[str, ...], Callable[[Values], tuple[Any, ...]], Test | None]


@cache
def _keys_of(model: type[Owned]) -> tuple[_Key, ...]:
    keys: list[_Key] = []
    for each in model._meta.constraints:
        # A row's own number is unique in any case.
        if isinstance(each, UniqueConstraint) and "id" not in each.fields:
            parts = [part for part in (each.expressions or map(F, each.fields)) if part != _PERSON]
            read = [_part(part) for part in parts]
            only_where = test_of(each.condition) if each.condition else None
            keys.append((tuple(name for name, _ in read), _key(read), only_where))
    return tuple(keys)


def _key(read: list[tuple[str, Callable[[Values], Any]]]) -> Callable[[Values], tuple[Any, ...]]:
    return lambda values: tuple(value(values) for _, value in read)


def _part(part: Any) -> tuple[str, Callable[[Values], Any]]:
    if isinstance(part, Lower):
        inner = _name(part.get_source_expressions()[0])
        return inner, lambda values: _lower(values[inner])
    if isinstance(part, F):
        name = _name(part)
        return name, lambda values: values[name]
    raise TypeError(f"{part} is no part of a key that can be read here")


def _name(part: Any) -> str:
    name: str = part.name
    return name


def _lower(text: str) -> str:
    """As every database does; some know more letters than these and have the last word."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)
