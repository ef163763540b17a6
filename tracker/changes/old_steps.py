"""What undo keeps is let go in time, so that a note that was deleted does not stay for good."""

import datetime

from tracker.models import Person, UndoStep

UNDO_KEPT = datetime.timedelta(hours=24)


def let_go_of_old_steps(person: Person, now: datetime.datetime) -> None:
    """Removes the steps of days that are too old to be taken back. Merges stay: they are their own log."""
    old = UndoStep.objects.for_user(person).filter(kind="day", made_at__lt=now - UNDO_KEPT)
    # Nothing hangs on a step, so nobody has to ask what would go along.
    old._raw_delete(old.db)  # noqa: SLF001
