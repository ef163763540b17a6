"""What a process keeps of diaries between two requests, and how all of it is dropped at once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, TypeVar

R = TypeVar("R")

_droppings: list[Callable[[], None]] = []
# How often all was dropped: what was begun before the last time is not kept.
_dropped = [0]


def forget() -> None:
    """Drops everything that was kept, and what is being worked out at this moment as soon as it is done."""
    _dropped[0] += 1
    for drop in _droppings:
        drop()


def remembered(most: int) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """`lru_cache`, for functions of nothing but what they are given: equal things have the same result."""

    def decorated(work: Callable[..., R]) -> Callable[..., R]:
        cached = lru_cache(maxsize=most)(work)
        _droppings.append(cached.cache_clear)

        @wraps(work)
        def wrapper(*asked: Any) -> R:
            begun = _dropped[0]
            result = cached(*asked)
            if begun != _dropped[0]:
                cached.cache_clear()
            return result

        wrapper.cache_info = cached.cache_info  # type: ignore[attr-defined]
        return wrapper

    return decorated


def kept(most: int, records: int = 1) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """For functions of nothing but what they are given, the first `records` of it records that nobody changes.

    These are told by their identity, since to compare thousands of rows would cost what is to be saved; as long as
    something is kept of them, they stay, so that no others can be taken for them. The rest is compared. Only the
    `most` that were asked for last are kept. Threads may ask at once: the work itself is nobody else's wait.
    """

    def decorated(work: Callable[..., R]) -> Callable[..., R]:
        found: OrderedDict[tuple[Hashable, ...], tuple[Any, R]] = OrderedDict()
        # To compare keys runs Python, amid which another thread could change the order that is being walked.
        alone = Lock()

        def drop() -> None:
            with alone:
                found.clear()

        _droppings.append(drop)

        @wraps(work)
        def wrapper(*asked: Any) -> R:
            key = (*map(id, asked[:records]), *asked[records:])
            with alone:
                known = found.pop(key, None)
                if known is not None:
                    found[key] = known
                    return known[1]
            begun = _dropped[0]
            result = work(*asked)
            with alone:
                if begun == _dropped[0]:
                    found[key] = (asked[:records], result)
                while len(found) > most:
                    found.popitem(last=False)
            return result

        return wrapper

    return decorated
