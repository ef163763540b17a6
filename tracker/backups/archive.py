"""One backup as a file: written and read from its beginning to its end, a piece at a time and never all at once."""

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import IO, Self

from tracker.backups import BackupError
from tracker.backups.manifest import Manifest, from_json

HEAD, KEY, SUMS, PIECE = "backup.json", "secret_key", "SHA256SUMS", "database."
PIECE_BYTES = 8 * 1024 * 1024
_LARGEST_MEMBER = 64 * 1024 * 1024
# Half as large again as with 6, in a third of the time; a household's diary is a few megabytes.
_COMPRESSION = 3
_DAMAGED = "This backup is damaged: {}. Nothing of it was used."


class Writer:
    """Whole only after `finish`."""

    def __init__(self, sink: IO[bytes], manifest: Manifest) -> None:
        self._gzip = gzip.GzipFile(filename="", mode="wb", fileobj=sink, compresslevel=_COMPRESSION, mtime=0)
        self._tar = tarfile.open(fileobj=self._gzip, mode="w|")  # noqa: SIM115 - closed by `finish`
        self._sums: list[str] = []
        self._pieces = 0
        self.add(HEAD, manifest.to_json())

    def add(self, name: str, content: bytes) -> None:
        self._sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        self._put(name, content)

    def add_database(self, source: IO[bytes]) -> None:
        while piece := _fully(source, PIECE_BYTES):
            self._pieces += 1
            self.add(f"{PIECE}{self._pieces:06}", piece)

    def finish(self) -> None:
        self._put(SUMS, "".join(self._sums).encode())
        self._tar.close()
        self._gzip.close()

    def abandon(self) -> None:
        """Forgets it, or both would try to write their ends when nobody holds them any more."""
        self._tar.fileobj.closed = True  # type: ignore[attr-defined]
        self._gzip.fileobj = None  # type: ignore[assignment]

    def _put(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = len(content), 0o600
        self._tar.addfile(member, io.BytesIO(content))


@contextmanager
def writing(sink: IO[bytes], manifest: Manifest) -> Iterator[Writer]:
    """Whole when this ends without an error."""
    writer = Writer(sink, manifest)
    try:
        yield writer
        writer.finish()
    except BaseException:
        writer.abandon()
        raise


def _fully(source: IO[bytes], size: int) -> bytes:
    """`size` bytes, fewer only at the end: a pipe gives what it has."""
    parts, left = [], size
    while left and (part := source.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class Reader:
    """Reads the head at once; the pieces as they are asked for. Raises BackupError for whatever is not as written."""

    def __init__(self, source: IO[bytes], finish: Callable[[], None]) -> None:
        self._finish = finish
        self._sums: list[str] = []
        self.secret_key = b""
        try:
            self._gzip = gzip.GzipFile(fileobj=source, mode="rb")
            self._tar = tarfile.open(fileobj=self._gzip, mode="r|")  # noqa: SIM115 - see __exit__
            head = self._next()
        except (OSError, EOFError, zlib.error, tarfile.TarError):
            raise BackupError("This is no backup of Unknot.") from None
        if head is None or head[0] != HEAD:
            raise BackupError("This is no backup of Unknot.")
        self.manifest = from_json(head[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tar.close()
        self._gzip.close()

    def pieces(self) -> Iterator[bytes]:
        """The database, piece by piece. What was given out is good only once this has come to its end."""
        number = 0
        try:
            while (found := self._next()) is not None:
                name, content = found
                if name == SUMS:
                    self._close(content)
                    return
                if name == KEY:
                    self.secret_key = content
                    continue
                number += 1
                if name != f"{PIECE}{number:06}":
                    raise BackupError(_DAMAGED.format("its parts are not in their order"))
                yield content
        except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
            raise BackupError(_DAMAGED.format(str(error) or "it ends too early")) from None
        raise BackupError(_DAMAGED.format("its end is missing"))

    def _next(self) -> tuple[str, bytes] | None:
        member = self._tar.next()
        if member is None:
            return None
        stream = self._tar.extractfile(member) if member.size <= _LARGEST_MEMBER else None
        if stream is None:
            raise BackupError(_DAMAGED.format("it holds what no backup holds"))
        content = stream.read()
        # A stream is read once: without this the list of members grows with it.
        self._tar.members = []  # type: ignore[attr-defined]
        if member.name != SUMS:
            self._sums.append(f"{hashlib.sha256(content).hexdigest()}  {member.name}\n")
        return member.name, content

    def _close(self, sums: bytes) -> None:
        if sums != "".join(self._sums).encode():
            raise BackupError(_DAMAGED.format("a part is not what was written"))
        if self._tar.next() is not None:
            raise BackupError(_DAMAGED.format("something follows its end"))
        # To the end, so that the checksum of gzip and whoever decrypts have their say.
        while self._gzip.read(65536):
            pass
        self._finish()
