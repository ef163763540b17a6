"""manage.py importdiary USER FILE: a diary out of a file of ours, for whoever looks after the server."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from tracker.changes import importing
from tracker.changes.holding import hold
from tracker.changes.restoring import DoesNotFitError, NotEmptyError, is_empty
from tracker.entries import Document
from tracker.exchange.own_files import OwnArchive, read
from tracker.importers.reading import Skipped, UnreadableFileError, Upload
from tracker.models import Person

MOST_LINES = 20


class Command(BaseCommand):
    help = (
        "Restores an archive into an empty account, or adds what a diary lacks of one, or of our CSV files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="their user name")
        parser.add_argument("file", help="an archive, our zip of CSV files, or one of these")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = Person.objects.get(username=options["user"])
        except Person.DoesNotExist as error:
            raise CommandError(f"There is no account named {options['user']}.") from error
        path = Path(options["file"])
        try:
            found = read(Upload(path, path.name), lambda _done, _total: None)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except UnreadableFileError as error:
            raise CommandError(f"{path}: {error}") from error
        dry_run = options["dry_run"]
        if isinstance(found, OwnArchive) and is_empty(person):
            self._restore(person, found, dry_run=dry_run)
        elif isinstance(found, OwnArchive):
            self._add(person, found.document(), dry_run=dry_run)
        else:
            self._add(person, found.document, found.skipped, dry_run=dry_run)

    def _restore(self, person: Person, archive: OwnArchive, *, dry_run: bool) -> None:
        self._tell(archive.rows.counts())
        if dry_run:
            self.stdout.write("Nothing was written.")
            return
        try:
            archive.restore_into(person)
        except NotEmptyError as error:
            raise CommandError(f"{person.username} has begun a diary in the meantime.") from error
        except DoesNotFitError as error:
            raise CommandError(f"Nothing was written: {error}.") from error
        self.stdout.write(f"This is now the diary of {person.username}.")

    def _add(
        self, person: Person, document: Document, skipped: tuple[Skipped, ...] = (), *, dry_run: bool
    ) -> None:
        """What the diary lacks; what it has stays as it is."""
        now = timezone.now()
        with transaction.atomic():
            hold(person)
            planned = importing.plan(person, document, overwrite=False, now=now)
            if not dry_run:
                importing.add(planned, now)
        self._tell(_counts(document), (*skipped, *planned.skipped))
        verb = "would be added" if dry_run else "added"
        same = sum(line.same for line in planned.lines)
        self.stdout.write(
            f"{planned.added:,} values {verb}; {same:,} are here already; {planned.differing:,} differ and stay."
        )

    def _tell(self, counts: dict[str, int], skipped: tuple[Skipped, ...] = ()) -> None:
        for name, count in counts.items():
            self.stdout.write(f"{count:>9,}  {name}")
        for each in skipped[:MOST_LINES]:
            times = f" ({each.times} times)" if each.times > 1 else ""
            self.stdout.write(f"skipped, line {each.line}: {each.reason}{times}")
        if len(skipped) > MOST_LINES:
            self.stdout.write(f"... and {len(skipped) - MOST_LINES} more reasons")


def _counts(document: Document) -> dict[str, int]:
    return {name.replace("_", " "): len(rows) for name, rows in document._asdict().items() if rows}
