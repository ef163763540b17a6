"""One treatment on the page of what lasts: its curve, its figures, and every relief it rests on."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.analysis.portions import Relief
from tracker.analysis.rules import Rules
from tracker.analysis.treated import Group, effort, relief_rate
from tracker.insights.lasts_curve import CurvePlot, Lasting, plot_of
from tracker.insights.lasts_words import (
    Tile,
    away_tile,
    credited_words,
    effort_words,
    halves_words,
    headline,
    interval,
    percent,
    rate_tile,
    title_of,
)
from tracker.insights.words import Sentence, counted, days_words, text_of
from tracker.vocabulary import within_a_sentence

# Reliefs in the table: the newest, so that a page stays a page after ten years.
NEWEST = 12


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
    """`number` on the page. `facts`: what else is said of it, by name. `older`: reliefs that the table leaves out."""

    number: int
    title: str
    is_untreated: bool
    rests_on: str
    headline: Sentence
    plot: CurvePlot
    label: str
    tiles: list[Tile]
    facts: list[tuple[str, str]]
    steps: list[StepRow]
    reliefs: list[ReliefRow]
    older: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What all cards of a page share. `untreated`: for the grey curve. `until`: see `headline`."""

    untreated: Lasting | None
    span: int
    until: float
    names: Mapping[str, str]
    rules: Rules


def card_of(number: int, group: Group, known: Lasting, shared: Shared) -> CurveCard:
    title = title_of(group.done) if group.done else "No treatment"
    start = f"After {within_a_sentence(title)}" if group.done else "Without treatment"
    said = headline(start, group, known, shared.until)
    return CurveCard(
        number=number,
        title=title,
        is_untreated=not group.done,
        rests_on=f"{counted(len(group.reliefs), 'relief')} in {counted(group.spots, 'spot')}",
        headline=said,
        plot=plot_of(known, shared.span, shared.untreated if group.done else None),
        label=f"How many were still away by day. {text_of(said)} The same is in the table below.",
        tiles=_tiles(group, known, shared.rules),
        facts=_facts(group),
        steps=_steps(known),
        reliefs=_reliefs(group, shared.names),
        older=max(0, len(group.reliefs) - NEWEST),
    )


def _tiles(group: Group, known: Lasting, rules: Rules) -> list[Tile]:
    tiles = (
        rate_tile(relief_rate(group), rules),
        away_tile(known.share_on(7), "a week"),
        away_tile(known.share_on(14), "two weeks"),
    )
    return [tile for tile in tiles if tile is not None]


def _facts(group: Group) -> list[tuple[str, str]]:
    preventive, unsure = group.counts.preventive, group.counts.unsure
    hidden = (
        f"{unsure} of {counted(group.counts.returns, 'return')} came on one of several days without an entry"
    )
    facts = [
        ("Relief", _relief_words(group)),
        ("Effort", effort_words(effort(group)) if group.done else ""),
        ("Earlier and later", halves_words(group)),
        (
            "While it was away",
            f"{counted(preventive, 'session')} on quiet days, which do not restart the count"
            if preventive
            else "",
        ),
        ("Days not logged", f"{hidden}; the day in the middle counts" if unsure else ""),
    ]
    return [(name, words) for name, words in facts if words]


def _relief_words(group: Group) -> str:
    rate = relief_rate(group)
    if rate.n:
        return credited_words(rate, group.counts.alone)
    apart = len(group.done) > 1
    return "these were done on different days, so whether relief came counts with each alone" if apart else ""


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
    newest = reversed(group.reliefs[-NEWEST:])
    return [
        ReliefRow(datetime.date.fromordinal(each.record.origin_day), names[each.spot], _then(each))
        for each in newest
    ]


def _then(relief: Relief) -> str:
    if relief.record.came_back:
        return f"back after {days_words(relief.record.days)}"
    away = days_words(relief.record.days)
    return f"away for {away} so far" if relief.away_now else f"away for {away}, then not logged"
