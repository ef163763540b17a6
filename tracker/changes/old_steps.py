"""What undo keeps is let go in time, so that a note that was deleted does not stay for good."""

import datetime

from django.db import DEFAULT_DB_ALIAS, connections

from tracker.models import Person, UndoStep

UNDO_KEPT = datetime.timedelta(hours=24)

# With every save, and nothing hangs on a step: nobody has to ask what would go along.
_OLD_STEPS = f"DELETE FROM {UndoStep._meta.db_table} WHERE person_id = %s AND kind = 'day' AND made_at < %s"  # noqa: S608


def let_go_of_old_steps(person: Person, now: datetime.datetime) -> None:
    """Removes the steps of days that are too old to be taken back. Merges stay: they are their own log."""
    connection = connections[person._state.db or DEFAULT_DB_ALIAS]  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(_OLD_STEPS, [person.pk, connection.ops.adapt_datetimefield_value(now - UNDO_KEPT)])
