"""Whether plain JSON has the shape that our own records give it, so that what reads it later finds what it expects."""

import dataclasses
import math
import types
import typing
from enum import Enum
from typing import Any

from tracker.analysis.drivers.findings import Finding
from tracker.analysis.drivers.questions import Cut
from tracker.analysis.drivers.steps import Seen, Track

# As tracker.insights.goes_with.stored lays a look out; of a finding `tests` is not kept.
_LOOK: dict[str, Any] = {
    "known": int,
    "tested": int,
    "selected": int,
    "findings": tuple[Finding, ...],
    "tracks": tuple[Track, ...],
    "cuts": dict[str, Cut],
    "seen": tuple[Seen, ...],
}
_NOT_KEPT = {Finding: {"tests"}}


def is_look(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == _LOOK.keys() and _all_fit(value, _LOOK)


def fits(value: Any, kind: Any) -> bool:
    """Whether `value` is what the record type, enum, container or plain type `kind` looks like as JSON."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType or origin is typing.Union:
        return any(fits(value, part) for part in parts)
    if origin is tuple:
        return isinstance(value, list) and all(fits(each, parts[0]) for each in value)
    if origin is dict:
        return isinstance(value, dict) and all(fits(each, parts[1]) for each in value.values())
    if isinstance(kind, type) and issubclass(kind, Enum):
        return isinstance(value, str) and value in {each.value for each in kind}
    if dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        return _fits_record(value, kind)
    return _fits_plain(value, kind)


def _fits_record(value: Any, kind: Any) -> bool:
    hints = {
        name: each
        for name, each in typing.get_type_hints(kind).items()
        if name not in _NOT_KEPT.get(kind, ())
    }
    return isinstance(value, dict) and value.keys() == hints.keys() and _all_fit(value, hints)


def _all_fit(value: dict[str, Any], kinds: dict[str, Any]) -> bool:
    return all(fits(value[name], kind) for name, kind in kinds.items())


def _fits_plain(value: Any, kind: Any) -> bool:
    if kind is float:
        return type(value) in (int, float) and abs(value) < 1e15 and math.isfinite(value)
    if kind is int:
        return type(value) is int and abs(value) < 10**9
    return type(value) is kind
