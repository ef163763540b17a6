"""How a scale of another app maps to 0-10. What stands here is proposed; the person sets what each level means.

A table of levels where there are few; both ends alone where there are many. Between levels it is linear, and halves
go up, as everybody rounds.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tracker.importers.reading import Subject

MOST_LEVELS = 11
MOST_HIGH = 1_000


def is_rated(subject: Subject) -> bool:
    return subject.low is not None and subject.high is not None and subject.high > subject.low


def as_told(subject: Subject, choice: Mapping[str, Any]) -> Subject:
    """With the highest value that the person says the scale has: what a file holds may never reach it."""
    high = choice.get("high")
    return subject._replace(high=high) if is_rated(subject) and isinstance(high, int) else subject


def levels_of(subject: Subject) -> tuple[int, ...]:
    """The levels to be set: every one of a short scale, both ends of a long one."""
    if not is_rated(subject) or subject.low is None or subject.high is None:
        return ()
    if subject.high - subject.low < MOST_LEVELS:
        return tuple(range(subject.low, subject.high + 1))
    return (subject.low, subject.high)


def proposed(subject: Subject, *, turned: bool = False) -> dict[int, int]:
    """Evenly from 0 to 10. Of pain that is counted from 1, 1 is a little and not none: 0 stays 0."""
    levels = levels_of(subject)
    if not levels:
        return {}
    low = 0 if subject.kind == "pain" and levels[0] > 0 else levels[0]
    span = levels[-1] - low
    found = {level: _rounded(Decimal(10 * (level - low)) / span) for level in levels}
    return {level: 10 - value for level, value in found.items()} if turned else found


def chosen(subject: Subject, choice: Mapping[str, Any]) -> dict[int, int]:
    """What the person set, where they set it."""
    found = proposed(as_told(subject, choice), turned=bool(choice.get("turned")))
    return found | {
        int(level): value for level, value in choice.get("levels", {}).items() if int(level) in found
    }


def is_as_ours(subject: Subject) -> bool:
    """From 0 to 10 already."""
    return (subject.low, subject.high) == (0, 10)


def converted(value: Decimal, levels: Mapping[int, int]) -> int | None:
    """`value` on 0-10; None where it lies outside of the scale that the file says it has."""
    if not levels:
        return int(value) if value == value.to_integral_value() and 0 <= value <= 10 else None
    # Nearly every value of a file is a level itself; there may be hundreds of thousands.
    whole = int(value)
    if whole == value and whole in levels:
        return levels[whole]
    known = sorted(levels)
    if not known[0] <= value <= known[-1]:
        return None
    below = max(level for level in known if level <= value)
    above = min(level for level in known if level >= value)
    share = (value - below) / (above - below)
    return _rounded(levels[below] + share * (levels[above] - levels[below]))


def _rounded(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_UP))
