"""How often Hypothesis tries what takes a database for every example.

`make test` tries a part, and others with each run; EXAMPLES=all tries all of them, as .ci/run does.
"""

import os

ALL = os.environ.get("EXAMPLES") == "all"


def examples(every: int, *, part: int) -> int:
    return every if ALL else part
