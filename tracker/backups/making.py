"""Makes one backup, whole or not at all, while the app goes on."""

import datetime
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from tracker.backups import BackupError, contents, pipes, postgresql, rotation, sqlite
from tracker.backups.aliases import another, sqlite_file
from tracker.backups.archive import KEY, writing
from tracker.backups.manifest import Manifest
from tracker.backups.rotation import Keep

_PART_PREFIX = ".unknot-part-"
# Made by themselves, before something is replaced.
KEPT_BY_ITSELF = Keep(newest=3)


def default_folder() -> Path:
    return Path(settings.DATA_DIR) / "backups"


def make(folder: Path, encrypt: list[str] | None = None, occasion: str = "") -> Path:
    """The new backup. Raises BackupError, and has then left nothing behind."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear_parts(folder)
        with alone(), _part(folder) as part:
            made_at = datetime.datetime.now(datetime.UTC)
            with pipes.encrypted(encrypt, part) as sink:
                _write(sink, made_at)
            part.flush()
            os.fsync(part.fileno())
            path = folder / rotation.name(made_at, occasion, pipes.suffix_of(encrypt))
            Path(part.name).replace(path)
            _sync(folder)
    except OSError as error:
        raise BackupError(f"No backup could be made in {folder}: {error.strerror or error}.") from error
    return path


def remove_superfluous(folder: Path, keep: Keep, occasion: str = "") -> list[str]:
    """Called when a new backup is safe on the disk: the newest is never among them."""
    names = rotation.superfluous((path.name for path in folder.iterdir()), keep, occasion)
    for name in names:
        (folder / name).unlink(missing_ok=True)
    return names


@contextmanager
def alone() -> Iterator[None]:
    """One backup or restore at a time; plain copies that one left which was killed are cleared away."""
    with (Path(settings.DATA_DIR) / ".backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError("A backup is being made or put back at this moment.") from None
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor == "sqlite":
            for left in sqlite.path_of(connection).parent.glob(f"{sqlite.COPY_PREFIX}*"):
                shutil.rmtree(left, ignore_errors=True)
        yield


@contextmanager
def _part(folder: Path) -> Iterator[IO[bytes]]:
    """Under another name until it is whole."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=_PART_PREFIX, delete=False) as part:
        try:
            yield part.file
        finally:
            Path(part.name).unlink(missing_ok=True)


def _clear_parts(folder: Path) -> None:
    """What somebody was killed over. Other installations may be at work in the same folder."""
    long_ago = time.time() - 24 * 60 * 60
    for left in folder.glob(f"{_PART_PREFIX}*"):
        if left.stat().st_mtime < long_ago:
            left.unlink(missing_ok=True)


def _write(sink: IO[bytes], made_at: datetime.datetime) -> None:
    key = _secret_key()
    kind = connections[DEFAULT_DB_ALIAS].vendor
    with ExitStack() as opened:
        database, told = opened.enter_context(_sqlite() if kind == "sqlite" else _postgresql())
        manifest = Manifest(
            version=settings.VERSION,
            made_at=made_at.isoformat(timespec="seconds"),
            database=kind,
            has_secret_key=bool(key),
            **told,  # type: ignore[arg-type]
        )
        with writing(sink, manifest) as writer:
            if key:
                writer.add(KEY, key)
            writer.add_database(database)
            # Its end is written only when whatever gave the database has ended well.
            opened.close()


def _secret_key() -> bytes:
    """The key that the folder keeps; one that came by the environment is kept by whoever set it."""
    with suppress(FileNotFoundError):
        key = (Path(settings.DATA_DIR) / KEY).read_bytes()
        if key.decode("ascii").strip() == settings.SECRET_KEY:
            return key
    return b""


@contextmanager
def _sqlite() -> Iterator[tuple[IO[bytes], dict[str, object]]]:
    source = sqlite.path_of(connections[DEFAULT_DB_ALIAS])
    with sqlite.snapshot(source) as copy:
        with another("snapshot", **sqlite_file(copy)):
            told = _told("snapshot")
        with copy.open("rb") as file:
            yield file, {**told, "made_with": sqlite.VERSION, "size": copy.stat().st_size}


@contextmanager
def _postgresql() -> Iterator[tuple[IO[bytes], dict[str, object]]]:
    connection = connections[DEFAULT_DB_ALIAS]
    dumper, version = postgresql.program("pg_dump", postgresql.server_version(connection))
    with postgresql.snapshot(connection) as moment:
        told = _told(DEFAULT_DB_ALIAS)
        with postgresql.dump(connection, dumper, moment) as stream:
            yield stream, {**told, "made_with": str(version)}


def _told(using: str) -> dict[str, object]:
    return {
        "rows": contents.counts(connections[using]),
        "migrations": contents.migrations(using).applied,
    }


def _sync(folder: Path) -> None:
    """So that the name survives a power cut as well as the content."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
