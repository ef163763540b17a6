"""What a flag rests on, in sentences: counts with their denominator, and every date.

Facts of the person's own diary and nothing else: no cause is named and nothing is concluded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.analysis.flags import Level, Spread
from tracker.analysis.records import Day
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.returns import DurabilityRecord
from tracker.analysis.sessions import Outcome
from tracker.insights.reckoning import reckoning_words
from tracker.insights.words import Piece, Sentence, counted, days_words, joined, on_day

MOST_DATES = 40


@dataclass(frozen=True, slots=True)
class Fact:
    """What one flag says: the statement, the dates it rests on, and what was left out."""

    level: Level
    statement: Sentence
    dates: Sentence = ()
    beside: tuple[Sentence, ...] = ()


def facts_of(found: SpotRecurrence, names: Mapping[str, str]) -> tuple[Fact, ...]:
    """One fact for each flag that is set, the highest first. `names` of the spots by key."""
    facts = (_rapid_return(found), _persistence(found), _spread(found, names))
    return tuple(sorted((fact for fact in facts if fact.level), key=lambda fact: -fact.level))


def _rapid_return(found: SpotRecurrence) -> Fact:
    flag, rules, today = found.flags.rapid_return, found.rules, found.timeline.as_of
    count = f"{len(flag.rapid)} of {flag.known}"
    statement = (
        Piece(f"Came back within {counted(rules.rapid_days, 'day')} after "),
        Piece(f"{count} treatments" if flag.known != 1 else f"{count} treatment", strong=True),
        Piece(f" in the last {rules.lookback} days."),
    )
    beside = [_held(flag.held, found), *_open(flag.open, found), reckoning_words(found)]
    back = _latest([_back(record, today) for record in flag.rapid])
    return Fact(flag.level, statement, back, tuple(sentence for sentence in beside if sentence))


def _latest(days: list[Sentence]) -> Sentence:
    """Every date, or of very many the latest: a rule may look back for two years."""
    earlier = len(days) - MOST_DATES
    shown = joined(days[max(earlier, 0) :])
    return (Piece(f"{earlier} earlier, then "), *shown) if earlier > 0 else shown


def _back(record: DurabilityRecord, today: Day) -> Sentence:
    """The day it was back on, and after how long."""
    day = record.return_day
    if day is None:
        raise ValueError("it has not come back")
    return (on_day(day, today), Piece(f" after {days_words(record.days)}"))


def _held(records: tuple[DurabilityRecord, ...], found: SpotRecurrence) -> Sentence:
    if not records:
        return ()
    today = found.timeline.as_of
    each = _latest(
        [(on_day(one.origin_day, today), Piece(f" for {days_words(one.days)}")) for one in records]
    )
    return (Piece(f"Away longer after {len(records)}: treated "), *each, Piece("."))


def _open(records: tuple[DurabilityRecord, ...], found: SpotRecurrence) -> Iterable[Sentence]:
    """Treatments in neither number: a gap hides whether it was quick, or the days are not over."""
    today, last = found.timeline.as_of, found.timeline.last_observed(found.timeline.as_of)
    for record in records:
        after = (Piece("Not counted: treated "), on_day(record.origin_day, today))
        if record.came_back:
            yield (*after, Piece(f", back after {days_words(record.days)}; a gap hides the day."))
        elif record.origin_day + record.days[0] == last and not found.flags.stale:
            yield (*after, Piece(f", away for {days_words(record.days)} so far."))
        else:
            yield (*after, Piece(f", away for {days_words(record.days)}, then not logged."))


def _persistence(found: SpotRecurrence) -> Fact:
    flag, today = found.flags.persistence, found.timeline.as_of
    if not flag.level or flag.episode is None:
        return Fact(Level.NONE, ())
    statement = (
        Piece("No quiet day since "),
        on_day(flag.episode.start, today),
        Piece(": "),
        Piece(f"{counted(len(flag.failed), 'treatment')} since then", strong=True),
        Piece(f", none with a quiet day within {counted(found.rules.relief_window, 'day')}."),
    )
    index = len(found.timeline.episodes) - 1
    waiting = [
        session
        for session in found.sessions
        if session.episode == index and session.outcome in (Outcome.PENDING, Outcome.UNKNOWN)
    ]
    beside: list[Sentence] = []
    if waiting:
        days = joined((on_day(session.day, today),) for session in waiting)
        beside.append((Piece("Not counted, the days after are not known: "), *days, Piece(".")))
    treated = _latest([(on_day(session.day, today),) for session in flag.failed])
    lasted = Piece(f" (pain over {counted(flag.days, 'day')})")
    return Fact(flag.level, statement, (Piece("Treated "), *treated, lasted), tuple(beside))


def _spread(found: SpotRecurrence, names: Mapping[str, str]) -> Fact:
    flag: Spread = found.flags.spread
    if not flag.level or flag.episode is None:
        return Fact(Level.NONE, ())
    today = found.timeline.as_of
    statement = (
        Piece("After the painful days that began on "),
        on_day(flag.episode.start, today),
        Piece(": "),
        Piece(f"{counted(len(flag.newcomers), 'new spot')} nearby", strong=True),
        Piece(f" within {counted(found.rules.spread_days, 'day')}."),
    )
    new = joined(
        (Piece(f"{names.get(each.spot, 'another spot')} on "), on_day(each.day, today))
        for each in flag.newcomers
    )
    return Fact(flag.level, statement, new)
