"""What the page of what lasts says of one treatment, in sentences. Every figure with the number it rests on."""

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from tracker.analysis.comparison import Followed
from tracker.analysis.durability import median_of, restricted_mean
from tracker.analysis.portions import Done, Relief
from tracker.analysis.rules import Rules
from tracker.analysis.treated import Effort, Group, Share
from tracker.calendars.words import count_days, number
from tracker.insights.lasts_curve import ENOUGH_RELIEFS, ENOUGH_RETURNS, Lasting
from tracker.insights.words import Piece, Sentence, counted
from tracker.vocabulary import treatment_name, within_a_sentence

# Of a list of days so many are said.
LISTED = 12


def title_of(done: Done) -> str:
    """As in: Self pressure; Self pressure (ball); Heat + stretching."""
    first, *others = [
        f"{treatment_name(kind)} ({tool})" if tool else treatment_name(kind) for kind, tool in done
    ]
    return " + ".join([first, *map(within_a_sentence, others)])


def headline(start: str, group: Group, lasting: Lasting, until: float) -> Sentence:
    """As in: After heat, half of the times it was back by day 4 (3 to 6), n = 18, 3 still away.

    `until`: the days over which all groups are averaged where half is not reached.
    """
    ending = f", n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{lasting.reliefs}{_not_back(group)}."
    if lasting.curve.median is not None:
        day = f"day {ceil(lasting.curve.median)}"
        middle = Piece(f"half of the times it was back by {day}", strong=True)
        return Piece(f"{start}, "), middle, Piece(f" {_range(lasting)}{ending}")
    mean = restricted_mean(lasting.curve, until)
    longest = f"day {number(lasting.longest)}, the longest it was followed"
    return (
        Piece(f"{start}, "),
        Piece("more than half of the times it was still away", strong=True),
        Piece(
            f" on {longest}{ending} Of the first {number(until)} days it was away for {mean:.0f} on average."
        ),
    )


def _not_back(group: Group) -> str:
    away = group.counts.away_now
    hidden = group.counts.reliefs - group.counts.returns - away
    parts = [f"{away} still away" if away else "", f"{hidden} lost from sight in a gap" if hidden else ""]
    return "".join(f", {part}" for part in parts if part)


def _range(lasting: Lasting) -> str:
    """The days of which each may be the true one."""
    first, last = lasting.band.median_range()
    if first is None and last is None:
        return "(too few to say how sure that is)"
    if last is None:
        return f"({floor(first or 0)} or later)"
    if first is None:
        return f"(by day {ceil(last)} at the latest)"
    return f"({floor(first)})" if floor(first) == ceil(last) else f"({floor(first)} to {ceil(last)})"


def percent(share: float) -> str:
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def interval(low: float, high: float) -> str:
    return f"({100 * low:.0f} to {100 * high:.0f}\N{NO-BREAK SPACE}%)"


class Tile(NamedTuple):
    """One figure, what it is of, and how sure it is."""

    figure: str
    words: str
    sure: str


def away_tile(found: tuple[float, float, float] | None, until: str) -> Tile | None:
    """As in: 64 % · still away after a week · (39 to 83 %)."""
    if found is None:
        return None
    return Tile(percent(found[0]), f"still away after {until}", interval(*found[1:]))


def rate_tile(rate: Share, rules: Rules) -> Tile | None:
    """As in: 79 % · relief within 2 days, 11 of 14 times · (52 to 92 %)."""
    if rate.interval is None:
        return None
    words = f"relief within {counted(rules.relief_window, 'day')}, {rate.part} of {rate.n} times"
    return Tile(percent(rate.part / rate.n), words, interval(*rate.interval))


def rate_words(rate: Share) -> str:
    """As in: 11 of 14 times, 79 % (52 to 92 %)."""
    if rate.interval is None:
        return ""
    return f"{rate.part} of {rate.n} times, {percent(rate.part / rate.n)} {interval(*rate.interval)}"


def credited_words(rate: Share, alone: int) -> str:
    """How the reliefs of a treatment, `alone` of them, go with the times that it brought relief. Empty if as many."""
    if rate.part == alone:
        return ""
    others = rate.part - alone
    if not alone:
        return "each time it followed other treatments and counts with those"
    followed = (
        "followed other treatments and counts" if others == 1 else "followed other treatments and count"
    )
    return f"{alone} of the {rate.part} times it was the only treatment; the other {others} {followed} with those"


def effort_words(effort: Effort) -> str:
    """As in: 22 sessions and 46 min for these 21 reliefs, 154 days away: 1 session for 7 days, 2 min for a week."""
    if not effort.sessions or not effort.away:
        return ""
    sessions = counted(effort.sessions, "session")
    for_days = f"for these {effort.reliefs} reliefs, {counted(round(effort.away), 'day')} away"
    each = f"1 session for {counted(max(1, round(effort.away / effort.sessions)), 'day')}"
    if not effort.timed:
        return f"{sessions} {for_days}: {each}. No minutes noted."
    if not effort.timed_away:
        return f"{sessions} {for_days}: {each}"
    a_week = f"{_a_week(effort)} for a week"
    if effort.timed == effort.reliefs:
        return f"{sessions} and {number(round(effort.minutes))} min {for_days}: {each}, {a_week}"
    return f"{sessions} {for_days}: {each}; {a_week}, by the {effort.timed} with minutes noted"


def _a_week(effort: Effort) -> str:
    """By the week, since a day away takes less than a minute."""
    minutes = round(7 * effort.minutes / effort.timed_away)
    return f"{minutes} min" if minutes else "less than 1 min"


def halves_words(group: Group) -> str:
    """As in: half back by day 3 in the earlier 9, by day 5 in the later 9. Empty with too few in either."""
    half = len(group.followed) // 2
    earlier, later = group.followed[:half], group.followed[half:]
    if half < ENOUGH_RELIEFS:
        return ""
    first, second = _by_day(earlier), _by_day(later)
    return f"half back {first} in the earlier {len(earlier)}, {second} in the later {len(later)}"


def _by_day(half: Sequence[Followed]) -> str:
    median = median_of([each.days for each in half], [each.returned for each in half])
    return (
        f"later than day {floor(max(each.days for each in half))}"
        if median is None
        else f"by day {ceil(median)}"
    )


def days_list(reliefs: list[Relief]) -> str:
    """As in: back after 3, 4 to 6 and 9 days; away for at least 8 days."""
    back = [_bare(relief) for relief in reliefs if relief.record.came_back]
    away = [_bare(relief) for relief in reliefs if not relief.record.came_back]
    parts = [
        f"back after {_listed(back)}" if back else "",
        f"away for at least {_listed(away)}" if away else "",
    ]
    return "; ".join(filter(None, parts))


def _bare(relief: Relief) -> str:
    """The days without the word."""
    earliest, latest = relief.record.days
    return f"{earliest}" if latest is None or relief.is_exact else f"{earliest} to {latest}"


def _listed(days: list[str]) -> str:
    *others, last = days[-LISTED:]
    if not others:
        return count_days(int(last)) if last.isdigit() else f"{last} days"
    newest = f" (the newest {LISTED} of {len(days)})" if len(days) > LISTED else ""
    return f"{', '.join(others)} and {last} days{newest}"


def missing_words(group: Group) -> str:
    """What is missing for a curve."""
    reliefs = ENOUGH_RELIEFS - len(group.reliefs)
    returns = ENOUGH_RETURNS - group.counts.returns
    parts = [
        counted(reliefs, "more relief") if reliefs > 0 else "",
        counted(returns, "more return") if returns > 0 else "",
    ]
    return f"A curve needs {' and '.join(filter(None, parts))}."
