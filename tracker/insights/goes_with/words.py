"""What is said of one thing and pain. Figures of the diary and how sure they are; never that one brings the other."""

import datetime
from typing import NamedTuple

from tracker.analysis.drivers.findings import Contrast, Finding, Obstacle, Reason
from tracker.analysis.drivers.onset import FEWEST_ONSETS
from tracker.analysis.drivers.questions import Cut, Shape
from tracker.analysis.drivers.steps import Step, Track
from tracker.analysis.records import Day
from tracker.insights.goes_with.subjects import Subject
from tracker.insights.words import Piece, Sentence, counted, on_day

_AFTER = {1: "On days after", 2: "On the second day after", 3: "On the third day after"}
_LATER = {1: "next-day", 2: "second-day", 3: "third-day"}
STEPS = {
    Step.FIRST_SIGNS: "First signs",
    Step.SEEN_TWICE: "Seen twice",
    Step.HELD_UP: "Held up",
    Step.FADED: "Faded",
}
TOO_LARGE = "Early estimates tend to come out too large."


class Scale(NamedTuple):
    """What is counted: points of pain, or percentage points of the chance of a new episode. `pain`: its name."""

    pain: str
    is_onset: bool = False

    def size(self, value: float) -> str:
        """Without its sign; no chance differs by more than all of it."""
        return f"{min(100 * abs(value), 100.0):.0f}" if self.is_onset else f"{abs(value):.1f}"

    @property
    def unit(self) -> str:
        return "percentage points" if self.is_onset else "points"

    @property
    def subject(self) -> str:
        return "the chance that a new episode begins" if self.is_onset else self.pain

    def direction(self, value: float) -> str:
        return "higher" if value > 0 else "lower"

    def likely(self, contrast: Contrast) -> str:
        """As in: likely 0.6 to 2.1; across zero: likely from 0.2 lower to 1.1 higher."""
        low, high = contrast.low, contrast.high
        if low < 0 < high:
            return f"likely from {self.size(low)} lower to {self.size(high)} higher"
        first, last = sorted((abs(low), abs(high)))
        return f"likely {self.size(first)} to {self.size(last)}"


class Asked(NamedTuple):
    """The shape in which a thing was asked, and after how many days.

    `is_turned`: told of the days that are not of the cut.
    """

    shape: Shape
    horizon: int
    cut: Cut | None
    is_turned: bool = False


def comparison(subject: Subject, asked: Asked, contrast: Contrast, scale: Scale) -> Sentence:
    """As in: On days after less than 6 h of sleep your pain was 1.4 points higher (likely 0.6 to 2.1), ..."""
    about = "about " if asked.shape is Shape.SLOPE else ""
    size = f"{about}{scale.size(contrast.points)} {scale.unit} {scale.direction(contrast.points)}"
    likely = f"({scale.likely(contrast)})"
    first, other = kinds(subject, asked, contrast)
    start = Piece(f"{_AFTER[asked.horizon]} {first} {scale.subject} was ")
    if asked.shape is Shape.SLOPE:
        tail = f" than after {other} {likely}, from {counted(contrast.days, 'day')}."
    else:
        days = counted(contrast.first_days, "such day")
        tail = f" {likely}, from {days}, compared with other days that began alike."
    return start, Piece(size, strong=True), Piece(tail)


def kinds(subject: Subject, asked: Asked, contrast: Contrast) -> tuple[str, str]:
    """The two kinds of days that are compared."""
    if asked.shape is Shape.SLOPE:
        first = f"{subject.value(contrast.first_value)} or more"
        return subject.days_of(first), subject.at_most(contrast.other_value)
    if asked.cut is not None:
        sides = subject.cut_words(asked.cut), subject.other_side(asked.cut)
        first, other = sides[::-1] if asked.is_turned else sides
        return subject.days_of(first), other
    return subject.within, f"days without {subject.within}"


def as_title(said: str) -> str:
    return said[:1].upper() + said[1:]


def lead(step: Step | None) -> str:
    if step is Step.FIRST_SIGNS:
        return "First signs, may be chance. "
    return "Seen at two looks in a row. " if step is Step.SEEN_TWICE else ""


def held_up(track: Track, today: Day) -> Sentence:
    """As in: It held up on 63 new days since 3 Mar; this number is of those days alone."""
    days = counted(track.confirmation.days, "new day")
    return (
        Piece(f"It held up on {days} since "),
        on_day(track.since, today),
        Piece("; the number above is of those days alone."),
    )


