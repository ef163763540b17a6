"""The person's spots on a day: what is recorded, what the last value was, and what one tap would record."""

import datetime
from dataclasses import dataclass

from tracker.analysis.records import Day
from tracker.analysis.series import Series
from tracker.models import Spot
from tracker.records import spot_record
from tracker.spot_names import anatomical, display_names
from tracker.today.controls import Control, Typed
from tracker.today.rows import DayRows

# A spot whose values of the last two weeks were all 0 is quiet, and waits folded away.
QUIET_AFTER = 14
WORDS = ("gone", "better", "same", "worse")
RECENT = datetime.timedelta(days=7)
STEP = 2  # "better" and "worse" move by two points: the smallest change that is felt to matter.


@dataclass(frozen=True)
class SpotRow:
    """One spot. `value`: what was rated on this day, else what the day says otherwise, else None.

    `worst`: the day's value where pain before a treatment was higher than the rating. `last`, `last_date`: the newest
    known value before this day. `implied`: the 0 of a completed day that did not mention the spot.
    """

    spot: Spot
    date: datetime.date
    name: str
    anatomical: str
    pain: Control
    signs: tuple[str, ...]
    value: int | None
    worst: int | None
    implied: bool
    last: int | None
    last_date: datetime.date | None
    quiet: bool

    @property
    def key(self) -> str:
        return str(self.spot.public_id)

    @property
    def word(self) -> str:
        """gone, better, same, worse: how this day's value compares with the last; "" where it cannot be said."""
        return "" if self.value is None else word_for(self.value, self.last)

    @property
    def choices(self) -> tuple[tuple[str, int | None], ...]:
        """Each word with the pain it records; None where it would say nothing of its own."""
        return tuple((word, pain_for(word, self.last)) for word in WORDS)

    @property
    def recent(self) -> int | None:
        """The last value, if it is of this week: what "as yesterday" repeats."""
        if self.last_date is None or self.date - self.last_date > RECENT:
            return None
        return self.last

    @property
    def map_pain(self) -> int | None:
        """What colours the dot on the drawing: this day's value, else the last known."""
        return self.last if self.value is None else self.value


def pain_for(word: str, last: int | None) -> int | None:
    """The pain 0-10 that a word records after `last`; None where there is nothing to compare, or no room to move."""
    if word == "gone":
        return 0
    if last is None or (last == 0 and word != "worse"):
        return None
    if word == "better":
        return max(last - STEP, 1) if last > 1 else None
    if word == "worse":
        return min(last + STEP, 10) if last < 10 else None
    return last


def word_for(value: int, last: int | None) -> str:
    if value == 0:
        return "gone"
    if last is None:
        return ""
    return "same" if value == last else "better" if value < last else "worse"


def spot_rows(rows: DayRows, typed: Typed) -> list[SpotRow]:
    """The spots a check-in of that day asks for, by number."""
    today = rows.date.toordinal()
    ratings = rows.ratings
    names = display_names(rows.spots)
    found = []
    for spot in rows.spots:
        rating = ratings.get(spot.pk)
        if rating is None and _put_away(spot, today):
            continue
        key = str(spot.public_id)
        series = rows.pains[key]
        last = _last_before(series, today)
        of_the_day = series.get(today)
        value = rating.pain if rating is not None and rating.pain is not None else of_the_day
        found.append(
            SpotRow(
                spot=spot,
                date=rows.date,
                name=names[spot.pk],
                anatomical=anatomical(spot),
                pain=typed.control(f"pain.{key}", rating.pain if rating else None),
                signs=rating.signs if rating else (),
                value=None if value is None else int(value),
                worst=int(of_the_day) if of_the_day is not None and of_the_day != value else None,
                implied=value is not None and (rating is None or rating.pain is None) and value == 0,
                last=None if last is None else int(series[last]),
                last_date=None if last is None else datetime.date.fromordinal(last),
                quiet=rating is None and _is_quiet(series, today),
            )
        )
    return found


def _put_away(spot: Spot, today: Day) -> bool:
    """Whether the spot was archived on that day; before its first day it may still be rated."""
    return today >= spot.first_day.toordinal() and not spot_record(spot).asked_on(today)


def _last_before(series: Series, today: Day) -> Day | None:
    return max((day for day in series if day < today), default=None)


def _is_quiet(series: Series, today: Day) -> bool:
    recent = [value for day, value in series.items() if today - QUIET_AFTER <= day < today]
    return bool(recent) and not any(recent) and not series.get(today)
