"""Sentences as pieces, so that every date in them can be a link to its day."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from tracker.analysis.records import Day
from tracker.analysis.returns import Days

# A date of longer ago than this carries its year.
_THIS_YEAR = 300


class Piece(NamedTuple):
    """Part of a sentence. `date`: it is the link to that day. `strong`: what the sentence is about."""

    text: str
    date: datetime.date | None = None
    strong: bool = False


Sentence = tuple[Piece, ...]


def on_day(day: Day, today: Day) -> Piece:
    """A link to that day: 3 Sep."""
    date = datetime.date.fromordinal(day)
    text = f"{date:%-d %b}" if today - day < _THIS_YEAR else f"{date:%-d %b %Y}"
    return Piece(text, date)


def joined(parts: Iterable[Sentence], between: str = ", ") -> Sentence:
    found: list[Piece] = []
    for part in parts:
        if found:
            found.append(Piece(between))
        found.extend(part)
    return tuple(found)


def counted(number: int, one: str, many: str = "") -> str:
    """As 1 day, 4 days."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def days_words(days: Days) -> str:
    """As 4 days; 4 to 6 days where a gap hides the day; more than 8 days where it was still away."""
    earliest, latest = days
    if latest is None:
        return f"more than {counted(earliest, 'day')}"
    return counted(latest, "day") if earliest == latest else f"{earliest} to {latest} days"


def text_of(sentence: Sentence) -> str:
    return "".join(piece.text for piece in sentence)
