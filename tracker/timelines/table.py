"""The episodes of a spot as a table: the same that the picture shows, and a little more."""

import datetime
from collections import Counter
from dataclasses import dataclass

from tracker.analysis.episodes import Episode, Origin, Status
from tracker.analysis.period import Period
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.returns import DurabilityRecord
from tracker.timelines.reaching import episode_numbers_in, reliefs_in, sessions_in
from tracker.timelines.returns import is_quick
from tracker.timelines.words import date_words, days_words
from tracker.vocabulary import treatment_name

# More rows than this make a page heavy; who wants older ones chooses another range or exports them.
MOST_ROWS = 120
Date = datetime.date


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """`relief`: a day, or None with `status` saying why. `back`: days until it came back, as words.

    `quick`: soon after a treatment. `origin`: if it began in days that were not logged.
    """

    start: Date
    last_active: Date
    relief: Date | None
    status: str
    worst: int
    treated: str
    back: str
    quick: bool
    origin: str

    # Words are made here, since a template takes ten times as long for the same, hundreds of times a page.
    @property
    def from_day(self) -> str:
        return date_words(self.start.toordinal())

    @property
    def to_day(self) -> str:
        """Empty where it was a single day."""
        return "" if self.last_active == self.start else self._short(self.last_active)

    @property
    def quiet_from(self) -> str:
        return self.status if self.relief is None else self._short(self.relief)

    def _short(self, date: Date) -> str:
        """Without the year, if it is that of the first day."""
        return f"{date:%-d %b}" if date.year == self.start.year else date_words(date.toordinal())


_STATUS = {
    Status.RELIEVED: "",
    Status.ONGOING: "still going on",
    Status.LOST: "not known",
}
_ORIGIN = {
    Origin.FIRST: "",
    Origin.RETURN: "",
    Origin.UNKNOWN_INTERVAL: "begun in days not logged",
}


def episode_rows(found: SpotRecurrence, period: Period) -> tuple[list[EpisodeRow], int]:
    """Those that reach into the period, the newest first, and how many older ones of it are left off."""
    inside = episode_numbers_in(found, period.first, period.last)
    told = inside[-MOST_ROWS:]
    if not told:
        return [], 0
    episodes = found.timeline.episodes
    records = {
        record.episode: record
        for record in reliefs_in(found, episodes[told[0]].start, found.timeline.as_of)
        if record.episode in told
    }
    treated: dict[int, Counter[str]] = {}
    # What was done while it was painful, and no day of it lies before its first one.
    for session in sessions_in(found, episodes[told[0]].start, found.timeline.as_of):
        if session.episode is not None and session.episode in told:
            treated.setdefault(session.episode, Counter()).update(session.kinds)
    rows = [
        _row(found, episodes[number], records.get(number), treated.get(number, Counter()))
        for number in reversed(told)
    ]
    return rows, len(inside) - len(told)


def _row(
    found: SpotRecurrence, episode: Episode, record: DurabilityRecord | None, treated: "Counter[str]"
) -> EpisodeRow:
    days = range(episode.start, episode.last_active + 1)
    return EpisodeRow(
        start=Date.fromordinal(episode.start),
        last_active=Date.fromordinal(episode.last_active),
        relief=None if episode.relief_day is None else Date.fromordinal(episode.relief_day),
        status=_STATUS[episode.status],
        worst=int(max(found.series[day] for day in days if day in found.series)),
        treated=", ".join(_times(kind, times) for kind, times in treated.most_common()),
        back=_back(record),
        quick=record is not None and is_quick(record, found.rules.rapid_days),
        origin=_ORIGIN[episode.origin],
    )


def _times(kind: str, times: int) -> str:
    return treatment_name(kind) if times == 1 else f"{treatment_name(kind)} {times} times"


def _back(record: DurabilityRecord | None) -> str:
    return "" if record is None else days_words(record.days)
