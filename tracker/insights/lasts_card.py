"""One treatment on the page of what lasts: its curve, its figures, and every relief it rests on."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.analysis.rules import Rules
from tracker.analysis.treated import Group, effort, halves, relief_rate
from tracker.insights.lasts_curve import ENOUGH_RELIEFS, CurvePlot, Lasting, lasting, plot_of
from tracker.insights.lasts_words import (
    effort_words,
    halves_words,
    headline,
    interval,
    percent,
    rate_words,
    share_words,
    title_of,
    within_a_sentence,
)
from tracker.insights.words import Sentence, counted, days_words, text_of

# Reliefs in the table: the newest, so that a page stays a page after ten years.
NEWEST = 30


@dataclass(frozen=True, slots=True)
class StepRow:
    """A day on which any came back, as the table says it."""

    day: str
    followed: int
    back: int
    away: str
    between: str


@dataclass(frozen=True, slots=True)
class ReliefRow:
    """One relief: the day from which it counts, the spot, and how long."""

    date: datetime.date
    spot: str
    words: str


@dataclass(frozen=True, slots=True)
class CurveCard:
    """`facts`: what is said of it, by name. `older`: reliefs that the table leaves out."""

    title: str
    is_untreated: bool
    rests_on: str
    headline: Sentence
    plot: CurvePlot
    label: str
    facts: list[tuple[str, str]]
    steps: list[StepRow]
    reliefs: list[ReliefRow]
    older: int


def card_of(
    group: Group,
    known: Lasting,
    untreated: Lasting | None,
    span: int,
    until: float,
    names: Mapping[str, str],
    rules: Rules,
) -> CurveCard:
    """`untreated`: for the grey curve. `until`: see `headline`."""
    title = title_of(group.done) if group.done else "No treatment"
    start = f"After {within_a_sentence(title)}" if group.done else "Without treatment"
    said = headline(start, group, known, until)
    return CurveCard(
        title=title,
        is_untreated=not group.done,
        rests_on=f"{counted(len(group.reliefs), 'relief')} in {counted(group.spots, 'spot')}",
        headline=said,
        plot=plot_of(known, span, untreated),
        label=f"Share still away by day. {text_of(said)} The same is in the table below.",
        facts=_facts(group, known, rules),
        steps=_steps(known),
        reliefs=_reliefs(group, names),
        older=max(0, len(group.reliefs) - NEWEST),
    )


def _facts(group: Group, known: Lasting, rules: Rules) -> list[tuple[str, str]]:
    earlier, later = halves(group)
    trend = ""
    if len(earlier) >= ENOUGH_RELIEFS:
        trend = halves_words(*(lasting([each.followed for each in half]) for half in (earlier, later)))
    preventive = sum(relief.record.preventive for relief in group.reliefs)
    unsure = sum(relief.record.came_back and not relief.is_exact for relief in group.reliefs)
    facts = [
        (f"Relief within {counted(rules.relief_window, 'day')}", rate_words(relief_rate(group))),
        ("Still away after a week", share_words(known.share_on(7))),
        ("After two weeks", share_words(known.share_on(14))),
        ("Effort", effort_words(effort(group)) if group.done else ""),
        ("Earlier and later", trend),
        ("While it was away", f"{counted(preventive, 'more session')}, not counted" if preventive else ""),
        ("Hidden by a gap", f"the day of {unsure} of {counted(group.returns, 'return')}" if unsure else ""),
    ]
    return [(name, words) for name, words in facts if words]


def _steps(known: Lasting) -> list[StepRow]:
    curve = known.curve
    rows = zip(
        curve.times, curve.at_risk, curve.returns, curve.still_away, curve.low, curve.high, strict=True
    )
    return [
        StepRow(f"{day:g}", followed, back, percent(away), interval(low, high))
        for day, followed, back, away, low, high in rows
    ]


def _reliefs(group: Group, names: Mapping[str, str]) -> list[ReliefRow]:
    """The newest first."""
    rows = []
    for relief in reversed(group.reliefs[-NEWEST:]):
        words = days_words(relief.record.days)
        if relief.record.came_back:
            words = f"back after {words}"
        else:
            words = f"away for {relief.record.days[0]} days" + (
                " so far" if relief.away_now else ", then not logged"
            )
        date = datetime.date.fromordinal(relief.record.origin_day)
        rows.append(ReliefRow(date, names[relief.spot], words))
    return rows
