"""How much is tried of what differs in its details alone: drawn examples, widths of a page, random diaries.

`make test` tries a part, and mostly others with each run; EXAMPLES=all tries all of them, as .ci/run does.
"""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
ALL = os.environ.get("EXAMPLES") == "all"


def examples(every: int, *, part: int) -> int:
    return every if ALL else part


def some(every: Sequence[T], *, apart: int) -> Sequence[T]:
    """Every `apart`-th of them, from another one on each time."""
    return every if ALL else every[random.randrange(apart) :: apart]
