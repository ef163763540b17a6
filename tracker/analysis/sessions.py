"""Treatment sessions of one spot and what each brought. One session is one spot and one day, whatever was done."""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from tracker.analysis.episodes import NOT_KNOWN, QUIET, Timeline
from tracker.analysis.records import Day, TreatmentRecord
from tracker.analysis.rules import Rules

# "Nothing, on purpose": a day for comparison is no session.
CONTROL = "none"


class Outcome(Enum):
    """What a session brought; `outcome_of` has the rules."""

    PREVENTIVE = "preventive"
    UNASSIGNED = "unassigned"
    SUPERSEDED = "superseded"
    RELIEVED = "relieved"
    PENDING = "pending"
    NOT_RELIEVED = "not_relieved"
    UNKNOWN = "unknown"


class Session(NamedTuple):
    """`episode`: the index of the episode that was going on, None if there was none."""

    day: Day
    treatments: tuple[TreatmentRecord, ...]
    outcome: Outcome
    episode: int | None

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted({each.kind for each in self.treatments}))

    @property
    def failed(self) -> bool:
        """Whether it is known to have brought no relief before the next one, or within the window."""
        return self.outcome in (Outcome.NOT_RELIEVED, Outcome.SUPERSEDED)


def treatments_by_spot(treatments: Iterable[TreatmentRecord]) -> dict[str, dict[Day, list[TreatmentRecord]]]:
    """What counts as work on a spot, by spot and day.

    Not: treatments of the whole body, days on which nothing was done on purpose, and lasting changes such as a new
    desk, which have a beginning but no session.
    """
    found: dict[str, dict[Day, list[TreatmentRecord]]] = {}
    for each in treatments:
        if each.spot is not None and each.kind != CONTROL and each.started is None:
            found.setdefault(each.spot, {}).setdefault(each.day, []).append(each)
    return found


def sessions_of(
    timeline: Timeline, treatments: dict[Day, list[TreatmentRecord]], rules: Rules
) -> tuple[Session, ...]:
    """The sessions of one spot in order; `treatments`: what was done to it by day."""
    days = sorted(day for day in treatments if day <= timeline.as_of)
    states = [timeline.state_on(day) for day in days]
    found = []
    for index, (day, state) in enumerate(zip(days, states, strict=True), 1):
        # Within an episode the state never changes, so the next session of it is the next one.
        treated_again = days[index] if index < len(days) and states[index] == state else None
        outcome = _outcome(timeline, day, state, treated_again, rules)
        found.append(Session(day, tuple(treatments[day]), outcome, state if state >= 0 else None))
    return tuple(found)


def _outcome(timeline: Timeline, day: Day, state: int, treated_again: Day | None, rules: Rules) -> Outcome:
    """The first rule that fits; `state` is that of the day after its own value."""
    if state == QUIET:
        return Outcome.PREVENTIVE
    if state == NOT_KNOWN:
        return Outcome.UNASSIGNED
    window_ends = day + rules.relief_window
    if treated_again is not None and treated_again <= window_ends:
        return Outcome.SUPERSEDED
    relief_day = timeline.episodes[state].relief_day
    if relief_day is not None and relief_day <= window_ends:
        return Outcome.RELIEVED
    if window_ends > timeline.as_of:
        return Outcome.PENDING
    last_observed = timeline.last_observed(window_ends)
    return Outcome.NOT_RELIEVED if last_observed is not None and last_observed > day else Outcome.UNKNOWN
