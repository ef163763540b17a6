"""What tests of imports share: a file that has just arrived, and a worker that does what there is to do."""

import secrets

from django.core.management import call_command

from tracker.imports import jobs, uploads
from tracker.models import Import, Person

WEEK = """plain
2026-11-16 sleep 7.5
2026-11-16 neck 2
2026-11-16 tea 1
2026-11-17 neck 4
2026-11-17 mood 3
2026-11-18 note slept badly
"""


def received(person: Person, text: str = WEEK, name: str = "export.csv") -> Import:
    """As the page does it when a file has arrived."""
    upload = secrets.token_hex(24)
    uploads.path_of(upload).write_text(text)
    row = Import.objects.create(person=person, file_name=name, upload=upload, size=len(text))
    jobs.enqueue(row)
    return row


def worked(row: Import) -> Import:
    """The import after a worker has done all there is to do."""
    call_command("worker", once=True)
    row.refresh_from_db()
    return row
