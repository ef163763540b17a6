"""Everything a report says, in words ready to be shown and plain numbers: what the page and the PDF both lay out.

Nothing of the diary reaches either of them but through here (tracker.report.assemble). Dates in words are of the
person; numbers stand with what they rest on; an empty text or tuple is left out by whoever lays it out. First what
stands on the first page, in its order, then the details.
"""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from tracker.report.drawn import plot_of_points
from tracker.timelines.story import Story
from tracker.trends.plots import Plot

Date = datetime.date
Box = tuple[float, float, float, float]


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


class Dot(NamedTuple):
    """A numbered spot on the drawing, in drawing units: the place at (x, y), its circle at (at_x, at_y).

    The two differ where circles would cover one another. `level`: worst pain of the period, None: not known.
    """

    number: int
    name: str
    x: float
    y: float
    at_x: float
    at_y: float
    level: int | None

    @property
    def css(self) -> str:
        return "pain-none" if self.level is None else f"pain-{self.level}"

    @property
    def is_moved(self) -> bool:
        return (self.x, self.y) != (self.at_x, self.at_y)


class FigureView(NamedTuple):
    """`view`: front or back, the name of the drawing. `sides`: the person's side on the viewer's left and right."""

    view: str
    sides: tuple[str, str]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """`figure`: the name of the drawing (static/body/<figure>.svg). `box`: x, y, width, height to show of each view.

    `radius`: of a dot's circle, in drawing units.
    """

    figure: str
    box: Box
    radius: float
    views: tuple[FigureView, ...]

    @property
    def small(self) -> float:
        """Of the dot at the true place of a circle that was moved."""
        return round(self.radius / 5, 1)

    @property
    def letter(self) -> float:
        """The size of a number in its circle."""
        return round(self.radius * 1.2, 1)

    @property
    def viewbox(self) -> str:
        return " ".join(f"{edge:g}" for edge in self.box)


class SeriesPoint(NamedTuple):
    """A day, or a week from `date` on, with the mean, lowest and highest of its known days; None: a gap."""

    date: Date
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Multiple:
    """One of the small multiples. `kind`: pain, hours or scale. `top`: upper end of its axis, the lower one is 0.

    `recorded` of `days` days have a value. `sentence` says median and range, and on how many days.
    """

    key: str
    name: str
    kind: str
    unit: str
    top: float
    is_weekly: bool
    points: tuple[SeriesPoint, ...]
    recorded: int
    days: int
    sentence: str

    @property
    def plot(self) -> Plot:
        """The same as shapes."""
        return plot_of_points(self)


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
    """`days` of `of` days have an entry; today counts once it has one. `late` of `entries` more than 24 h late."""

    days: int
    of: int
    late: int
    entries: int
    begins: str = ""


class Topic(NamedTuple):
    """General information on an area, chosen by the muscles alone."""

    area: str
    muscles: tuple[str, ...]
    joints: tuple[str, ...]
    nerves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """`ask`: the same for everybody. `tell`: what examiners ask about anywhere on the body."""

    about: str
    ask: tuple[str, ...]
    topics: tuple[Topic, ...]
    tell: tuple[str, ...]

    @property
    def joints(self) -> tuple[str, ...]:
        """Of all areas, each once."""
        return tuple(dict.fromkeys(joint for topic in self.topics for joint in topic.joints))

    @property
    def nerves(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(nerve for topic in self.topics for nerve in topic.nerves))


class EpisodeLine(NamedTuple):
    """One painful stretch within the period. `back`: days until it came back; `quick`: soon after a treatment."""

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


class WarningGroup(NamedTuple):
    title: str
    advice: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Warnings:
    """The static list of signs that need help for the areas concerned, the same for everybody."""

    emergency: str
    groups: tuple[WarningGroup, ...]
    caveat: str


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
