"""manage.py backup: the whole app as one file, made while it runs. For cron: quiet when all is well."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.backups import BackupError, making, pipes, rotation


def keep(text: str) -> rotation.Keep:
    try:
        return rotation.parse(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is neither a number nor like 7d,5w,12m") from None


class Command(BaseCommand):
    help = (
        "Backs up the database and the secret key into one file, while the app runs. Says nothing when all is well"
        " and nobody watches. Exit code 1: no backup was made; 3: it was made, and old ones could not be removed."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="default: backups in DATA_DIR")
        parser.add_argument(
            "--keep",
            type=keep,
            metavar="N | 7d,5w,12m",
            help="then remove all but the newest N, or but the last one of so many days, weeks and months",
        )
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--encrypt-with",
            metavar="COMMAND",
            help="reads the backup, writes it encrypted: 'age -r age1...'",
        )
        how.add_argument("--gpg", metavar="KEY", help="encrypt it with gpg to this key")

    def handle(self, *_: Any, **options: Any) -> None:
        folder = options["to"] or making.default_folder()
        try:
            path = making.make(folder, _encryption(options["encrypt_with"], options["gpg"]))
        except BackupError as error:
            raise CommandError(str(error)) from error
        removed = self._rotate(folder, options["keep"]) if options["keep"] else []
        if self.stdout.isatty() or options["verbosity"] > 1:
            self.stdout.write(f"{path}: {path.stat().st_size:,} bytes")
            for name in removed:
                self.stdout.write(f"removed {name}")

    def _rotate(self, folder: Path, rule: rotation.Keep) -> list[str]:
        try:
            return making.remove_superfluous(folder, rule)
        except OSError as error:
            raise CommandError(
                f"The backup was made; old ones could not be removed: {error.strerror}.", returncode=3
            ) from error


def _encryption(command: str | None, key: str | None) -> list[str] | None:
    if key:
        return pipes.gpg_to(key)
    return pipes.words_of(command) if command is not None else None
