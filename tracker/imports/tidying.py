"""What is due every minute, whether or not somebody looks: files and undo that were kept long enough, dead work."""

import datetime

from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from tracker.imports import uploads
from tracker.imports.jobs import STALE, enqueue
from tracker.models import Import
from tracker.models.imports import OPEN, WORKED_ON

UNDO_KEPT = datetime.timedelta(days=7)
UNFINISHED_KEPT = datetime.timedelta(days=7)
FAILED_KEPT = datetime.timedelta(days=30)
TASKS_KEPT = datetime.timedelta(hours=1)


def tidy(now: datetime.datetime) -> None:
    take_up_dead_work(now)
    close_undo(now)
    drop_unfinished(now)
    uploads.remove_forgotten(now)
    drop_old_tasks(now)


def take_up_dead_work(now: datetime.datetime) -> None:
    """Imports whose worker was killed, and those that wait without anybody knowing of it."""
    due = Import.objects.filter(state__in=WORKED_ON).filter(Q(claim="") | Q(alive_at__lt=now - STALE))
    known = DBTaskResult.objects.ready().values_list("args_kwargs", flat=True)
    queued = {args["args"][0] for args in known if args["args"]}
    for row in due.order_by("pk").only("pk"):
        if row.pk not in queued:
            enqueue(row)


def close_undo(now: datetime.datetime) -> None:
    over = Import.objects.filter(state="added", added__isnull=False, added_at__lt=now - UNDO_KEPT)
    over.update(added=None)


def drop_unfinished(now: datetime.datetime) -> None:
    """What was never confirmed is let go, file and all; a list of failures is of no use for long."""
    old = Import.objects.filter(state__in=OPEN, claim="", changed_at__lt=now - UNFINISHED_KEPT)
    for row in old.only("pk", "upload"):
        cancel(row)
    ended = Import.objects.filter(state__in=("failed", "cancelled"), changed_at__lt=now - FAILED_KEPT)
    ended.delete()


def cancel(row: Import) -> bool:
    """Lets go of the file and of what was read from it. False where it is too late for that."""
    still = Import.objects.filter(pk=row.pk, state__in=OPEN)
    done = still.update(state="cancelled", upload="", found=None, mapping={}, questions=[], answers={})
    if done:
        uploads.remove(row.upload)
    return bool(done)


def drop_old_tasks(now: datetime.datetime) -> None:
    """A task is a number; what it did is told by the import. Those of a worker that was killed stay "running"."""
    old = now - TASKS_KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=old).delete()
    DBTaskResult.objects.running().filter(started_at__lt=old).delete()
