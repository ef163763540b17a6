"""The work on an import, done by the worker: read the file, add what was chosen, take it back.

There is one task. It looks at where the import stands and does what is due; run once too often, it does nothing. One
worker at a time is at work on an import, and on one import of a person: a claim says so. Adding and taking back are one
transaction each, in which the state changes as well, so that nothing is done by halves or twice.
"""

import datetime
import json
import logging
import uuid
import zlib
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from tracker.changes import importing
from tracker.changes.holding import hold
from tracker.changes.restoring import is_empty
from tracker.exchange import own_files
from tracker.importers.reading import Upload
from tracker.imports import alive, reading, uploads, words
from tracker.imports.adding import document_of
from tracker.models import Import, Person
from tracker.models.imports import WORKED_ON

logger = logging.getLogger(__name__)

STALE = datetime.timedelta(seconds=45)
MOST_ATTEMPTS = 3
MOST_PLANS = 2
STOPPED = "Reading this file was begun three times and never came to its end. Nothing was imported."
NOT_ADDED = "Something went wrong while this was added, so nothing was. You can try it again."


@task()
def work(import_id: int) -> None:
    claimed = _claim(import_id)
    if claimed is None:
        return
    try:
        _do(claimed)
    except reading.StoppedError:
        # Still wanted if nobody cancelled it: the next worker takes it up at once.
        Import.objects.filter(pk=claimed.pk, claim=claimed.claim, state="reading").update(
            state="waiting", claim="", attempts=claimed.attempts - 1
        )
    finally:
        Import.objects.filter(pk=claimed.pk, claim=claimed.claim).update(claim="")
    enqueue_next(claimed.person_id)


def enqueue(row: Import) -> None:
    work.enqueue(row.pk)


def go_on(row: Import, before: str, after: str, **values: Any) -> bool:
    """What the person decided, if the import still stands where they saw it: a second tap does nothing."""
    with transaction.atomic():
        stands = Import.objects.filter(pk=row.pk, state=before)
        now = timezone.now()
        if not stands.update(state=after, claim="", attempts=0, alive_at=now, changed_at=now, **values):
            return False
        enqueue(row)
    return True


def enqueue_next(person_id: int) -> None:
    """The oldest import of the person that waits for the worker."""
    waiting = Import.objects.filter(person_id=person_id, state__in=WORKED_ON, claim="").order_by("pk")
    found = waiting.first()
    if found is not None:
        enqueue(found)


def _claim(import_id: int) -> Import | None:
    now = timezone.now()
    dead = Q(claim="") | Q(alive_at__lt=now - STALE)
    with transaction.atomic():
        row = Import.objects.filter(dead, pk=import_id, state__in=WORKED_ON).first()
        if row is None:
            return None
        Person.objects.select_for_update().filter(pk=row.person_id).first()
        others = Import.objects.filter(person_id=row.person_id, state__in=WORKED_ON).exclude(pk=row.pk)
        if others.exclude(dead).exists():
            return None
        values: dict[str, Any] = {"claim": uuid.uuid4().hex, "alive_at": now, "attempts": row.attempts + 1}
        if row.state == "waiting":
            values["state"] = "reading"
        if not Import.objects.filter(dead, pk=row.pk, state=row.state).update(**values):
            return None
    row.refresh_from_db()
    return row


def _do(row: Import) -> None:
    if row.attempts > MOST_ATTEMPTS:
        _give_up(row)
    elif row.state == "reading":
        _read(row)
    else:
        try:
            _add(row) if row.state == "adding" else _undo(row)
        except Exception as error:  # noqa: BLE001 - the worker lives on, and the person is told
            logger.error("import %s: %s while %s", row.pk, type(error).__name__, row.state)  # noqa: TRY400 - a traceback could tell what was read
            back = "ready" if row.state == "adding" else "added"
            _finish(row, state=back, error=NOT_ADDED)


def _give_up(row: Import) -> None:
    if row.state == "reading":
        _fail(row, STOPPED)
    else:
        _finish(row, state="ready" if row.state == "adding" else "added", error=NOT_ADDED)


def _finish(row: Import, **values: Any) -> bool:
    """Writes where the import stands now, if it is still ours."""
    ours = Import.objects.filter(pk=row.pk, claim=row.claim, state=row.state)
    return bool(ours.update(**values, claim="", attempts=0, changed_at=timezone.now()))


