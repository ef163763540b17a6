"""manage.py movedatabase --to URL: from SQLite to PostgreSQL, or back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.backups import BackupError, moving
from tracker.management.running import check_stopped


class Command(BaseCommand):
    help = (
        "Copies everything into another, empty database, every row with its number, in one transaction, and compares"
        " what arrived. The database that is there stays as it is. Stop the app first."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to",
            required=True,
            metavar="URL",
            help="as DATABASE_URL: postgres://name@host:5432/database (the password from PGPASSWORD), or"
            " sqlite:////folder/file",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        check_stopped()
        try:
            moved = moving.move(options["to"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{moved.rows:,} rows in {moved.tables} tables were copied, read again and found the same.\n"
            "Set DATABASE_URL to the new address and start the app. What counts attempts to sign in starts anew."
        )
