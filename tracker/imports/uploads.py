"""Files that somebody sent, in a folder that only the server's owner can look into, for as long as they are needed.

A file is streamed there while it comes in: never whole in memory, never twice on disk, and never under the name that
its sender gave it.
"""

import datetime
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django_tasks_db.models import DBTaskResult

from tracker.models import Import, Person

FORGOTTEN_AFTER = datetime.timedelta(hours=2)
# Beside an upload, while it is read: what was found in it, and a folder for what has to be unpacked.
_FOUND, _SCRATCH = ".found", ".scratch"


def folder() -> Path:
    path = Path(settings.UPLOAD_DIR)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(upload: str) -> Path:
    """The file of that name, which we made up ourselves."""
    return folder() / Path(upload).name


def found_of(upload: str) -> Path:
    return path_of(f"{upload}{_FOUND}")


def scratch_of(upload: str) -> Path:
    """An empty folder."""
    path = path_of(f"{upload}{_SCRATCH}")
    _drop(path)
    path.mkdir(mode=0o700)
    return path


def remove(upload: str) -> None:
    if upload:
        path_of(upload).unlink(missing_ok=True)
        remove_what_was_read(upload)


def remove_what_was_read(upload: str) -> None:
    for ending in (_FOUND, _SCRATCH):
        _drop(path_of(f"{upload}{ending}"))


def _drop(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def forget_files(person: Person) -> None:
    """Removes every file that the person has sent and that is still here, and the tasks that speak of their imports.

    Call it before their rows go.
    """
    imports = list(Import.objects.for_user(person).values_list("pk", flat=True))
    DBTaskResult.objects.filter(args_kwargs__args__0__in=imports).delete()
    for upload in Import.objects.for_user(person).exclude(upload="").values_list("upload", flat=True):
        remove(upload)
    Import.objects.for_user(person).update(upload="")


def remove_forgotten(now: datetime.datetime) -> None:
    """Files that no import speaks of any more: of uploads that broke off, of a server that was stopped."""
    wanted = set(Import.objects.exclude(upload="").values_list("upload", flat=True))  # of everybody
    for path in folder().iterdir():
        if path.name.partition(".")[0] in wanted:
            continue
        with suppress(FileNotFoundError):  # its import has just ended
            age = now - datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
            if age > FORGOTTEN_AFTER:
                _drop(path)


class ReceivedFile(UploadedFile):  # type: ignore[type-arg]
    """A file that has arrived. `upload`: what it is called in the folder."""

    def __init__(self, upload: str, name: str | None, size: int) -> None:
        super().__init__(None, name, size=size)
        self.upload = upload


class IntoTheFolder(FileUploadHandler):
    """Takes one file, up to the limit, and drops what comes after it unread."""

    def __init__(self) -> None:
        super().__init__()
        self.is_too_large = False
        self.received: ReceivedFile | None = None
        self._upload = ""
        self._size = 0
        self._file: BinaryIO | None = None

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._close()
        if self.received is not None:
            return
        self._upload, self._size = secrets.token_hex(24), 0
        made = os.open(path_of(self._upload), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(made, "wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._file is None:
            return
        self._size += len(raw_data)
        if self._size > settings.UPLOAD_LIMIT:
            self.is_too_large = True
            self.discard()
            raise StopUpload(connection_reset=True)
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile | None:
        if self._file is None:
            return None
        self._close()
        self.received = ReceivedFile(self._upload, self.file_name, self._size)
        return self.received

    def upload_interrupted(self) -> None:
        self.discard()

    def handed_over(self) -> ReceivedFile:
        """The file, which from now on is somebody else's to remove."""
        if self.received is None:
            raise ValueError("no file has arrived")
        self._upload = ""
        return self.received

    def discard(self) -> None:
        """Removes what has come in, unless it was handed over."""
        self._close()
        remove(self._upload)
        self._upload = ""

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
