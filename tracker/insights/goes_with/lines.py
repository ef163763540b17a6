"""One line of the page: a thing that was looked at, and all that is said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from tracker.analysis.drivers.findings import Contrast, Finding, Status, Test
from tracker.analysis.drivers.questions import Relation, Shape
from tracker.analysis.drivers.steps import Seen, Step, Track
from tracker.analysis.records import Day
from tracker.insights.goes_with import words
from tracker.insights.goes_with.pictures import Interval, Reach
from tracker.insights.goes_with.research import RESEARCH, Research
from tracker.insights.goes_with.subjects import Subject
from tracker.insights.words import Piece, Sentence, counted

# Of a finding that held up, and of which the days since tell the step.
_LISTED = (Status.LISTED, Status.OVERLAPS)


@dataclass(frozen=True, slots=True)
class StepTag:
    """`reached` of three steps are filled; none where it faded."""

    name: str
    reached: int

    @property
    def pips(self) -> list[bool]:
        return [number < self.reached for number in range(3)]


@dataclass(frozen=True, slots=True)
class Line:
    """`days`: its count, in words. `shows_days`: whether there are two kinds of days to look at.

    `to_test`: the two conditions of a trial that would test it; the second is empty where the diary compares none.
    """

    key: str
    name: str
    within: str
    sentence: Sentence
    step: StepTag | None = None
    beside: tuple[Sentence, ...] = ()
    interval: Interval | None = None
    days: str = ""
    shows_days: bool = False
    research: Research | None = None
    to_test: tuple[str, str] = ("", "")


class Told(NamedTuple):
    """What is told of one finding: as it stands now, or, once it held up, of the new days alone."""

    subject: Subject
    finding: Finding
    track: Track | None
    asked: words.Asked | None
    contrast: Contrast | None
    direction: int

    @property
    def is_seen(self) -> bool:
        return self.finding.status in _LISTED

    @property
    def has_held_up(self) -> bool:
        return self.track is not None and self.track.step is Step.HELD_UP

    @property
    def is_listed(self) -> bool:
        """Whether it stands among worse or better days: clear now, or held up before."""
        return self.finding.status is Status.LISTED or (self.has_held_up and not self.is_seen_otherwise)

    @property
    def is_seen_otherwise(self) -> bool:
        return self.finding.status in (Status.OVERLAPS, Status.ORDER_UNCLEAR)


def told(subject: Subject, finding: Finding, tracks: Iterable[Track]) -> Told:
    track = _track_of(finding, [each for each in tracks if each.first.factor == finding.factor])
    shown: Seen | Test | None = finding.best
    contrast = finding.contrast
    if track and track.step is Step.HELD_UP and track.confirmation.contrast:
        shown, contrast = track.first, track.confirmation.contrast
    if shown is None or contrast is None:
        return Told(subject, finding, track, None, None, 0)
    asked = words.Asked(shown.shape, shown.horizon, shown.cut)
    if asked.cut and asked.cut != subject.cut and asked.cut.relation is not Relation.AT_LEAST:
        # Told of the days of more, as a slope is: otherwise a line would change its list with its shape.
        asked, contrast = asked._replace(is_turned=True), _turned(contrast)
    return Told(subject, finding, track, asked, contrast, 1 if contrast.points > 0 else -1)


def _turned(contrast: Contrast) -> Contrast:
    """The other days against these."""
    return replace(
        contrast,
        points=-contrast.points,
        low=-contrast.high,
        high=-contrast.low,
        first_days=contrast.other_days,
        other_days=contrast.first_days,
    )


def _track_of(finding: Finding, tracks: list[Track]) -> Track | None:
    """That of the finding as it is seen now; of one that is not, the newest."""
    if finding.status in _LISTED and finding.best:
        best = finding.best
        seen = Seen(finding.outcome, finding.factor, finding.direction, best.shape, best.horizon, best.cut)
        tracks = [each for each in tracks if each.first.key == seen.key]
    return max(tracks, key=lambda each: each.last_seen, default=None)


@dataclass(frozen=True, slots=True)
class Around:
    """What all lines of a page share. `tested`: so many were checked at once."""

    subjects: Mapping[str, Subject]
    scale: words.Scale
    reach: Reach
    tested: int
    today: Day


def line_of(each: Told, around: Around) -> Line:
    subject, finding, contrast = each.subject, each.finding, each.contrast
    return Line(
        key=subject.key,
        name=subject.name,
        within=subject.within,
        sentence=_sentence(each, around),
        step=_tag(each),
        beside=tuple(_beside(each, around.today)),
        interval=around.reach.interval(contrast) if contrast else None,
        days=_days(each),
        shows_days=contrast is not None and finding.best is not None,
        research=RESEARCH.get(subject.builtin),
        to_test=_to_test(each),
    )


def _sentence(each: Told, around: Around) -> Sentence:
    subject, finding, scale = each.subject, each.finding, around.scale
    if each.is_listed and each.asked and each.contrast:
        step = each.track.step if each.track else None
        return Piece(words.lead(step)), *words.comparison(subject, each.asked, each.contrast, scale)
    if finding.status is Status.ORDER_UNCLEAR:
        return words.order_unclear(subject, scale)
    if finding.status is Status.OVERLAPS:
        return words.overlap(subject, around.subjects.get(finding.overlaps_with or ""))
    if finding.status is Status.LITTLE_OR_NO_EFFECT:
        return words.little(finding, scale)
    if finding.status is Status.NO_CLEAR_LINK and each.asked and each.contrast:
        return words.unclear(subject, each.asked, each.contrast, scale, around.tested)
    return (Piece(words.missing(subject, finding.obstacle)),)


def _beside(each: Told, today: Day) -> Iterable[Sentence]:
    track = each.track
    if track is None:
        return
    if each.has_held_up and each.is_listed:
        yield words.held_up(track, today)
    elif each.is_listed:
        yield (Piece(words.TOO_LARGE),)
    if not each.is_seen:
        yield words.absent(track, today)


def _tag(each: Told) -> StepTag | None:
    if each.track is None or not (each.is_seen or each.track.step in (Step.HELD_UP, Step.FADED)):
        return None
    reached = {Step.FIRST_SIGNS: 1, Step.SEEN_TWICE: 2, Step.HELD_UP: 3, Step.FADED: 0}
    return StepTag(words.STEPS[each.track.step], reached[each.track.step])


def _to_test(each: Told) -> tuple[str, str]:
    """Each says what it is of: on Today it stands alone."""
    subject = each.subject
    if subject.is_yes_no:
        return subject.name, f"Without {subject.within}"
    if each.asked is None or each.contrast is None:
        return subject.name, ""
    first, other = words.kinds(subject, each.asked, each.contrast)
    return words.as_title(first), words.as_title(subject.days_of(other))


def _days(each: Told) -> str:
    """As in: 41 such days, 180 others; of a slope: 47 days of the one kind, 52 of the other, 228 in all."""
    found = each.contrast
    if found is None or each.asked is None:
        return ""
    if each.asked.shape is not Shape.SLOPE:
        return f"{counted(found.first_days, 'such day')}, {counted(found.other_days, 'other')}"
    first, other = words.kinds(each.subject, each.asked, found)
    return f"{found.first_days} days of {first}, {found.other_days} of {other}, {found.days} in all"
