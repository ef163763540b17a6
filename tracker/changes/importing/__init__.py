"""Adds what a file says to a diary, and takes it out again: `plan`, `add`, `take_back`.

What is there already is left as it is, unless the person asks for it to be overwritten; so the same file added twice
adds nothing the second time. Rows are known by what they are (a spot and a day, a factor and a day), not by where
they came from.
"""

from tracker.changes.importing.parts import Difference, Line
from tracker.changes.importing.plan import Plan, plan
from tracker.changes.importing.preparing import Prepared, prepare
from tracker.changes.importing.restored import log_of_all
from tracker.changes.importing.undoing import TakenBack, take_back
from tracker.changes.importing.writing import add, write

__all__ = [
    "Difference",
    "Line",
    "Plan",
    "Prepared",
    "TakenBack",
    "add",
    "log_of_all",
    "plan",
    "prepare",
    "take_back",
    "write",
]
