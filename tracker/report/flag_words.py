"""The flag of one spot in a few sentences: what was counted, on which days, by which rule, and who has seen it.

Counts of the diary and the user's own rule. No cause is named and nothing is concluded.
"""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from tracker.analysis.flags import Level, Persistence, RapidReturn, Spread, persistence, rapid_return, spreads
from tracker.analysis.rules import Rules
from tracker.insights.resting import since
from tracker.insights.words import counted
from tracker.models import FlagRest
from tracker.recurrence import synergists
from tracker.report.content import FlagWords
from tracker.report.reading import Reading
from tracker.report.words import dates_words, long_date, short_date

_TITLES = {Level.ASSESS: "Candidate for assessment", Level.WATCH: "Worth watching"}


class Found(NamedTuple):
    """The three flags of a spot as the period shows them (tracker.report.reading says how)."""

    rapid: RapidReturn
    persists: Persistence
    spread: Spread

    @property
    def level(self) -> Level:
        return max(self.rapid.level, self.persists.level, self.spread.level)


def flags_of(reading: Reading, key: str) -> Found:
    whole, within, rules = reading.whole[key], reading.within[key], reading.rules(key)
    timelines = {each: found.timeline for each, found in reading.whole.items()}
    every = {each: reading.rules(each) for each in reading.whole}
    spots = [found.spot for found in reading.whole.values()]
    return Found(
        rapid_return(whole.timeline, whole.durability, rules),
        persistence(within.timeline, within.sessions, rules),
        spreads(spots, timelines, synergists(), every)[key],
    )


def flag_words(reading: Reading, key: str, rest: FlagRest | None) -> FlagWords | None:
    """None where nothing is flagged, or the spot was put away on the last day: those are not looked at."""
    if not reading.whole[key].spot.asked_on(reading.period.last):
        return None
    found, rules = flags_of(reading, key), reading.rules(key)
    if not found.level:
        return None
    told = sorted(_told(reading, key, found, rules), key=lambda each: -each[0])
    return FlagWords(
        level=found.level.name.lower(),
        title=_TITLES[found.level],
        facts=tuple(fact for _, fact, _ in told),
        rule=" ".join(rule for level, _, rule in told if level is found.level),
        rest=_rest(reading, key, rest),
    )


def _told(reading: Reading, key: str, found: Found, rules: Rules) -> Iterator[tuple[Level, str, str]]:
    if found.rapid.level:
        yield found.rapid.level, _rapid(reading, found.rapid, rules), _rapid_rule(found.rapid.level, rules)
    if found.persists.level:
        rule = _persistence_rule(found.persists.level, rules)
        yield found.persists.level, _persistence(reading, key, found.persists, rules), rule
    if found.spread.level:
        yield (
            found.spread.level,
            _spread(reading, found.spread, rules),
            _spread_rule(found.spread.level, rules),
        )


def _lately(reading: Reading, rules: Rules) -> str:
    """As in: in these 90 days; of a longer period: in the last 90 of these days."""
    if rules.lookback == reading.period.days:
        return f"in these {counted(rules.lookback, 'day')}"
    return f"in the last {rules.lookback} of these days"


def _rapid(reading: Reading, flag: RapidReturn, rules: Rules) -> str:
    back = [record.return_day for record in flag.rapid if record.return_day is not None]
    treatments = f"{len(flag.rapid)} of {counted(flag.known, 'treatment')}"
    return (
        f"Came back within {counted(rules.rapid_days, 'day')} after {treatments} "
        f"{_lately(reading, rules)}: {dates_words(back, reading.period)}."
    )


def _rapid_rule(level: Level, rules: Rules) -> str:
    if level is Level.WATCH:
        return f"Worth watching: from {counted(rules.watch_rapid, 'such return')} on."
    share = f"{rules.assess_share * 100:.0f} %"
    return (
        f"Candidate for assessment: from {counted(rules.assess_rapid, 'such return')} on, after at least {share} of "
        "the treatments whose result is known."
    )


def _persistence(reading: Reading, key: str, flag: Persistence, rules: Rules) -> str:
    if flag.episode is None:
        return ""
    start = short_date(flag.episode.start, reading.period)
    is_first = len(reading.within[key].timeline.episodes) == 1
    if is_first and reading.went_on(key):
        start = f"{start}, when these days began"
    return (
        f"No quiet day since {start}: {counted(len(flag.failed), 'treatment')} since then, none with a quiet day "
        f"within {counted(rules.relief_window, 'day')} (pain over {counted(flag.days, 'day')})."
    )


def _persistence_rule(level: Level, rules: Rules) -> str:
    treatments = counted(rules.persist_sessions, "such treatment")
    if level is Level.WATCH:
        return f"Worth watching: from {treatments} on."
    return f"Candidate for assessment: from {treatments} and {counted(rules.persist_days, 'day')} of pain on."


def _spread(reading: Reading, flag: Spread, rules: Rules) -> str:
    if flag.episode is None:
        return ""
    began = f"on {short_date(flag.episode.start, reading.period)}"
    if flag.episode.start < reading.period.first:
        began = "before these days"
    new = ", ".join(
        f"{reading.names[each.spot]} on {short_date(each.day, reading.period)}" for each in flag.newcomers
    )
    return (
        f"After the painful days that began {began}: {counted(len(flag.newcomers), 'new spot')} nearby within "
        f"{counted(rules.spread_days, 'day')} ({new})."
    )


def _spread_rule(level: Level, rules: Rules) -> str:
    if level is Level.WATCH:
        return "Worth watching: from 1 such spot on."
    return f"Candidate for assessment: from {counted(rules.spread_assess, 'such spot')} on."


def _rest(reading: Reading, key: str, rest: FlagRest | None) -> str:
    """That somebody has seen it. One that was only put off says nothing to others; nor does what came later."""
    if rest is None or not rest.seen_by or rest.since > reading.choice.end:
        return ""
    seen = f"{'Assessed' if rest.outcome else 'Already seen'} on {long_date(rest.since.toordinal())} by {rest.seen_by}"
    seen += f", outcome: {rest.outcome}." if rest.outcome else "."
    return f"{seen} {_after(reading, key, rest.since)}"


def _after(reading: Reading, key: str, seen: datetime.date) -> str:
    """What happened after that, in the days of the period."""
    day = max(seen.toordinal(), reading.period.first - 1)
    found = reading.whole[key]
    returns = since(found, day)
    which = "Since then" if day == seen.toordinal() else "In these days"
    if not returns.returns:
        return f"{which} not seen to come back."
    quick = counted(found.rules.rapid_days, "day")
    return f"{which} back {counted(returns.returns, 'time')}, {returns.quick} of them within {quick} of a treatment."
