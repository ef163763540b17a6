"""Where the treatments are that a count of quick returns leaves out: each of the time looked at, by what it brought."""

from dataclasses import dataclass

from tracker.analysis.records import Day
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.sessions import Outcome, Session
from tracker.insights.words import Piece, Sentence, counted, on_day


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Treatments from the day `first` on; the numbers add up to `every`.

    `relieved`: a quiet day came in time, and each is counted once. `earlier`: before one of those, in a row with it.
    `failed`: no quiet day in time, or none before the next treatment. `away`: while it did not hurt. `unknown`: the
    days after, or before, are not known.
    """

    first: Day
    every: int
    relieved: int
    earlier: int
    failed: int
    away: int
    unknown: int


def reckoning_of(found: SpotRecurrence) -> Reckoning | None:
    """None where every treatment is one that the count of returns is about, or there is none."""
    flag = found.flags.rapid_return
    # A quick return counts by the day it was back on, so its treatment may be of before the days looked back on.
    counted_too = [record.origin_day for record in (*flag.rapid, *flag.held, *flag.open)]
    start = min([found.timeline.as_of - found.rules.lookback + 1, *counted_too])
    sessions = [session for session in found.sessions if session.day >= start]
    in_a_row = {session.day for record in found.durability for session in record.course[:-1]}
    brought = [_brought(session, in_a_row) for session in sessions]
    if all(each == "relieved" for each in brought):
        return None
    return Reckoning(
        first=sessions[0].day,
        every=len(brought),
        relieved=brought.count("relieved"),
        earlier=brought.count("earlier"),
        failed=brought.count("failed"),
        away=brought.count("away"),
        unknown=brought.count("unknown"),
    )


def _brought(session: Session, in_a_row: set[Day]) -> str:
    if session.day in in_a_row:
        return "earlier"
    if session.failed:
        return "failed"
    return {Outcome.RELIEVED: "relieved", Outcome.PREVENTIVE: "away"}.get(session.outcome, "unknown")


def reckoning_words(found: SpotRecurrence) -> Sentence:
    each = reckoning_of(found)
    if each is None:
        return ()
    parts = [f", {_were(each.relieved)} followed by a quiet day"]
    if each.failed:
        parts.append(f"{_were(each.failed)} not")
    if each.earlier:
        before = "that one" if each.relieved == 1 else f"one of those {each.relieved}"
        parts.append(f"{each.earlier} came shortly before {before} (several in a row count as one)")
    if each.away:
        parts.append(f"{_were(each.away)} done while it was away")
    if each.unknown:
        parts.append(f"of {each.unknown} it is not known")
    said = [*parts[:-2], " and ".join(parts[-2:])]
    return (
        Piece(f"Of {counted(each.every, 'treatment')} since "),
        on_day(each.first, found.timeline.as_of),
        Piece(f"{', '.join(said)}."),
    )


def _were(number: int) -> str:
    return f"{number} {'was' if number == 1 else 'were'}"
