"""One writer at a time for one diary."""

from django.db import connection, transaction

from tracker.models import Person

_COUNT_UP = f"UPDATE {Person._meta.db_table} SET revision = revision + 1 WHERE id = %s RETURNING revision"  # noqa: S608


def hold(person: Person) -> None:
    """Until the transaction ends, other writers of this person's diary wait; nobody else does.

    Counts the change too: whatever was worked out from the diary as it stood before holds no longer. `person` says
    so as soon as the change is stored, and not before: what is taken back had never been.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_UP, [person.pk])
        counted = cursor.fetchone()
    if counted is not None:
        transaction.on_commit(lambda: setattr(person, "revision", counted[0]))
