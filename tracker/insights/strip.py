"""The last 90 days of a spot as one small picture: painful days, treatments, days away, what is not known."""

import datetime
from dataclasses import dataclass

from tracker.analysis.episodes import Episode
from tracker.analysis.records import Day
from tracker.analysis.recurrence import SpotRecurrence
from tracker.insights.words import days_words

SPAN = 90
# Drawing units: as wide as the card on a phone, so that letters there have their own size.
WIDTH, FLOOR = 326, 44
# Base lines of the days away, of those that go one line down, and the space of a line.
_AWAY, _LINE = 58, 13
STEP = WIDTH / SPAN
# A bar is so high without pain, and so much higher for each point of it.
_LOW, _POINT = 9, 1.7
# Roughly the width of a figure; labels that would touch go one line down.
_FIGURE, _SPACE = 6.6, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """Painful days. `back`: the days it had been away before them, where that is known to the day or nearly so."""

    start: datetime.date
    last: datetime.date
    pain: int
    x: str
    y: str
    width: str
    height: str
    treated: tuple[datetime.date, ...]
    away: str
    quick: bool


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    x: str
    lower: bool
    quick: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of which nothing is known."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Month:
    text: str
    x: str


@dataclass(frozen=True, slots=True)
class Strip:
    bars: tuple[Bar, ...]
    treated: tuple[str, ...]
    gaps: tuple[Gap, ...]
    labels: tuple[Label, ...]
    months: tuple[Month, ...]
    unknown: int
    width: int = WIDTH
    floor: int = FLOOR
    gap_height: int = FLOOR - 20
    label_y: int = _AWAY
    lower_y: int = _AWAY + _LINE

    @property
    def month_y(self) -> int:
        """Below the days away."""
        below = self.lower_y if any(label.lower for label in self.labels) else self.label_y
        return below + _LINE + 2

    @property
    def height(self) -> int:
        return self.month_y + 4


def strip_of(found: SpotRecurrence) -> Strip:
    last = found.timeline.as_of
    first = last - SPAN + 1
    away = {record.episode + 1: record for record in found.durability if record.came_back}
    bars = []
    for index, episode in enumerate(found.timeline.episodes):
        if episode.last_active >= first:
            record = away.get(index)
            days = "" if record is None else days_words(record.days)
            latest = None if record is None or not record.course else record.days[1]
            quick = latest is not None and latest <= found.rules.rapid_days
            bars.append(_bar(episode, found, first, away=days, quick=quick))
    unknown = [day for day in range(first, last + 1) if day not in found.series]
    return Strip(
        bars=tuple(bars),
        treated=tuple(_at(session.day, first, 0.5) for session in found.sessions if session.day >= first),
        gaps=tuple(_gaps(unknown, first)),
        labels=tuple(_labels(found, first)),
        months=tuple(_months(first, last)),
        unknown=len(unknown),
    )


def _at(day: Day, first: Day, within: float = 0) -> str:
    return f"{(day - first + within) * STEP:.1f}"


def _bar(episode: Episode, found: SpotRecurrence, first: Day, *, away: str, quick: bool) -> Bar:
    start = max(episode.start, first)
    pain = int(max(found.series.get(day, 0) for day in range(episode.start, episode.last_active + 1)))
    height = _LOW + _POINT * pain
    days = range(episode.start, (episode.relief_day or episode.last_active) + 1)
    return Bar(
        start=datetime.date.fromordinal(episode.start),
        last=datetime.date.fromordinal(episode.last_active),
        pain=pain,
        x=_at(start, first),
        y=f"{FLOOR - height:.1f}",
        width=f"{max((episode.last_active - start + 1) * STEP - 0.8, 2.6):.1f}",
        height=f"{height:.1f}",
        treated=tuple(
            datetime.date.fromordinal(session.day) for session in found.sessions if session.day in days
        ),
        away=away,
        quick=quick,
    )


def _gaps(unknown: list[Day], first: Day) -> list[Gap]:
    runs: list[list[Day]] = []
    for day in unknown:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [Gap(_at(run[0], first), f"{len(run) * STEP:.1f}") for run in runs]


def _labels(found: SpotRecurrence, first: Day) -> list[Label]:
    """Days away, in the middle of the time away. A label that would touch the one before goes one line down."""
    labels: list[Label] = []
    ends: list[float] = [-_SPACE, -_SPACE]
    for record in found.durability:
        back = record.return_day
        earliest, latest = record.days
        if back is None or latest is None or back <= first:
            continue
        text = f"{latest}" if earliest == latest else f"{earliest}–{latest}"  # noqa: RUF001
        half = len(text) * _FIGURE / 2
        middle = (max(found.timeline.episodes[record.episode].last_active + 1, first) + back) / 2
        centre = min(max((middle - first) * STEP, half), WIDTH - half)
        lower = centre - half < ends[0] + _SPACE and centre - half > ends[1]
        ends[1 if lower else 0] = centre + half
        quick = bool(record.course) and latest <= found.rules.rapid_days
        labels.append(Label(text, f"{centre:.1f}", lower, quick))
    return labels


def _months(first: Day, last: Day) -> list[Month]:
    dates = [datetime.date.fromordinal(day) for day in range(first, last + 1)]
    starts = [date for date in dates if date.day == 1 and last - date.toordinal() > 6]
    return [Month(f"{date:%b}", _at(date.toordinal(), first)) for date in starts]
