"""Reliefs and sessions by what was done: by kind of treatment, or by kind and tool.

What was done together is a treatment of its own and in no other's figures, since nobody can tell which part did it.
Nothing is left out: reliefs without any treatment, and those that came too late after one, are groups of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from statistics import NormalDist, fmean
from typing import NamedTuple

from tracker.analysis.comparison import Followed
from tracker.analysis.records import TreatmentRecord
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.returns import UNTREATED, Days, DurabilityRecord
from tracker.analysis.sessions import Outcome, Session

# What was done: (kind, tool) pairs, sorted; the tool empty where it is not asked for or not noted.
Done = tuple[tuple[str, str], ...]
# A fall of pain right after that matters: at least two points and 30 %, from a pain of at least three.
HELPED_POINTS = 2
HELPED_SHARE = 0.3
HELPED_FROM = 3


class Relief(NamedTuple):
    """One relieved episode of a spot. `away_now`: still away, and looked at until lately."""

    spot: str
    record: DurabilityRecord
    away_now: bool

    @property
    def is_exact(self) -> bool:
        """Whether the day of the return is known, not only that it lies between two."""
        return self.record.days[0] == self.record.days[1]


def middle(days: Days) -> float:
    """An unsure return counts in the middle of what is possible, a relief that was still lasting until last seen.

    With 60 % of days logged that moves the median by a third of a day; leaving the unsure ones out, by a fortnight.
    """
    earliest, latest = days
    return float(earliest) if latest is None else (earliest + latest) / 2


@dataclass(frozen=True)
class Group:
    """`reliefs` by the day from which they count, `sessions` whatever they brought, both of all spots."""

    done: Done
    reliefs: list[Relief] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)

    @cached_property
    def followed(self) -> list[Followed]:
        """Of each relief how long it lasted."""
        return [
            Followed(spot, middle(record.days), record.days[1] is not None)
            for spot, record, _ in self.reliefs
        ]

    @property
    def returns(self) -> int:
        return sum(relief.record.came_back for relief in self.reliefs)

    @property
    def spots(self) -> int:
        return len({relief.spot for relief in self.reliefs})


@dataclass(frozen=True, slots=True)
class Groups:
    """`late`: relief came, but not within the days for which a session is credited."""

    treated: list[Group]
    untreated: Group
    late: Group


class Share(NamedTuple):
    """`part` of `n`, with Wilson's 95 % interval of the share; None where n is 0."""

    part: int
    n: int
    interval: tuple[float, float] | None


class Immediate(NamedTuple):
    """Pain just before and just after, as means of the `n` treatments with both.

    `helped`: how many of the `eligible`, those begun at three or more, fell by as much as matters.
    """

    n: int
    before: float
    after: float
    helped: int
    eligible: int


class Effort(NamedTuple):
    """What the reliefs took: sessions of all `reliefs`, minutes of the `timed` ones, with their days away."""

    reliefs: int
    sessions: int
    away: float
    timed: int
    minutes: float
    timed_away: float


class _Made(dict[Done, Group]):
    """Groups by what was done, each made when it is first asked for."""

    def __missing__(self, done: Done) -> Group:
        self[done] = Group(done)
        return self[done]


def groups_of(found: Iterable[SpotRecurrence], *, by_tool: bool = False) -> Groups:
    """Those with most reliefs first."""
    treated = _Made()
    untreated, late = Group(()), Group(())
    for spot in found:
        for session in spot.sessions:
            treated[_done((session,), by_tool=by_tool)].sessions.append(session)
        for record in spot.durability:
            relief = Relief(spot.spot.key, record, _is_away_now(spot, record))
            if record.course:
                treated[_done(record.course, by_tool=by_tool)].reliefs.append(relief)
            else:
                (untreated if record.label == UNTREATED else late).reliefs.append(relief)
    for group in (*treated.values(), untreated, late):
        group.reliefs.sort(key=lambda relief: relief.record.origin_day)
    ordered = sorted(treated.values(), key=lambda each: (-len(each.reliefs), -len(each.sessions), each.done))
    return Groups(ordered, untreated, late)


def _is_away_now(found: SpotRecurrence, record: DurabilityRecord) -> bool:
    timeline = found.timeline
    last_seen = record.origin_day + record.days[0]
    return not record.came_back and not timeline.is_stale and last_seen == timeline.days[-1]


def _done(sessions: Sequence[Session], *, by_tool: bool) -> Done:
    if len(sessions) == 1 and len(sessions[0].treatments) == 1:
        only = sessions[0].treatments[0]
        return ((only.kind, only.tool if by_tool else ""),)
    every = (each for session in sessions for each in session.treatments)
    return tuple(sorted({(each.kind, each.tool if by_tool else "") for each in every}))


def relief_rate(group: Group) -> Share:
    """Of the sessions with a known outcome. Those soon followed by another one, or begun while quiet, have none."""
    outcomes = [session.outcome for session in group.sessions]
    relieved = outcomes.count(Outcome.RELIEVED)
    n = relieved + outcomes.count(Outcome.NOT_RELIEVED)
    return Share(relieved, n, wilson(relieved, n) if n else None)


def credited_alone(group: Group) -> int:
    """Of the sessions that brought relief, those after which it counts for this group: no other treatment led to it."""
    relieved = {session for session in group.sessions if session.outcome is Outcome.RELIEVED}
    return sum(relief.record.course[-1] in relieved for relief in group.reliefs if relief.record.course)


def wilson(count: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The interval of a share by Wilson (1927); `n` above 0."""
    z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
    share = count / n
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    width = sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return max(0.0, centre - width), min(1.0, centre + width)


def immediate(group: Group) -> Immediate | None:
    """None where no pain was noted both before and after."""
    rows = [
        (each.pain_before, each.pain_after)
        for session in group.sessions
        for each in session.treatments
        if each.pain_before is not None and each.pain_after is not None
    ]
    if not rows:
        return None
    eligible = [(before, after) for before, after in rows if before >= HELPED_FROM]
    return Immediate(
        n=len(rows),
        before=fmean(before for before, _ in rows),
        after=fmean(after for _, after in rows),
        helped=sum(_has_helped(before, after) for before, after in eligible),
        eligible=len(eligible),
    )


def _has_helped(before: int, after: int) -> bool:
    return before - after >= HELPED_POINTS and before - after >= HELPED_SHARE * before


def effort(group: Group) -> Effort:
    """Of the courses that ended in relief: sessions that brought none are in the relief rate."""
    sessions = timed = 0
    away = minutes = timed_away = 0.0
    for relief in group.reliefs:
        free = middle(relief.record.free_days)
        sessions += len(relief.record.course)
        away += free
        spent = _minutes(relief.record.course)
        if spent is not None:
            timed, minutes, timed_away = timed + 1, minutes + spent, timed_away + free
    return Effort(len(group.reliefs), sessions, away, timed, minutes, timed_away)


def _minutes(course: Iterable[Session]) -> float | None:
    """None where the length of any treatment is not recorded."""
    treatments: list[TreatmentRecord] = [each for session in course for each in session.treatments]
    lengths = [each.minutes for each in treatments if each.minutes is not None]
    return sum(lengths) if len(lengths) == len(treatments) else None
