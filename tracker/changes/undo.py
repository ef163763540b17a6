"""Takes the last change of a day back."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tracker.changes import treatments
from tracker.changes.fields import DayFields, UnknownFieldError
from tracker.changes.sheet import DaySheet
from tracker.models import Person, UndoStep
from tracker.prepared import Prepared


@Prepared
def _last_step(person: Person, date: datetime.date) -> QuerySet[UndoStep]:
    return UndoStep.objects.for_user(person).filter(kind="day", date=date).order_by("-made_at", "-pk")[:1]


def last_step(person: Person, date: datetime.date) -> UndoStep | None:
    """The newest change of that day that can still be taken back."""
    step: UndoStep | None = next(iter(_last_step.objects(person, date)), None)
    if step is not None:
        # So that whoever takes it back learns of the new revision.
        step.person = person
    return step


def take_back(step: UndoStep, now: datetime.datetime) -> None:
    """Gives fields and treatments the state they had before `step`, which is then used up."""
    if step.date is None:
        raise ValueError("only a step of a day can be taken back here")
    with transaction.atomic():
        sheet = DaySheet(step.person, step.date, now)
        before: dict[str, Any] = step.before
        treatments.put_back(step.person, step.date, before.get("treatments", {}))
        fields = DayFields(step.person)
        for field, text in before.get("fields", {}).items():
            try:
                sheet.set(field, fields[field]([text]))
            except UnknownFieldError:
                continue  # the spot or factor is gone, and its values with it
        sheet.give_back_lateness(before.get("late", {}))
        sheet.write()
        step.delete()
