"""One day on a calendar, and many in a sentence: History and the trends say the same of the same day."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.analysis.heat import DayHeat, DayState
from tracker.calendars.words import count_days

STATE_WORDS = {
    DayState.NOT_LOGGED: "not logged",
    DayState.OPEN: "logged, pain not recorded",
    DayState.QUIET: "quiet, pain 0",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. `state` is None for a day that is still to come."""

    date: datetime.date
    state: DayState | None
    worst: int | None = None
    completed: bool = False
    treated: bool = False
    is_today: bool = False

    @property
    def words(self) -> str:
        """What the cell says to somebody who does not see it."""
        if self.state is None:
            return "still to come"
        said = [STATE_WORDS.get(self.state) or f"worst pain {self.worst}"]
        said += ["treated"] if self.treated else []
        said += ["completed"] if self.completed else []
        return ", ".join(said)

    @property
    def css(self) -> str:
        return css_of(self.state, self.worst)


def css_of(state: DayState | None, worst: int | None) -> str:
    """The class that colours a day: of its worst pain, else of its state."""
    return f"heat--{state}" if worst is None else f"pain-{worst}"


def date_of(day: DayHeat) -> datetime.date:
    return datetime.date.fromordinal(day.day)


def logged_words(days: Sequence[DayHeat]) -> str:
    """As in: 84 of 91 days logged."""
    logged = sum(1 for day in days if day.state is not DayState.NOT_LOGGED)
    return f"{logged} of {count_days(len(days))} logged"


def summary_of(days: Sequence[DayHeat]) -> str:
    """As in: 84 of 91 days logged, worst 7: 50 with pain, 30 quiet, 4 without pain recorded."""
    worst = max((day.worst for day in days if day.worst is not None), default=None)
    count = Counter(day.state for day in days)
    words = {DayState.PAIN: "with pain", DayState.QUIET: "quiet", DayState.OPEN: "without pain recorded"}
    detail = ", ".join(f"{count[state]} {said}" for state, said in words.items() if count[state])
    highest = "" if worst is None else f", worst {worst}"
    return f"{logged_words(days)}{highest}{': ' if detail else ''}{detail}."
