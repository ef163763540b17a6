"""manage.py restore FILE: what `manage.py backup` has written becomes the app's database again."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.backups import BackupError, pipes, restoring
from tracker.backups.manifest import Manifest
from tracker.management.running import check_stopped


class Command(BaseCommand):
    help = (
        "Puts a backup back, checked before anything is touched, and brings it up to this release. Everybody has to"
        " sign in again. Stop the app first."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--into", type=Path, metavar="FOLDER", help="an empty data folder of its own, instead of DATA_DIR"
        )
        parser.add_argument(
            "--decrypt-with",
            metavar="COMMAND",
            help="'age --decrypt --identity FILE'; gpg is found by itself",
        )
        parser.add_argument(
            "--replace", action="store_true", help="back up the database that is here, then replace it"
        )
        parser.add_argument("--check", action="store_true", help="read all of it and write nothing")

    def handle(self, *_: Any, **options: Any) -> None:
        file, command = options["file"].absolute(), options["decrypt_with"]
        try:
            decrypt = pipes.words_of(command) if command is not None else None
            if options["check"]:
                self._tell(restoring.check(file, decrypt), "This backup is whole")
            elif options["into"]:
                _elsewhere(options["into"].absolute(), file, command)
            else:
                check_stopped()
                done = restoring.restore(file, decrypt, replace=options["replace"])
                self._tell(done.manifest, "Put back")
                self.stdout.write(done.key)
                if done.before:
                    self.stdout.write(f"What was here before is in {done.before}")
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _tell(self, manifest: Manifest, what: str) -> None:
        people = manifest.rows.get("tracker_person", 0)
        accounts = "1 account" if people == 1 else f"{people:,} accounts"
        self.stdout.write(
            f"{what}: made {manifest.made_at} by release {manifest.version}, {accounts}, "
            f"{sum(manifest.rows.values()):,} rows."
        )


def _elsewhere(folder: Path, file: Path, command: str | None) -> None:
    """A folder of its own has settings of its own: a process that is given them."""
    words = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(file)]
    words += ["--decrypt-with", command] if command is not None else []
    # With the Redis of the app that runs, its counts and its copies of sessions would be emptied.
    theirs = dict.fromkeys(("DATABASE_URL", "REPLICA_URL", "REDIS_URL"), "")
    env = {**os.environ, **theirs, "DATA_DIR": str(folder)}
    done = subprocess.run(words, env=env, check=False)
    if done.returncode:
        raise CommandError(f"Nothing was put into {folder}.", returncode=done.returncode)
