"""Keeps what a look at the diary found. Changes nothing of the diary itself."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tracker.models import FindingsSnapshot, Person


def keep_findings(
    person: Person, outcome: str, date: datetime.date, content: dict[str, Any], *, after: datetime.date | None
) -> dict[str, Any]:
    """What is kept of the look on `date`, the first after the one on `after`.

    Where another page has looked in the meantime, what that one found stands: one look in one period.
    """
    with transaction.atomic():
        # Nothing of the person changes: others who would keep a look wait here.
        Person.objects.filter(pk=person.pk).update(revision=F("revision"))
        newer = FindingsSnapshot.objects.for_user(person).filter(outcome=outcome)
        if after is not None:
            newer = newer.filter(date__gt=after)
        kept = newer.order_by("date").first()
        if kept is None:
            kept = FindingsSnapshot.objects.create(person=person, outcome=outcome, date=date, content=content)
    found: dict[str, Any] = kept.content
    return found
