"""Looking again: how a finding goes from first signs to one that held up, or fades.

Looking often is what makes false findings, so findings are evaluated once in LOOK_EVERY days and kept as snapshots.
`steps` is a pure function of these and of what the days since say (`confirmation`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from tracker.analysis.drivers.findings import Contrast, Findings, Status
from tracker.analysis.drivers.questions import Cut, Relation, Shape
from tracker.analysis.records import Day

LOOK_EVERY = 28
# A finding that is absent from so many looks in a row has faded.
ABSENCES = 2
# New days of exposure at which it is asked whether it holds up, and the one-sided p it then needs.
NEW_DAYS = (30, 60, 120, 240)
HELD_UP_LEVEL = 0.025


class Step(Enum):
    FIRST_SIGNS = "first_signs"
    SEEN_TWICE = "seen_twice"
    HELD_UP = "held_up"
    FADED = "faded"


class Seen(NamedTuple):
    """A finding as it stood on the list: what is asked again of the new days. `direction`: +1 worse days, -1 better."""

    outcome: str
    factor: str
    direction: int
    shape: Shape
    horizon: int
    cut: Cut | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        """The same finding, whatever shape and horizon show it best: the opposite direction is another one.

        The direction is that of more of the factor: worse days after less of it are better days after more.
        """
        days_of_less = self.cut is not None and self.cut.relation is not Relation.AT_LEAST
        return self.outcome, self.factor, -self.direction if days_of_less else self.direction


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was listed when the diary was looked at on `day`."""

    day: Day
    seen: tuple[Seen, ...]


class Look(NamedTuple):
    """Whether it held on the first `days` new days; `p` one-sided, None where these days cannot tell."""

    days: int
    p: float | None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the days after a finding was first seen say of it.

    `days`: new days of exposure until now. `held_up_on`: the day on which it was known to have held up. `contrast`: of
    the new days alone, so that it carries nothing of the choice; None while they are too few.
    """

    days: int = 0
    looks: tuple[Look, ...] = ()
    held_up_on: Day | None = None
    contrast: Contrast | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """One finding over the snapshots. `first`: as first seen, on `since`. `absent`: looks in a row without it.

    One that held up stays so; whether it is still seen, `absent` says.
    """

    first: Seen
    since: Day
    last_seen: Day
    step: Step
    absent: int
    confirmation: Confirmation


# What the days after a day say of a finding first seen on it.
Confirm = Callable[[Seen, Day], Confirmation]


def is_due(snapshots: Iterable[Snapshot], today: Day) -> bool:
    return today >= max((each.day for each in snapshots), default=today - LOOK_EVERY) + LOOK_EVERY


def snapshot_of(findings: Findings, day: Day) -> Snapshot:
    listed = findings.of(Status.LISTED, Status.OVERLAPS)
    return Snapshot(
        day,
        tuple(
            Seen(each.outcome, each.factor, each.direction, each.best.shape, each.best.horizon, each.best.cut)
            for each in listed
            if each.best
        ),
    )


def steps(snapshots: Sequence[Snapshot], confirm: Confirm) -> list[Track]:
    """Every finding ever listed, as it stands after the last snapshot, in the order in which they were first seen.

    One that faded and comes back begins anew, with the days after it came back.
    """
    tracks: dict[tuple[str, str, int], Track] = {}
    for snapshot in sorted(snapshots, key=lambda each: each.day):
        seen = {each.key: each for each in snapshot.seen}
        for key, track in tracks.items():
            tracks[key] = _after(track, snapshot.day, is_seen=key in seen)
        for key, each in seen.items():
            if key not in tracks or (
                tracks[key].step is Step.FADED and tracks[key].last_seen != snapshot.day
            ):
                tracks[key] = Track(
                    each, snapshot.day, snapshot.day, Step.FIRST_SIGNS, 0, confirm(each, snapshot.day)
                )
    return sorted(tracks.values(), key=lambda each: each.since)


def _after(track: Track, day: Day, *, is_seen: bool) -> Track:
    """The same track one snapshot later."""
    if track.step is Step.FADED:
        return track
    absent = 0 if is_seen else track.absent + 1
    last_seen = day if is_seen else track.last_seen
    return replace(track, step=_step(track, day, absent), absent=absent, last_seen=last_seen)


def _step(track: Track, day: Day, absent: int) -> Step:
    held_up_on = track.confirmation.held_up_on
    if held_up_on is not None and held_up_on <= day:
        return Step.HELD_UP
    if absent >= ABSENCES:
        return Step.FADED
    # Absent neither now nor the time before.
    return Step.SEEN_TWICE if absent == track.absent == 0 else track.step
