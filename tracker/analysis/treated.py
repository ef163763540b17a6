"""Reliefs and sessions by what was done: by kind of treatment, or by kind and tool.

What was done together is a treatment of its own and in no other's figures, since nobody can tell which part did it.
Nothing is left out: reliefs without any treatment, and those that came too late after one, are groups of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from tracker.analysis.comparison import Followed
from tracker.analysis.portions import Counts, Done, Portion, Relief, portions_of, total
from tracker.analysis.recurrence import SpotRecurrence


@dataclass(frozen=True)
class Group:
    """All that was done in one way, spot by spot."""

    done: Done
    portions: list[Portion] = field(default_factory=list)

    @cached_property
    def counts(self) -> Counts:
        return total(portion.counts for portion in self.portions)

    @cached_property
    def reliefs(self) -> list[Relief]:
        """Of all spots, by the day from which they count."""
        every = chain.from_iterable(portion.reliefs for portion in self.portions)
        return sorted(every, key=lambda relief: relief.record.origin_day)

    @cached_property
    def followed(self) -> list[Followed]:
        """Of each relief how long it lasted."""
        return [relief.followed for relief in self.reliefs]

    @property
    def spots(self) -> int:
        """Those that had a relief."""
        return sum(bool(portion.reliefs) for portion in self.portions)


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


def groups_of(found: Iterable[SpotRecurrence], *, by_tool: bool = False) -> Groups:
    """Those with most reliefs first."""
    spots = [portions_of(spot, by_tool=by_tool) for spot in found]
    treated: dict[Done, Group] = {}
    for spot in spots:
        for done, portion in spot.treated.items():
            treated.setdefault(done, Group(done)).portions.append(portion)
    return Groups(
        treated=sorted(
            treated.values(), key=lambda each: (-each.counts.reliefs, -each.counts.sessions, each.done)
        ),
        untreated=Group((), [spot.untreated for spot in spots]),
        late=Group((), [spot.late for spot in spots]),
    )


def relief_rate(group: Group) -> Share:
    """Of the sessions with a known outcome. Those soon followed by another one, or begun while quiet, have none."""
    relieved, n = group.counts.relieved, group.counts.known
    return Share(relieved, n, wilson(relieved, n) if n else None)


def wilson(count: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The interval of a share by Wilson (1927); `n` above 0."""
    z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
    share = count / n
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    width = sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return max(0.0, centre - width), min(1.0, centre + width)


def immediate(group: Group) -> Immediate | None:
    """None where no pain was noted both before and after."""
    counts = group.counts
    if not counts.noted:
        return None
    before, after = counts.before / counts.noted, counts.after / counts.noted
    return Immediate(counts.noted, before, after, counts.helped, counts.eligible)


def effort(group: Group) -> Effort:
    """Of the courses that ended in relief: sessions that brought none are in the relief rate."""
    counts = group.counts
    return Effort(
        *(counts.reliefs, counts.course, counts.away),
        *(counts.timed, counts.minutes, counts.timed_away),
    )
