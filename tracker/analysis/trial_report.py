"""The report of a trial, with what CENT 2015 (Shamseer et al., BMJ 350:h1793) and SCRIBE 2016 ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from tracker.analysis.records import Day
from tracker.analysis.trial_draw import METHOD, Draw, is_as_drawn
from tracker.analysis.trial_episodes import Block, EpisodeResult
from tracker.analysis.trial_outcome import Fate, Finding, Kept
from tracker.analysis.trial_periods import Pair, PeriodMean, PeriodResult, WithoutFlares
from tracker.analysis.trial_plan import Condition, Terms
from tracker.analysis.trials import SignFlip


class Noted(NamedTuple):
    """A note of a day: a harm, or a change of what was done."""

    day: Day
    text: str


@dataclass(frozen=True, slots=True)
class Notes:
    """What the person wrote down on the way. `reason`: why it was stopped early, if it was."""

    changes: tuple[Noted, ...] = ()
    harms: tuple[Noted, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TrialReport:
    """Every field of the report. Question, conditions, outcome, design and lengths, as fixed, are in `terms`.

    `seed`, `method` and `digest`: how it was randomised, open to be checked now; `as_drawn`: whether seed, order and
    terms are those that were sealed. `periods` with mean and known days of each, and `pairs` with their differences,
    of a trial of periods; `blocks` of a trial of episodes. `test` None: too few pairs for a p and an interval.
    """

    terms: Terms
    seed: str
    method: str
    digest: str
    as_drawn: bool
    first: Day
    ended: Day
    stopped_early: bool
    finding: Finding
    test: SignFlip | None
    fates: Mapping[Fate, int]
    kept: Mapping[Condition, Kept]
    notes: Notes
    periods: tuple[PeriodMean, ...] = ()
    pairs: tuple[Pair, ...] = ()
    blocks: tuple[Block, ...] = ()
    medians: Mapping[Condition, float | None] | None = None
    without_flares: WithoutFlares | None = None


def period_report(terms: Terms, drawn: Draw, result: PeriodResult, notes: Notes) -> TrialReport:
    """Of a trial that is over: a result that is closed has no report."""
    common = _common(terms, drawn, result, notes, result.ended)
    return replace(common, periods=result.periods, pairs=result.pairs, without_flares=result.without_flares)


def episode_report(terms: Terms, drawn: Draw, result: EpisodeResult, notes: Notes, ended: Day) -> TrialReport:
    """`ended`: the day on which the last treatment was named, or on which it was stopped early."""
    common = _common(terms, drawn, result, notes, ended)
    return replace(common, blocks=result.blocks, medians=result.medians)


def _common(
    terms: Terms, drawn: Draw, result: PeriodResult | EpisodeResult, notes: Notes, ended: Day
) -> TrialReport:
    return TrialReport(
        terms=terms,
        seed=drawn.seed,
        method=METHOD,
        digest=drawn.digest,
        as_drawn=is_as_drawn(drawn, terms.fixed()),
        first=terms.plan.first,
        ended=ended,
        stopped_early=result.stopped_early,
        finding=result.finding,
        test=result.test,
        fates=result.fates,
        kept=result.kept,
        notes=notes,
    )
