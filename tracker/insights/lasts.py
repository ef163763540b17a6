"""The page of what lasts: for each treatment how long relief stayed, and all that is known beside it."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.analysis.comparison import compare_all
from tracker.analysis.portions import Relief
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.rules import Rules
from tracker.analysis.treated import Group, Groups, groups_of, immediate, relief_rate
from tracker.insights.lasts_card import CurveCard, Shared, card_of
from tracker.insights.lasts_curve import Lasting, lasting, span_of
from tracker.insights.lasts_overview import Overview, overview_of
from tracker.insights.lasts_pairs import Pairs, pairs_of
from tracker.insights.lasts_words import credited_words, days_list, missing_words, rate_words, title_of
from tracker.insights.words import counted

# Pairs grow with the square of the treatments: those with most reliefs are compared.
COMPARED = 6
# Where half is not reached, reliefs are averaged over at most so many days.
LONGEST_MEAN = 28
# Treatments with a curve, and rows of a list, before the rest is folded.
CARDS_OPEN = 6
ROWS_OPEN = 6


@dataclass(frozen=True, slots=True)
class FewRow:
    """A treatment with too few reliefs for a curve: its days, and what is missing."""

    title: str
    reliefs: str
    days: str
    rate: str
    credited: str
    missing: str


@dataclass(frozen=True, slots=True)
class RightAfter:
    """Mean pain just before and just after, and the classes that colour them."""

    title: str
    before: str
    after: str
    before_css: str
    after_css: str
    n: int
    helped: str


@dataclass(frozen=True, slots=True)
class Folded:
    """The first rows of a list, and the rest of it."""

    open: list[object]
    rest: list[object]

    @property
    def count(self) -> int:
        return len(self.open) + len(self.rest)


@dataclass(frozen=True, slots=True)
class LastsPage:
    """`late`: reliefs credited to no session, in words. `left_out`: treatments with curves that are not compared.

    `rules`: of most spots; `own_days`: so many have painful and quiet days of their own.
    """

    summary: str
    rules: Rules
    own_days: int
    overview: Overview | None
    cards: list[CurveCard]
    more_cards: list[CurveCard]
    has_untreated: bool
    few: Folded
    right_after: Folded
    pairs: Pairs
    left_out: int
    late: str

    @property
    def is_empty(self) -> bool:
        return not (self.cards or self.few.open or self.right_after.open)


def page_of(
    found: Iterable[SpotRecurrence], names: Mapping[str, str], rules: Rules, *, by_tool: bool
) -> LastsPage:
    """`found`: the spots to look at. `names` of all spots by key. `rules`: those of spots without their own."""
    spots = list(found)
    groups = groups_of(spots, by_tool=by_tool)
    measured = [(group, lasting(group.followed)) for group in groups.treated]
    drawn = [(group, known) for group, known in measured if known.is_enough]
    untreated = lasting(groups.untreated.followed)
    shown = drawn + ([(groups.untreated, untreated)] if untreated.is_enough else [])
    cards = _cards(shown, untreated if untreated.is_enough else None, names, rules)
    return LastsPage(
        summary=_summary(groups),
        rules=rules,
        overview=overview_of([(card, known) for card, (_, known) in zip(cards, shown, strict=True)]),
        own_days=sum(each.rules != rules for each in spots),
        cards=[*cards[: len(drawn)][:CARDS_OPEN], *cards[len(drawn) :]],
        more_cards=cards[CARDS_OPEN : len(drawn)],
        has_untreated=untreated.is_enough,
        few=_few(measured, groups.untreated, untreated),
        right_after=_folded(_right_after(groups.treated)),
        pairs=_pairs([group for group, _ in drawn]),
        left_out=max(0, len(drawn) - COMPARED),
        late=_late(groups.late.reliefs, rules),
    )


def _folded(rows: Iterable[object]) -> Folded:
    every = list(rows)
    return Folded(every[:ROWS_OPEN], every[ROWS_OPEN:])


def _summary(groups: Groups) -> str:
    """As in: 42 reliefs of 5 spots since 3 Mar 2026, 36 of them after a treatment."""
    treated = [relief for group in groups.treated for relief in group.reliefs]
    every = [*treated, *groups.untreated.reliefs, *groups.late.reliefs]
    if not every:
        return ""
    since = datetime.date.fromordinal(min(relief.record.relief_day for relief in every))
    spots = counted(len({relief.spot for relief in every}), "spot")
    return f"{counted(len(every), 'relief')} of {spots} since {since:%-d %b %Y}, {len(treated)} after a treatment."


def _cards(
    shown: list[tuple[Group, Lasting]], alone: Lasting | None, names: Mapping[str, str], rules: Rules
) -> list[CurveCard]:
    """`shown`: the untreated last. `alone`: the untreated."""
    if not shown:
        return []
    span = span_of([known for _, known in shown])
    until = min(LONGEST_MEAN, *(known.known_until for _, known in shown))
    shared = Shared(alone, span, until, names, rules)
    return [card_of(number, group, known, shared) for number, (group, known) in enumerate(shown, start=1)]


def _few(measured: list[tuple[Group, Lasting]], untreated: Group, alone: Lasting) -> Folded:
    groups = [(title_of(group.done), group) for group, known in measured if not known.is_enough]
    if untreated.reliefs and not alone.is_enough:
        groups.append(("No treatment", untreated))
    rows = [_few_row(title, group) for title, group in groups if group.reliefs or relief_rate(group).n]
    return _folded(rows)


def _few_row(title: str, group: Group) -> FewRow:
    rate = relief_rate(group)
    return FewRow(
        title=title,
        reliefs=counted(len(group.reliefs), "relief"),
        days=days_list(group.reliefs),
        rate=rate_words(rate),
        credited=credited_words(rate, group.counts.alone) if rate.n else "",
        missing=missing_words(group),
    )


def _right_after(groups: Iterable[Group]) -> list[RightAfter]:
    """Those with most treatments first."""
    rows = []
    for group in groups:
        found = immediate(group)
        if found is not None:
            rows.append(
                RightAfter(
                    title=title_of(group.done),
                    before=f"{found.before:.1f}",
                    after=f"{found.after:.1f}",
                    before_css=f"pain-{found.before:.0f}",
                    after_css=f"pain-{found.after:.0f}",
                    n=found.n,
                    helped=f"{found.helped} of {found.eligible}" if found.eligible else "",
                )
            )
    return sorted(rows, key=lambda row: -row.n)


def _pairs(drawn: list[Group]) -> Pairs:
    return pairs_of(compare_all({title_of(group.done): group.followed for group in drawn[:COMPARED]}))


def _late(reliefs: list[Relief], rules: Rules) -> str:
    """Reliefs that came too late after a session to be credited to it."""
    if not reliefs:
        return ""
    came = "relief came" if len(reliefs) == 1 else "reliefs came"
    later = f"later than {counted(rules.relief_window, 'day')} after a session"
    return f"{len(reliefs)} {came} {later} and count for none: {days_list(reliefs)}."
