"""A date as Apple writes it: `2021-12-01 17:14:48 -0500`."""

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from tracker.importers.nights import DAY, FIRST, in_calendar

MOMENT = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d):(\d\d):(\d\d) ?([+-])(\d\d):?(\d\d)", re.ASCII)
MOST_OFFSET = 18 * 3600


class Moment(NamedTuple):
    """`at`: seconds since 1970 in UTC. `offset`: of the local clock, in seconds, east positive."""

    at: int
    offset: int

    @property
    def local(self) -> int:
        return self.at + self.offset


def moment(text: str) -> Moment | None:
    """None for what is no date, or one at which there was no such phone."""
    parts = MOMENT.fullmatch(text)
    if parts is None:
        return None
    date = calendar_date(parts[1])
    hour, minute, second = int(parts[2]), int(parts[3]), int(parts[4])
    offset = int(parts[6]) * 3600 + int(parts[7]) * 60
    if date is None or hour > 23 or minute > 59 or second > 60 or offset > MOST_OFFSET:
        return None
    offset = -offset if parts[5] == "-" else offset
    midnight = (date - FIRST).days * DAY
    return Moment(midnight + hour * 3600 + minute * 60 + second - offset, offset)


@lru_cache(maxsize=4096)
def calendar_date(text: str) -> datetime.date | None:
    """`2021-12-01`. Records of one day follow one another, so nearly every date was seen before."""
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return date if in_calendar((date - FIRST).days * DAY) else None
