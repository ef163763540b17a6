"""manage.py exportdiary USER: a person's diary as a file, for whoever looks after the server."""

import datetime
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.changes.auditing import record
from tracker.exchange.downloads import ARCHIVE, DOWNLOADS, FHIR, ZIP, download
from tracker.exchange.stored import Selection
from tracker.http import today_of
from tracker.models import Person


class Command(BaseCommand):
    help = "Writes somebody's diary: as CSV files in a zip or one of them, as an archive, or as FHIR."

    def add_arguments(self, parser: ArgumentParser) -> None:
        iso = datetime.date.fromisoformat
        parser.add_argument("user", help="their user name")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--file", choices=DOWNLOADS, default=ZIP, help="one CSV file instead of the zip")
        which.add_argument(
            "--archive",
            dest="file",
            action="store_const",
            const=ARCHIVE,
            help="everything, notes included, to restore it with importdiary",
        )
        which.add_argument(
            "--fhir", dest="file", action="store_const", const=FHIR, help="a FHIR R4 Bundle, as JSON"
        )
        parser.add_argument("--from", dest="start", type=iso, metavar="DATE", help="first day, as 2026-11-22")
        parser.add_argument("--to", dest="end", type=iso, metavar="DATE", help="last day")
        parser.add_argument("--notes", action="store_true", help="with what they wrote in their own words")
        parser.add_argument(
            "--output", metavar="FILE", help="where to; - is standard output; default: a name with the date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        start, end = options["start"], options["end"]
        if start and end and end < start:
            raise CommandError("--to lies before --from.")
        if options["file"] == ARCHIVE and (start or end):
            raise CommandError("An archive is the whole diary: it takes no --from and no --to.")
        try:
            person = Person.objects.get(username=options["user"])
        except Person.DoesNotExist as error:
            raise CommandError(f"There is no account named {options['user']}.") from error
        selection = Selection(person, start, end, notes=options["notes"])
        file = download(options["file"], selection, today_of(person))
        record(person, "archived" if options["file"] == ARCHIVE else "exported")
        path = Path(options["output"] or file.file_name)
        with closing(file.chunks) as chunks:
            if options["output"] == "-":
                _print(chunks)
                return
            try:
                _write(path, chunks)
            except OSError as error:
                raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes")


def _print(chunks: Iterable[bytes]) -> None:
    try:
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read had enough, as `head` has. What is still in the buffer goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    """Whole or not at all, and readable by its owner alone: it is somebody's health diary."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as part:
        try:
            part.writelines(chunks)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
