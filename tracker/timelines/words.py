"""What the story of a spot says in words: days away, days, episodes."""

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tracker.analysis.records import Day
from tracker.analysis.returns import UNATTRIBUTED, UNTREATED, Days, DurabilityRecord
from tracker.vocabulary import treatment_name, within_a_sentence


def short_days(days: Days) -> str:
    """As a label: 4, 4-6 where the day lies in a gap, > 8 where it was still away after eight."""
    earliest, latest = days
    if latest is None:
        return f"> {earliest}"
    return str(latest) if earliest == latest else f"{earliest}-{latest}"


def days_words(days: Days) -> str:
    """4 days, 4-6 days, more than 8 days."""
    earliest, latest = days
    count = earliest if latest is None else latest
    said = f"more than {earliest}" if latest is None else short_days(days)
    return f"{said} day{'' if count == 1 else 's'}"


@lru_cache(maxsize=20_000)
def date_words(day: Day) -> str:
    """3 Sep 2026. Kept, since a long story has thousands of them."""
    return f"{datetime.date.fromordinal(day):%-d %b %Y}"


class DayLink(NamedTuple):
    """A day as a link: where it leads, and what is read."""

    date: datetime.date
    words: str


def day_links(days: Iterable[Day]) -> tuple[DayLink, ...]:
    return tuple(DayLink(datetime.date.fromordinal(day), date_words(day)) for day in days)


def label_words(label: str) -> str:
    """What brought relief: Ball pressure and heat; or that nothing is credited."""
    if label == UNTREATED:
        return "Not treated"
    if label == UNATTRIBUTED:
        return "Treated, but not in the days before relief"
    return kinds_words(label.split("+"))


def kinds_words(kinds: list[str]) -> str:
    names = [treatment_name(kind) for kind in kinds]
    names = [names[0], *(within_a_sentence(name) for name in names[1:])]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)


def return_words(record: DurabilityRecord) -> str:
    """Back 4 days after self pressure on 3 Sep 2026; Away for more than 5 days after ... where
    it was not seen again.
    """
    what = f"{label_words(record.label)} on" if record.course else "The last painful day,"
    since = f"{within_a_sentence(what)} {date_words(record.origin_day)}"
    if not record.came_back:
        return f"Away for {days_words(record.days)} after {since}"
    return f"Back {days_words(record.days)} after {since}"
