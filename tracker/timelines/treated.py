"""The treatments of one strip as marks over their days."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.analysis.records import Day
from tracker.analysis.sessions import Session
from tracker.timelines.marks import shape_of
from tracker.timelines.rows import WEEK, Row
from tracker.timelines.words import date_words, kinds_words

# More kinds than this on one day (or week) are not drawn over one another; the words of the mark name them all.
LANES = 2
# Pixels between two lanes, and from the columns' top to the middle of the lowest.
MARK, ABOVE = 13, 18


@dataclass(frozen=True, slots=True)
class Treated:
    """A mark at `x` per cent, in the lane from below."""

    x: float
    lane: int
    shape: str
    words: str

    @property
    def y(self) -> int:
        return -ABOVE - self.lane * MARK


def treated_in(sessions: Iterable[Session], row: Row) -> tuple[Treated, ...]:
    """`sessions`: those of the strip."""
    return tuple(_weekly(sessions, row) if row.is_weekly else _daily(sessions, row))


def _daily(sessions: Iterable[Session], row: Row) -> Iterator[Treated]:
    for session in sessions:
        words = f"{kinds_words(list(session.kinds))}, {date_words(session.day)}"
        yield from _marks(row.x(session.day + 0.5), list(session.kinds), words)


def _weekly(sessions: Iterable[Session], row: Row) -> Iterator[Treated]:
    """The kind that was done most often in each week of the strip, and in how many sessions."""
    weeks: dict[Day, Counter[str]] = {}
    for session in sessions:
        week = weeks.setdefault((session.day - row.first) // WEEK, Counter())
        week.update(session.kinds)
    for number, counted in sorted(weeks.items()):
        start = row.first + number * WEEK
        kinds = sorted(counted, key=lambda kind: (-counted[kind], kind))
        said = ", ".join(f"{kinds_words([kind])} {counted[kind]}" for kind in kinds)
        words = f"Week from {date_words(start)}: {said}"
        yield Treated(min(row.x(start + WEEK / 2), 99), 0, f"{shape_of(kinds[0])}-small", words)


def _marks(x: float, kinds: list[str], words: str) -> Iterator[Treated]:
    drawn = list(dict.fromkeys(shape_of(kind) for kind in kinds))[:LANES]
    return (Treated(round(x, 2), lane, shape, words) for lane, shape in enumerate(drawn))
