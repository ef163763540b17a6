"""What research says of some things that people follow: the same for everybody, one neutral line each.

Strengths and sources are those of the pages to read, to which each line leads.
"""

from typing import NamedTuple


class Research(NamedTuple):
    """`strength`: the key of the grade, `about`: what it is a grade of; `part`: of the page that says more."""

    strength: str
    about: str
    line: str
    part: str


_SLEEP = Research(
    "moderate",
    "for pain in general",
    "Poor sleep and pain go together in large studies, in both directions.",
    "body",
)
_STILL = Research(
    "plausible", "", "Low, steady work without a pause is one of the main proposed triggers.", "load"
)
_LOAD = Research("plausible", "", "More work than a muscle is used to is a proposed trigger.", "load")

RESEARCH = {
    "sleep_hours": _SLEEP,
    "sleep_quality": _SLEEP,
    "stress": Research(
        "limited", "", "In 14 people, knots in one muscle became busier during mental arithmetic.", "body"
    ),
    "desk_hours": _STILL,
    "longest_sitting": _STILL,
    "movement_breaks": _STILL,
    "activity_minutes": Research(
        "moderate",
        "that exercise helps a little",
        "Exercise programmes lower pain in general a little (24 trials).",
        "load",
    ),
    "training_load": _LOAD,
    "overuse": _LOAD,
    "carried_load": _LOAD,
    "acute_injury": Research(
        "opinion", "", "Textbooks name injury among the first things to ask about.", "load"
    ),
    "posture": Research(
        "weak",
        "",
        "Adults with neck pain hold the head further forward; which comes first is unknown.",
        "load",
    ),
    "water": Research(
        "very-weak", "", "People often track this; no study of it and knots was found.", "body"
    ),
    "magnesium": Research(
        "very-weak", "", "People often track this; no sound trials of it and knots were found.", "body"
    ),
}
