"""One writer at a time for one diary."""

from tracker.models import Person


def hold(person: Person) -> None:
    """Until the transaction ends, other writers of this person's diary wait; nobody else does.

    SQLite lets one writer in at a time anyway and ignores the lock.
    """
    Person.objects.select_for_update().filter(pk=person.pk).values_list("pk").first()
