"""What each spot adds to a treatment: its reliefs and sessions by what was done, and all that is counted of them.

After an ordinary change one spot is another than before: of the others nothing is counted again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from tracker.analysis.comparison import Followed
from tracker.analysis.episodes import Timeline
from tracker.analysis.keeping import kept
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.returns import UNTREATED, DurabilityRecord, middle
from tracker.analysis.sessions import Outcome, Session

# What was done: (kind, tool) pairs, sorted; the tool empty where it is not asked for or not noted.
Done = tuple[tuple[str, str], ...]
# A fall of pain right after that matters: at least two points and 30 %, from a pain of at least three.
HELPED_POINTS = 2
HELPED_SHARE = 0.3
HELPED_FROM = 3


class Relief(NamedTuple):
    """One relieved episode. `away_now`: still away, and looked at until lately. `followed`: with its spot."""

    record: DurabilityRecord
    followed: Followed
    away_now: bool

    @property
    def spot(self) -> str:
        return self.followed.spot

    @property
    def is_exact(self) -> bool:
        """Whether the day of the return is known, not only that it lies between two."""
        return self.record.days[0] == self.record.days[1]


class Counts(NamedTuple):
    """Everything of which a group has the sum over its spots.

    Of the reliefs: `returns`, `away_now`, `unsure` returns, `preventive` sessions while it was away, and those `alone`
    that the session credited with them has in this group too. Of the sessions: `relieved` and `known` outcomes. Of
    the treatments with a pain before and after: see `treated.Immediate`. Of the courses: see `treated.Effort`.
    """

    reliefs: int = 0
    returns: int = 0
    away_now: int = 0
    unsure: int = 0
    preventive: int = 0
    alone: int = 0
    sessions: int = 0
    relieved: int = 0
    known: int = 0
    noted: int = 0
    before: int = 0
    after: int = 0
    helped: int = 0
    eligible: int = 0
    course: int = 0
    away: float = 0.0
    timed: int = 0
    minutes: float = 0.0
    timed_away: float = 0.0


def total(counts: Iterable[Counts]) -> Counts:
    return Counts._make(map(sum, zip(Counts(), *counts, strict=True)))


@dataclass(frozen=True)
class Portion:
    """Of one spot, in order: `reliefs` by the day from which they count, `sessions` whatever they brought."""

    reliefs: list[Relief] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)

    @cached_property
    def counts(self) -> Counts:
        records = [each.record for each in self.reliefs]
        return total((self._of_reliefs(), self._of_sessions(), _right_after(self.sessions), _spent(records)))

    def _of_reliefs(self) -> Counts:
        relieved = {each.day for each in self.sessions if each.outcome is Outcome.RELIEVED}
        records = [each.record for each in self.reliefs]
        returns = sum(each.came_back for each in records)
        return Counts(
            reliefs=len(records),
            returns=returns,
            away_now=sum(each.away_now for each in self.reliefs),
            unsure=returns - sum(each.is_exact for each in self.reliefs),
            preventive=sum(each.preventive for each in records),
            alone=sum(bool(each.course) and each.course[-1].day in relieved for each in records),
        )

    def _of_sessions(self) -> Counts:
        outcomes = [each.outcome for each in self.sessions]
        relieved = outcomes.count(Outcome.RELIEVED)
        known = relieved + outcomes.count(Outcome.NOT_RELIEVED)
        return Counts(sessions=len(outcomes), relieved=relieved, known=known)


class Portions(NamedTuple):
    """One spot whole. `late`: relief came, but not within the days for which a session is credited."""

    treated: dict[Done, Portion]
    untreated: Portion
    late: Portion


def portions_of(found: SpotRecurrence, *, by_tool: bool) -> Portions:
    return _portions(found.timeline, found.sessions, found.durability, found.spot.key, by_tool)


@kept(most=32, records=3)
def _portions(
    timeline: Timeline,
    sessions: Sequence[Session],
    durability: Sequence[DurabilityRecord],
    spot: str,
    by_tool: bool,
) -> Portions:
    found = Portions({}, Portion(), Portion())
    for session in sessions:
        done = done_in((session,), by_tool=by_tool)
        found.treated.setdefault(done, Portion()).sessions.append(session)
    for record in durability:
        relief = Relief(
            record, Followed(spot, middle(record.days), record.came_back), _is_away_now(timeline, record)
        )
        if record.course:
            done = done_in(record.course, by_tool=by_tool)
            found.treated.setdefault(done, Portion()).reliefs.append(relief)
        else:
            (found.untreated if record.label == UNTREATED else found.late).reliefs.append(relief)
    return found


def _is_away_now(timeline: Timeline, record: DurabilityRecord) -> bool:
    last_seen = record.origin_day + record.days[0]
    return not record.came_back and not timeline.is_stale and last_seen == timeline.days[-1]


def done_in(sessions: Sequence[Session], *, by_tool: bool) -> Done:
    if len(sessions) == 1 and len(sessions[0].treatments) == 1:
        only = sessions[0].treatments[0]
        return ((only.kind, only.tool if by_tool else ""),)
    every = (each for session in sessions for each in session.treatments)
    return tuple(sorted({(each.kind, each.tool if by_tool else "") for each in every}))


def _right_after(sessions: Iterable[Session]) -> Counts:
    rows = [
        (each.pain_before, each.pain_after)
        for session in sessions
        for each in session.treatments
        if each.pain_before is not None and each.pain_after is not None
    ]
    eligible = [(before, after) for before, after in rows if before >= HELPED_FROM]
    return Counts(
        noted=len(rows),
        before=sum(before for before, _ in rows),
        after=sum(after for _, after in rows),
        helped=sum(_has_helped(before, after) for before, after in eligible),
        eligible=len(eligible),
    )


def _has_helped(before: int, after: int) -> bool:
    return before - after >= HELPED_POINTS and before - after >= HELPED_SHARE * before


def _spent(records: Iterable[DurabilityRecord]) -> Counts:
    course = timed = 0
    away = minutes = timed_away = 0.0
    for record in records:
        free = middle(record.free_days)
        course += len(record.course)
        away += free
        spent = _minutes(record.course)
        if spent is not None:
            timed, minutes, timed_away = timed + 1, minutes + spent, timed_away + free
    return Counts(course=course, away=away, timed=timed, minutes=minutes, timed_away=timed_away)


def _minutes(course: Iterable[Session]) -> float | None:
    """None where the length of any treatment is not recorded."""
    lengths = [each.minutes for session in course for each in session.treatments]
    known = [minutes for minutes in lengths if minutes is not None]
    return sum(known) if len(known) == len(lengths) else None
