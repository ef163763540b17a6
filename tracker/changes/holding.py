"""One writer at a time for one diary."""

from django.db.models import F

from tracker.models import Person


def hold(person: Person) -> None:
    """Until the transaction ends, other writers of this person's diary wait; nobody else does.

    Counts the change too: whatever was worked out from the diary as it stood before holds no longer.
    """
    Person.objects.filter(pk=person.pk).update(revision=F("revision") + 1)
