"""Days that a change has emptied: a day is logged as long as anything of it is recorded, and no longer."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef

from tracker.models import CheckIn, FactorReading, Person, Rating, Treatment

_NOTHING: dict[str, Any] = {
    "completed_at": None,
    "sleep_hours": None,
    "sleep_quality": None,
    "stress": None,
    "note": "",
}


def drop_emptied(person: Person, dates: Collection[datetime.date]) -> list[CheckIn]:
    """Removes the check-ins of `dates` on which nothing is recorded any more, and gives them as they were."""
    empty = CheckIn.objects.for_user(person).filter(date__in=dates, **_NOTHING)
    for rows in (Rating, FactorReading, Treatment):
        empty = empty.exclude(Exists(rows.objects.for_user(person).filter(date=OuterRef("date"))))
    gone = list(empty.order_by("pk"))
    CheckIn.objects.for_user(person).filter(pk__in=[row.pk for row in gone]).delete()
    return gone
