"""The person's local date: pure functions, the clock is an argument."""

import datetime
from zoneinfo import ZoneInfo

LATE_AFTER = datetime.timedelta(hours=24)


def local_date(now: datetime.datetime, zone: ZoneInfo, day_starts_at: int) -> datetime.date:
    """The diary day at the instant `now` (aware): before `day_starts_at` o'clock it is still yesterday."""
    here = now.astimezone(zone)
    return here.date() - datetime.timedelta(days=here.hour < day_starts_at)


def end_of_day(date: datetime.date, zone: ZoneInfo, day_starts_at: int) -> datetime.datetime:
    """The instant (aware) at which the diary day `date` ends."""
    next_day = date + datetime.timedelta(days=1)
    return datetime.datetime.combine(next_day, datetime.time(day_starts_at), tzinfo=zone)


def is_late(date: datetime.date, now: datetime.datetime, zone: ZoneInfo, day_starts_at: int) -> bool:
    """Whether an entry made at `now` for `date` comes more than 24 h after that day's end."""
    return (
        now.astimezone(datetime.UTC)
        > end_of_day(date, zone, day_starts_at).astimezone(datetime.UTC) + LATE_AFTER
    )


def short_day(date: datetime.date, today: datetime.date) -> str:
    """A recent day in few letters: "Fri" within the last week, "3 Nov" in the last year, else "3 Nov 2024"."""
    age = (today - date).days
    if 0 <= age < 7:
        return f"{date:%a}"
    return f"{date:%-d %b}" if 0 <= age < 360 else f"{date:%-d %b %Y}"
