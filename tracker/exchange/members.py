"""Reads one JSON object member by member and its lists item by item, so that no more than an item is held at a time.

Refused: what is no JSON, a name given twice, NaN and infinity, and whatever is nested deeper than the reader can go.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

_SPACE = re.compile(r"[ \t\n\r]*")


class NotJsonError(ValueError):
    """The message says why and where."""


class Members:
    """The object that `text` is. Iterating gives (name, value); a list comes as an iterator, to be used up at once."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._decoder = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_no_name_twice)

    @property
    def read(self) -> int:
        """How many letters have been read."""
        return self._at

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        self._take("{")
        names: set[str] = set()
        if not self._is_next("}"):
            while True:
                name = self._value()
                if not isinstance(name, str):
                    self._fail("the name of a part is missing")
                if name in names:
                    self._fail(f"“{_short(name)}” is there twice")
                names.add(name)
                self._take(":")
                yield name, self._items() if self._is_next("[") else self._value()
                if not self._is_next(","):
                    break
                self._at += 1
        self._take("}")
        if _SPACE.fullmatch(self._text, self._at) is None:
            self._fail("something follows after its end")

    def _items(self) -> Iterator[Any]:
        self._take("[")
        if not self._is_next("]"):
            while True:
                yield self._value()
                if not self._is_next(","):
                    break
                self._at += 1
        self._take("]")

    def _value(self) -> Any:
        self._skip()
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            self._at = error.pos
            self._fail("it is no JSON, or was cut short")
        except RecursionError:
            self._fail("it is nested too deep")
        except ValueError as error:
            self._fail(str(error) if isinstance(error, NotJsonError) else "a number is too long")
        return value

    def _skip(self) -> None:
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at

    def _is_next(self, sign: str) -> bool:
        self._skip()
        return self._text.startswith(sign, self._at)

    def _take(self, sign: str) -> None:
        if not self._is_next(sign):
            self._fail("it is no JSON, or was cut short")
        self._at += 1

    def _fail(self, reason: str) -> NoReturn:
        line = self._text.count("\n", 0, self._at) + 1
        column = self._at - self._text.rfind("\n", 0, self._at)
        raise NotJsonError(f"line {line:,}, column {column:,}: {reason}")


def _no_constant(name: str) -> NoReturn:
    raise NotJsonError(f"{name} is no number")


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        name, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise NotJsonError(f"“{_short(name)}” is there twice")
    return found


def _short(name: str) -> str:
    readable = "".join(letter if letter.isprintable() else "?" for letter in name)
    return readable if len(readable) <= 40 else f"{readable[:39]}…"
