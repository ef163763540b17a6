"""Keeps what was worked out of a long record for as long as the very same record is asked about."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

R = TypeVar("R")

_every: list[OrderedDict[Any, Any]] = []


def kept(most: int) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """For functions of nothing but what they are given, the first of it a record that nobody changes.

    The record is told by its identity, since to compare thousands of rows would cost what is to be saved; as long as
    something is kept of it, it stays, so that no other can be taken for it. The rest is compared. Only the `most`
    that were asked for last are kept.
    """

    def decorated(work: Callable[..., R]) -> Callable[..., R]:
        found: OrderedDict[tuple[Hashable, ...], tuple[Any, R]] = OrderedDict()
        _every.append(found)

        @wraps(work)
        def wrapper(record: Any, *rest: Hashable) -> R:
            key = (id(record), *rest)
            known = found.pop(key, None)
            result = work(record, *rest) if known is None else known[1]
            found[key] = (record, result)
            while len(found) > most:
                found.popitem(last=False)
            return result

        return wrapper

    return decorated


def forget() -> None:
    """Drops all that is kept of anything."""
    for found in _every:
        found.clear()


def number_kept() -> int:
    return sum(map(len, _every))
