"""A calendar file (RFC 5545) of all-day events, as one text. Pure: the time of writing is an argument.

Somebody's calendar is often seen by others, on a wall or at work. So what an event says is the caller's choice, and
the plan of an experiment says no more than which period begins; it could not say more, as the order is still sealed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tracker.analysis.trial_plan import PeriodPlan

PRODUCT = "-//Unknot//Plan//EN"
# Octets of a line, its end not counted; a line that goes on begins with a space.
LINE_OCTETS = 75
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class AllDay:
    """From `first` to `last`, both included. `uid`: the same for the same event in every file, unlike any other."""

    uid: str
    first: date
    last: date
    summary: str
    description: str = ""


def calendar_file(events: Iterable[AllDay], written: datetime) -> str:
    """`written` in any zone. Events do not make their days busy, and are marked private."""
    if written.tzinfo is None:
        raise ValueError("The time of writing has no zone.")
    stamp = written.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines.extend(_lines(event, stamp))
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def plan_events(
    plan: PeriodPlan, uid: str, period: str = "Period {number} of {count}", done: str = "All periods are over"
) -> list[AllDay]:
    """One event a period and one on the day after the last; `uid`: a public id of the trial.

    `period`: what an event says, with `{number}` and `{count}` put in; `done`: what the last one says.
    """
    count = 2 * plan.pairs
    found = []
    for number in range(1, count + 1):
        start = date.fromordinal(plan.first + (number - 1) * plan.length)
        summary = period.replace("{number}", str(number)).replace("{count}", str(count))
        end = start + timedelta(days=plan.length - 1)
        found.append(AllDay(f"{uid}-{number}@unknot", start, end, summary))
    over = date.fromordinal(plan.opens)
    return [*found, AllDay(f"{uid}-over@unknot", over, over, done)]


def escape(text: str) -> str:
    """A TEXT value (section 3.3.11): control characters have no place in it, and a line end is written out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_TEXT.sub("", plain).translate(_ESCAPES)


def fold(line: str) -> str:
    """In lines of at most LINE_OCTETS octets of UTF-8 (section 3.1), never within a character."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += octets
    return "\r\n".join([*parts, part])


def _lines(event: AllDay, stamp: str) -> list[str]:
    """The end of an all-day event is the day after its last (section 3.6.1)."""
    if event.last < event.first:
        raise ValueError("An event ends before it begins.")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escape(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape(event.summary)}",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{escape(event.description)}")
    return [*lines, "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT"]