def _fail(row: Import, error: str) -> None:
    if _finish(row, state="failed", error=error[:2000], upload=""):
        uploads.remove(row.upload)


def _read(row: Import) -> None:
    def progress(done: int, total: int) -> bool:
        ours = Import.objects.filter(pk=row.pk, claim=row.claim, state="reading")
        alive.say_so()
        return bool(ours.update(bytes_done=done, bytes_total=total, alive_at=timezone.now()))

    if not row.upload or not uploads.path_of(row.upload).exists():
        _fail(row, "The file is no longer here. Please send it again.")
        return
    outcome = reading.read(row.upload, row.file_name, row.answers, progress)
    if outcome.error:
        _fail(row, outcome.error)
    elif outcome.questions:
        _finish(row, state="asking", importer=outcome.importer, questions=list(outcome.questions))
    else:
        kept = row.upload if outcome.is_archive else ""
        done = _finish(
            row,
            state="ready",
            importer=outcome.importer,
            is_archive=outcome.is_archive,
            found=outcome.contents,
            questions=[],
            upload=kept,
        )
        if done and not kept:
            uploads.remove(row.upload)


class _Ready(NamedTuple):
    """Worked out of the diary as it stood at `revision`."""

    revision: int
    rows: importing.Prepared
    summary: dict[str, Any]


def _add(row: Import) -> None:
    """Nobody else can write while this one holds the diary, so all there is to work out is worked out before."""
    archive = _archive_of(row) if row.is_archive and is_empty(row.person) else None
    for attempt in range(MOST_PLANS + 1):
        # Of a diary that somebody changes again and again the last plan is made while they wait.
        ready = _made_ready(row) if attempt < MOST_PLANS else None
        with transaction.atomic():
            hold(row.person)
            if ready is None or _revision(row) == ready.revision + 1:
                _write(row, archive, ready or _made_ready(row))
                return
            transaction.set_rollback(True)


def _revision(row: Import) -> int:
    return Person.objects.values_list("revision", flat=True).get(pk=row.person_id)


def _made_ready(row: Import) -> _Ready:
    revision, now = _revision(row), timezone.now()
    planned = importing.plan(row.person, document_of(row), overwrite=row.overwrite, now=now)
    overwritten = planned.differing if row.overwrite else 0
    summary = {
        "added": planned.added,
        "same": planned.same,
        "overwritten": overwritten,
        "kept": planned.differing - overwritten,
        "lines": [
            [line.kind, line.ref, line.added, str(line.first), str(line.last)]
            for line in planned.lines
            if line.added
        ],
    }
    return _Ready(revision, importing.prepare(planned, now), summary)


def _write(row: Import, archive: own_files.OwnArchive | None, ready: _Ready) -> None:
    """In the transaction that holds the diary."""
    if archive is not None and is_empty(row.person):
        archive.restore_into(row.person)
        log = importing.log_of_all(row.person)
    else:
        log = importing.write(ready.rows)
    done = _finish(
        row,
        state="added",
        added=zlib.compress(json.dumps(log).encode(), 1),
        summary=ready.summary,
        added_at=timezone.now(),
        error="",
        upload="",
        found=None,
    )
    if done:
        transaction.on_commit(lambda: uploads.remove(row.upload))
    else:
        transaction.set_rollback(True)


def _archive_of(row: Import) -> own_files.OwnArchive:
    """The whole diary, from the file itself: the document has the days alone."""
    upload = Upload(uploads.path_of(row.upload), row.file_name)
    archive = own_files.read(upload, lambda _done, _total: None)
    if not isinstance(archive, own_files.OwnArchive):
        raise TypeError("the file is no archive any more")
    return archive


def _undo(row: Import) -> None:
    if row.added is None or row.added_at is None:
        raise ValueError("nothing is known of what was added")
    log = json.loads(zlib.decompress(bytes(row.added)))
    with transaction.atomic():
        hold(row.person)
        named = _named(row)
        taken = importing.take_back(row.person, log, row.added_at)
        summary = {**row.summary, "lines": named, "removed": taken.removed, "left": taken.kept}
        if not _finish(row, state="undone", added=None, summary=summary, error=""):
            transaction.set_rollback(True)


def _named(row: Import) -> list[list[Any]]:
    """The lines of what was added with the names of today: soon nothing in the diary tells them any more."""
    names = words.Names(row.person)
    return [[kind, ref, *rest, names.of(kind, ref)] for kind, ref, *rest in row.summary.get("lines", [])]