def absent(track: Track, today: Day) -> Sentence:
    """Of something that was listed before and is not now."""
    seen = (Piece("Last seen at the look of "), on_day(track.last_seen, today))
    if track.step is Step.FADED:
        return (*seen, Piece(", then faded."))
    return (*seen, Piece("; not clear at this one."))


def unclear(subject: Subject, asked: Asked, contrast: Contrast, scale: Scale, tested: int) -> Sentence:
    """As in: No clear link yet. On days after stress of 5 or more your pain was anywhere from 1.2 points lower ..."""
    first, other = kinds(subject, asked, contrast)
    low, high = contrast.low, contrast.high
    than = f" than after {other}" if asked.shape is Shape.SLOPE else ""
    days = counted(contrast.days, "day")
    start = f"No clear link yet. {_AFTER[asked.horizon]} {first} {scale.subject} was"
    if low < 0 < high:
        size = f"anywhere from {scale.size(low)} {scale.unit} lower to {scale.size(high)} higher"
        return (Piece(f"{start} {size}{than}, from {days}."),)
    small, large = sorted((low, high), key=abs)
    size = f"{scale.size(small)} to {scale.size(large)} {scale.unit} {scale.direction(large)}"
    chance = f"among {counted(tested, 'thing')} checked, chance alone can do that"
    return (Piece(f"{start} {size}{than}, from {days}; {chance}."),)


def little(found: Finding, scale: Scale) -> Sentence:
    """As in: Little or no effect on next-day pain (at most 0.4 points either way), from 201 days."""
    if found.best is None or found.contrast is None:
        return ()
    most = scale.size(max(abs(found.contrast.low), abs(found.contrast.high)))
    words = (
        f"Little or no effect on {_LATER[found.best.horizon]} pain (at most {most} {scale.unit} either way)"
    )
    return (Piece(f"{words}, from {counted(found.contrast.days, 'day')}."),)


def order_unclear(subject: Subject, scale: Scale) -> Sentence:
    other = "new episodes" if scale.is_onset else "pain"
    return (
        Piece(
            f"{subject.name} and {other} move together on the same day. Pain may be the reason, not the result."
        ),
    )


def overlap(subject: Subject, other: Subject | None) -> Sentence:
    name = other.within if other else "another thing on this page"
    return (Piece(f"{subject.name} and {name} come together; they cannot be told apart yet."),)


def missing(subject: Subject, obstacle: Obstacle | None) -> str:
    """What exactly is missing before anything can be said."""
    if obstacle is None:
        return "Not looked at yet."
    days = obstacle.missing or 0
    if obstacle.reason in {Reason.NEVER_VARIES, Reason.FEW_DAYS_AWAY}:
        return _same_value(subject, obstacle, days)
    more = counted(days, "more day")
    words = {
        Reason.FEW_LOGGED_DAYS: f"{more} on which your pain is logged {_are(days)} needed.",
        Reason.FEW_EVENTS: f"{counted(days, 'more new episode')} {_are(days)} needed, {FEWEST_ONSETS} in all.",
        Reason.OUTCOME_NEVER_VARIES: "Your pain was the same on every day, so there is nothing to compare.",
        Reason.NEVER_RECORDED: "Not recorded yet.",
        Reason.FEW_PAIRS: f"{more} with it and pain on a day after {_are(days)} needed.",
        Reason.NOT_APART: f"{_since(subject, obstacle)}It cannot be told apart from time, habit or the weekday.",
    }
    return words[obstacle.reason]


def _same_value(subject: Subject, obstacle: Obstacle, days: int) -> str:
    usual = obstacle.usual or 0.0
    more = counted(days, "more day")
    if subject.is_yes_no:
        what = "without it" if usual else "with it"
    else:
        what = f"with another value than {subject.value(usual)}"
    return f"{_since(subject, obstacle)}{more} {what} {_are(days)} needed."


def _since(subject: Subject, obstacle: Obstacle) -> str:
    """As in: Yes on every day since May 2026."""
    if obstacle.since is None or obstacle.usual is None or not subject.is_yes_no:
        return ""
    since = datetime.date.fromordinal(obstacle.since)
    return f"{subject.value(obstacle.usual).capitalize()} on every day since {since:%-d %b %Y}. "


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
