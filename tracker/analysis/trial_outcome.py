"""What a trial of either design may come to, and how far it was kept to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from tracker.analysis.records import Day
from tracker.analysis.trial_plan import Condition
from tracker.analysis.trials import SignFlip, sign_flip

# Fewer complete pairs could not pass for clear whatever they hold: five give a p of 0.0625 at best.
ENOUGH_PAIRS = 6
# What the planner's power counts as noticed, so that the plan promises what the result will say.
NOTICED_AT = 0.05
# Points of pain either way that make no odds: a quarter of the smallest change that people call important.
LITTLE = 0.5


class Finding(Enum):
    """More of the outcome: more pain, more days away, more points of relief. It is no verdict on which is better."""

    MORE_WITH_A = "more with A"
    MORE_WITH_B = "more with B"
    LITTLE_DIFFERENCE = "little or no difference"
    CANNOT_TELL = "cannot tell"
    TOO_FEW_PAIRS = "too few pairs"


class Fate(Enum):
    """What became of a pair or block. Only complete ones are analysed, the others are counted."""

    COMPLETE = "complete"
    # A period with under half of its analysed days known, or an episode whose outcome is not known.
    NOT_KNOWN = "not known"
    # The trial ended when only the first of the two was over.
    ODD = "odd"
    # The trial ended before even the first was over.
    NOT_REACHED = "not reached"


class Kept(NamedTuple):
    """Of so many days or episodes under a condition: how many were answered for, and on how many it was kept to."""

    of: int
    answered: int
    kept: int

    @property
    def share(self) -> float | None:
        """Of those answered for; None where none was."""
        return self.kept / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class Closed:
    """No peeking: there is no result yet. `opens`: the first day with one; None: once all blocks are full."""

    opens: Day | None


def compared(differences: Iterable[float | None]) -> SignFlip | None:
    """None under ENOUGH_PAIRS complete pairs: then the pairs themselves are all that can be said."""
    known = [each for each in differences if each is not None]
    return sign_flip(known) if len(known) >= ENOUGH_PAIRS else None


def finding_of(test: SignFlip | None, little: float | None = LITTLE) -> Finding:
    """`test` of differences B - A. `little`: in their unit, what makes no odds; None where no size does not matter."""
    if test is None:
        return Finding.TOO_FEW_PAIRS
    if test.p <= NOTICED_AT:
        return Finding.MORE_WITH_B if test.mean > 0 else Finding.MORE_WITH_A
    if little is not None and -little <= test.low and test.high <= little:
        return Finding.LITTLE_DIFFERENCE
    return Finding.CANNOT_TELL


def kept_to(answers: Iterable[tuple[Condition, bool | None]]) -> dict[Condition, Kept]:
    """By condition. An answer None was not given: it is neither kept nor not."""
    listed = list(answers)
    of = Counter(condition for condition, _ in listed)
    answered = Counter(condition for condition, answer in listed if answer is not None)
    kept = Counter(condition for condition, answer in listed if answer)
    both: tuple[Condition, Condition] = ("A", "B")
    return {each: Kept(of[each], answered[each], kept[each]) for each in both}
