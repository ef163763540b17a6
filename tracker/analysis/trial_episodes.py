"""The result of a trial of episodes: which treatment keeps one spot away for longer, or takes more pain at once.

Days to return are compared by log-rank scores, so that an episode that was still away when last seen counts for what
it is; within each block by A less B, with the same sign flips as for periods.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest
from typing import NamedTuple

from tracker.analysis.comparison import log_rank_scores
from tracker.analysis.durability import median_of
from tracker.analysis.trial_outcome import Closed, Fate, Finding, Kept, compared, finding_of, kept_to
from tracker.analysis.trial_plan import Condition, EpisodePlan, Order, assigned
from tracker.analysis.trials import SignFlip


class Measure(Enum):
    """What is compared, fixed at creation."""

    RETURN = "days to return"
    DROP = "drop of pain at 24 hours"


class Episode(NamedTuple):
    """One episode, in the order of their assignments.

    `days`: from its treatment to the return, or as long as it was followed where it has not `returned`; `drop`:
    points of pain less after 24 hours than before. None: not known. `kept`: whether the treatment was the one named.
    """

    days: float | None = None
    returned: bool = False
    drop: float | None = None
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Two episodes. `a` and `b` None: not begun before the end.

    `difference` None unless complete; above 0: B keeps away longer, or takes more points. For days to return it is
    in log-rank scores, which have no unit of their own: show the days.
    """

    number: int
    order: Order
    a: Episode | None
    b: Episode | None
    fate: Fate
    difference: float | None


@dataclass(frozen=True, slots=True)
class EpisodeResult:
    """`test` None: under six complete blocks. Medians in days by the product-limit curve of complete blocks.

    A median None: more than half were still away, or the measure is the drop. `longer_with_b`, `alike` and `unsure`
    count complete blocks by the days, or by the drop; unsure: one was last seen away before the other came back.
    """

    finding: Finding
    measure: Measure
    blocks: tuple[Block, ...]
    test: SignFlip | None
    fates: Mapping[Fate, int]
    kept: Mapping[Condition, Kept]
    medians: Mapping[Condition, float | None]
    longer_with_b: int
    alike: int
    unsure: int
    stopped_early: bool


def episode_result(
    plan: EpisodePlan, order: Sequence[Order], episodes: Sequence[Episode], measure: Measure, *, ended: bool
) -> EpisodeResult | Closed:
    """`episodes`: those that have begun, in order; more than the plan has are left out. `ended`: by the person.

    Closed until every block is full and the last episode has its outcome, which it has after `plan.follow` days at
    the latest; so a result that has been seen does not change with every further day away.
    """
    followed = [_followed(each, plan.follow) for each in episodes[: plan.episodes]]
    if not ended and (len(followed) < plan.episodes or not _is_settled(followed[-1], measure, plan.follow)):
        return Closed(None)
    blocks = _blocks(order, followed, measure)
    complete = [block for block in blocks if block.fate is Fate.COMPLETE]
    test = compared(block.difference for block in complete)
    longer = Counter(_longer(block, measure) for block in complete)
    answers = zip(assigned(order, len(followed)), (each.kept for each in followed), strict=True)
    return EpisodeResult(
        finding=finding_of(test, little=None),
        measure=measure,
        blocks=blocks,
        test=test,
        fates=Counter(block.fate for block in blocks),
        kept=kept_to(answers),
        medians=_medians(complete, measure),
        longer_with_b=longer["B"],
        alike=longer["alike"],
        unsure=longer["unsure"],
        stopped_early=len(followed) < plan.episodes,
    )


def _followed(episode: Episode, follow: int) -> Episode:
    """Away for longer than episodes are followed is away when last seen."""
    if episode.days is None or episode.days <= follow:
        return episode
    return episode._replace(days=float(follow), returned=False)


def _is_settled(episode: Episode, measure: Measure, follow: int) -> bool:
    if episode.returned or (measure is Measure.DROP and episode.drop is not None):
        return True
    return episode.days is not None and episode.days >= (1 if measure is Measure.DROP else follow)


def _blocks(order: Sequence[Order], episodes: Sequence[Episode], measure: Measure) -> tuple[Block, ...]:
    firsts = list(zip_longest(order, episodes[::2], episodes[1::2]))
    halves = [
        (each, *((first, second) if each == "AB" else (second, first))) for each, first, second in firsts
    ]
    values = _differences([(a, b) for _, a, b in halves], measure)
    return tuple(
        Block(index + 1, each, a, b, _fate(a, b, value), value)
        for index, ((each, a, b), value) in enumerate(zip(halves, values, strict=True))
    )


def _fate(a: Episode | None, b: Episode | None, difference: float | None) -> Fate:
    if a is None and b is None:
        return Fate.NOT_REACHED
    if a is None or b is None:
        return Fate.ODD
    return Fate.NOT_KNOWN if difference is None else Fate.COMPLETE


def _differences(
    halves: Sequence[tuple[Episode | None, Episode | None]], measure: Measure
) -> list[float | None]:
    """By block, None where either outcome is missing."""
    if measure is Measure.DROP:
        drops = [(a and a.drop, b and b.drop) for a, b in halves]
        return [None if a is None or b is None else b - a for a, b in drops]
    followed = [
        None
        if a is None or b is None or a.days is None or b.days is None
        else ((a.days, a.returned), (b.days, b.returned))
        for a, b in halves
    ]
    scores = iter(log_rank_scores([each for both in followed if both for each in both]))
    return [None if both is None else next(scores) - next(scores) for both in followed]


def _longer(block: Block, measure: Measure) -> str:
    """Which of the two was surely more."""
    a, b = block.a, block.b
    if a is None or b is None or block.difference is None:
        return "unsure"
    if measure is Measure.DROP:
        return "alike" if block.difference == 0 else ("B" if block.difference > 0 else "A")
    if a.days is None or b.days is None or not (a.returned or b.returned):
        return "unsure"
    if a.returned and b.returned and a.days == b.days:
        return "alike"
    # What was last seen away on the day on which the other came back was away for longer.
    if a.returned and a.days <= b.days:
        return "B"
    return "A" if b.returned and b.days <= a.days else "unsure"


def _medians(complete: Sequence[Block], measure: Measure) -> dict[Condition, float | None]:
    if measure is Measure.DROP or not complete:
        return {"A": None, "B": None}
    both = {"A": [block.a for block in complete], "B": [block.b for block in complete]}
    found: dict[Condition, float | None] = {}
    names: tuple[Condition, Condition] = ("A", "B")
    for name in names:
        known = [(each.days, each.returned) for each in both[name] if each and each.days is not None]
        found[name] = median_of(*zip(*known, strict=True))
    return found
