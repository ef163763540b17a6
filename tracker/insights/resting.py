"""Flags that rest: somebody has seen the spot already, or the person does not want to be shown it now."""

import datetime
from dataclasses import dataclass

from tracker.analysis.episodes import Origin
from tracker.analysis.records import Day
from tracker.analysis.recurrence import SpotRecurrence
from tracker.models import FlagRest, Person


@dataclass(frozen=True, slots=True)
class Since:
    """What happened after a day: surely back so many times, so many of them quick after a treatment."""

    returns: int
    quick: int


def rests_of(person: Person, today: datetime.date) -> dict[str, FlagRest]:
    """By key of the spot, those that hold today. A rest "until" a day is over on that day."""
    rests = FlagRest.objects.for_user(person).select_related("spot")
    return {str(rest.spot.public_id): rest for rest in rests if rest.until is None or today < rest.until}


def since(found: SpotRecurrence, day: Day) -> Since:
    back = [each for each in found.timeline.episodes if each.origin is Origin.RETURN and each.start > day]
    quick = [
        record
        for record in found.durability
        if record.course
        and record.days[1] is not None
        and record.days[1] <= found.rules.rapid_days
        and record.origin_day + record.days[1] > day
    ]
    return Since(len(back), len(quick))
