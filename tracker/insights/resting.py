"""Flags that rest: somebody has seen the spot already, or the person does not want to be shown it now."""

import datetime

from tracker.analysis.afterwards import Afterwards, afterwards
from tracker.analysis.records import Day
from tracker.analysis.recurrence import SpotRecurrence
from tracker.models import FlagRest, Person


def rests_of(person: Person, today: datetime.date) -> dict[str, FlagRest]:
    """By key of the spot, those that hold today. A rest "until" a day is over on that day."""
    rests = FlagRest.objects.for_user(person).select_related("spot")
    return {str(rest.spot.public_id): rest for rest in rests if rest.until is None or today < rest.until}


def since(found: SpotRecurrence, day: Day) -> Afterwards:
    """What happened after the day from which on its flags rest."""
    return afterwards(found, day)
