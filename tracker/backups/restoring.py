"""Puts a backup back: checked before anything is touched, brought up to date, and all or nothing."""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections

from tracker import environment
from tracker.backups import BackupError, contents, making, pipes, postgresql, sqlite
from tracker.backups.aliases import in_place_of_ours, sqlite_file
from tracker.backups.archive import KEY, Reader
from tracker.backups.manifest import Manifest
from tracker.backups.upgrading import bring_up_to_date

_KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class Restored(NamedTuple):
    """`before`: the backup of what was there, if there was anything."""

    manifest: Manifest
    before: Path | None
    key: str


def check(path: Path, decrypt: list[str] | None) -> Manifest:
    """Reads all of it and writes nothing. Raises BackupError unless it is whole."""
    with pipes.decrypted(path, decrypt) as (source, finish), Reader(source, finish) as reader:
        for _ in reader.pieces():
            pass
        return reader.manifest


def restore(path: Path, decrypt: list[str] | None = None, *, replace: bool = False) -> Restored:
    """The app's database becomes that of the backup, and its secret key as well. Everybody signs in anew.

    Raises BackupError, and has then changed nothing, but where it says so.
    """
    with pipes.decrypted(path, decrypt) as (source, finish), Reader(source, finish) as reader:
        check_fits(reader.manifest)
        before = _keep_what_is_there(replace=replace)
        with making.alone():
            if reader.manifest.database == "sqlite":
                _into_sqlite(reader)
            else:
                _into_postgresql(reader)
    call_command("createcachetable", verbosity=0)
    # Sessions that were ended since, by whoever lost a device, must not come back to life.
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    cache.clear()  # copies of sessions included, where there is Redis
    return Restored(reader.manifest, before, _put_key(reader.secret_key))


def check_fits(manifest: Manifest) -> None:
    unknown = contents.migrations(DEFAULT_DB_ALIAS, manifest.migrations).unknown
    if unknown:
        raise BackupError(
            f"A newer release of Unknot ({manifest.version}) made this backup, and this is {settings.VERSION}. "
            f"Take that release or a later one. Here {unknown[0]} is not known."
        )
    here = connections[DEFAULT_DB_ALIAS].vendor
    if manifest.database != here:
        raise BackupError(
            f"This is a backup of a {_KINDS[manifest.database]} database, and DATABASE_URL names {_KINDS[here]}. "
            "Put it back into one of its kind, and move it with movedatabase."
        )


def _keep_what_is_there(*, replace: bool) -> Path | None:
    contents.check_ours(DEFAULT_DB_ALIAS)
    if contents.is_empty(DEFAULT_DB_ALIAS):
        return None
    if not replace:
        raise BackupError(
            "There are accounts in this database. With --replace it is backed up, and then replaced by what "
            "the backup holds; or choose an empty folder with --into."
        )
    return making.make(making.default_folder(), occasion="before-restore")


def _into_sqlite(reader: Reader) -> None:
    """Into a file beside the database first: nothing is replaced by what is not whole and up to date."""
    target = sqlite.path_of(connections[DEFAULT_DB_ALIAS])
    # The file itself, and the log through which it becomes the database.
    sqlite.check_room(target.parent, 2 * reader.manifest.size)
    try:
        with sqlite.scratch(target.parent) as folder:
            fresh = folder / target.name
            with fresh.open("xb") as file:
                for piece in reader.pieces():
                    file.write(piece)
            sqlite.check(fresh)
            with in_place_of_ours(**sqlite_file(fresh)):
                check_rows(reader.manifest)
                bring_up_to_date()
            sqlite.put_in_place(fresh, target)
    except OSError as error:
        raise BackupError(f"Nothing was written: {error.strerror or error}.") from error


def _into_postgresql(reader: Reader) -> None:
    postgresql.load(connections[DEFAULT_DB_ALIAS], reader.pieces(), made_with=int(reader.manifest.made_with))
    check_rows(reader.manifest)
    bring_up_to_date()


def check_rows(manifest: Manifest) -> None:
    found = contents.counts(connections[DEFAULT_DB_ALIAS])
    if found != manifest.rows:
        names = sorted(
            name for name in {*found, *manifest.rows} if found.get(name) != manifest.rows.get(name)
        )
        raise BackupError(f"What was put back has other rows than the backup says: {', '.join(names)}.")


def _put_key(key: bytes) -> str:
    """What became of the secret key, in words."""
    if environment.text("SECRET_KEY"):
        return "SECRET_KEY of the environment stays."
    if not key:
        return "The backup holds no secret key: the one that is here stays."
    path = Path(settings.DATA_DIR) / KEY
    fresh = path.with_name(f".{KEY}.new")
    with suppress(FileNotFoundError):
        fresh.unlink()
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return "The secret key was put back as well."
