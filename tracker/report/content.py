"""Everything a report says, in words ready to be shown and plain numbers: what the page and the PDF both lay out.

Nothing of the diary reaches either of them but through here (tracker.report.assemble). Dates in words are of the
person; numbers stand with what they rest on; an empty text or tuple is left out by whoever lays it out. First what
stands on the first page, in its order, then the details.
"""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from tracker.report.for_everybody import Questions, Topic, WarningGroup, Warnings
from tracker.report.pictures import Dot, Figure, FigureView, Multiple, SeriesPoint
from tracker.timelines.story import Story

__all__ = [
    "Dot",
    "EpisodeLine",
    "FactorLine",
    "Factors",
    "Figure",
    "FigureView",
    "FlagWords",
    "Head",
    "Logged",
    "Multiple",
    "NoteLine",
    "Questions",
    "Report",
    "SeriesPoint",
    "SignRow",
    "SpotDetails",
    "SpotRow",
    "Topic",
    "TreatmentLine",
    "Tried",
    "WarningGroup",
    "Warnings",
]

Date = datetime.date


@dataclass(frozen=True, slots=True)
class Head:
    """`self_reported` and `disclaimer` stand on every report. `scope`: which spots, and whether with notes.

    `made`: the day of `made_on`, for the file's own date.
    """

    title: str
    period: str
    days: str
    made: Date
    made_on: str
    scope: str
    self_reported: str
    disclaimer: str


class Tried(NamedTuple):
    """One kind of treatment of one spot: sessions (days) and the median minutes of those of which they are known."""

    name: str
    sessions: int
    minutes: str
    minutes_n: int

    @property
    def words(self) -> str:
        """As in: Self pressure 14 (median 3 min)."""
        return f"{self.name} {self.sessions}{f' (median {self.minutes} min)' if self.minutes else ''}"


@dataclass(frozen=True, slots=True)
class FlagWords:
    """`level`: assess or watch. `facts`: counts with their dates, a sentence each. `rule`: from when on, in words.

    `rest`: that and when somebody has already seen it, and what came after.
    """

    level: str
    title: str
    facts: tuple[str, ...]
    rule: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class SpotRow:
    """One row of the table. `since`: of the spot, which may be before the period and says so.

    Pain is known on `rated` of `days` days and above 0 on `with_pain` of these: `median` is of those with pain,
    `worst` of all; empty without any. `back`: median days until it came back, with `back_rests_on` below;
    `away_now`: that it is still away, after how many days.
    """

    number: int
    key: str
    name: str
    anatomical: str
    since: str
    level: int | None
    episodes: int
    episodes_beside: str
    median: str
    worst: str
    rated: int
    days: int
    sessions: int
    tried: tuple[Tried, ...]
    back: str
    back_rests_on: str
    away_now: str
    flag: FlagWords | None
    with_pain: int = 0
    back_is_median: bool = True

    @property
    def css(self) -> str:
        return "pain-none" if self.level is None else f"pain-{self.level}"


class FactorLine(NamedTuple):
    """`step`: how far the finding has come. `low`, `high`, `dot`: its interval on the common scale, in per cent."""

    name: str
    step: str
    sentence: str
    beside: tuple[str, ...]
    low: float
    high: float
    dot: float
    days: str


@dataclass(frozen=True, slots=True)
class Factors:
    """What goes with worse and better days, as the last look found it; `about` says of which pain and which days.

    `foot`: how many things were checked. `missing`: why nothing is said. `ends`: what the scale's ends mean; no
    difference lies at `zero` per cent of it.
    """

    about: str
    worse: tuple[FactorLine, ...] = ()
    better: tuple[FactorLine, ...] = ()
    foot: str = ""
    missing: str = ""
    ends: tuple[str, str] = ("", "")
    zero: float = 50.0

    @property
    def lines(self) -> tuple[FactorLine, ...]:
        return (*self.worse, *self.better)


class SignRow(NamedTuple):
    """Ticks of one spot: each on so many of its `entries` with pain or a sign."""

    number: int
    name: str
    entries: int
    tingling: int
    weak: int
    stiff: int

    @property
    def any_ticked(self) -> bool:
        return bool(self.tingling or self.weak or self.stiff)


@dataclass(frozen=True, slots=True)
class Logged:
    """`days` of `of` days have an entry, today among them. `late` of `entries` more than 24 h late."""

    days: int
    of: int
    late: int
    entries: int
    begins: str = ""


class EpisodeLine(NamedTuple):
    """One episode within the period. `back`: days until it came back; `quick`: soon after a treatment."""

    first: str
    last: str
    quiet_from: str
    worst: int
    treated: str
    back: str
    quick: bool
    beside: str


class TreatmentLine(NamedTuple):
    """`change`: median pain just before and after, of the `change_n` treatments of which both are known."""

    name: str
    sessions: int
    minutes: str
    by: str
    change: str
    change_n: int


@dataclass(frozen=True, slots=True)
class SpotDetails:
    """`story`: the strip of the period's days, with its key. `episodes`: the newest first; `left_off`: older ones."""

    row: SpotRow
    story: Story
    episodes: tuple[EpisodeLine, ...]
    left_off: int
    treatments: tuple[TreatmentLine, ...]
    signs: tuple[str, ...]
    late: str


class NoteLine(NamedTuple):
    """`about`: of the day, or of which treatment. `late`: written down more than 24 h late."""

    date: str
    about: str
    text: str
    late: bool


@dataclass(frozen=True, slots=True)
class Report:
    """`empty`: nothing at all is recorded in the period, and then why. `before_after`: caution beside treatments.

    `whole_body`: treatments of the whole body. `lasting`: changes such as a new desk, a line each.
    `method`: how it was counted.
    """

    head: Head
    figure: Figure
    multiples: tuple[Multiple, ...]
    spots: tuple[SpotRow, ...]
    factors: Factors
    signs: tuple[SignRow, ...]
    logged: Logged
    questions: Questions
    details: tuple[SpotDetails, ...]
    whole_body: tuple[TreatmentLine, ...]
    lasting: tuple[str, ...]
    before_after: str
    notes: tuple[NoteLine, ...]
    warnings: Warnings
    method: tuple[str, ...]
    empty: str = ""

    @property
    def rules(self) -> tuple[str, ...]:
        """Of all flags, each rule once; spots may have rules of their own."""
        return tuple(dict.fromkeys(row.flag.rule for row in self.spots if row.flag))

    @property
    def telling(self) -> int:
        """Entries with pain or a sign, of all spots together."""
        return sum(row.entries for row in self.signs)

    @property
    def has_signs(self) -> bool:
        return any(row.any_ticked for row in self.signs)
