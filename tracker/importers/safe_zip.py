"""Reads zip files that strangers made. Nothing is ever unpacked to a path that the zip names.

Refused as a whole: more than MOST_MEMBERS members, more than MOST_BYTES unpacked, more than MOST_RATIO times its packed
size (of a member or of all), encryption, members that overlap or share a name, zips within the zip, and every way of
packing but the two that all apps use, since only those can be unpacked piece by piece. What a zip says of itself is
checked before anything is read, and the bytes really read are counted as well.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tracker.importers.reading import UnreadableFileError

MOST_MEMBERS = 10_000
MOST_BYTES = 8 * 1024**3
MOST_RATIO = 200
RATIO_FROM = 1024**2
"""Up to here a member may be packed tighter: a young database is nearly all zeros, and so little does no harm."""
CHUNK = 256 * 1024

MOST_AT_ONCE = MOST_MEMBERS * 256
"""The list of members is read in one piece: more than this is no list of 10,000 names."""
ENCRYPTED = 0x1 | 0x40 | 0x2000
HEADER = 30
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
DAMAGED = "The zip file is damaged or was cut short. Export it again, or copy it again, and send that."
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError,
    NotImplementedError, RuntimeError, ValueError, OverflowError, IndexError,
)  # fmt: skip
"""What the standard library's reader raises for broken files."""


class Member(NamedTuple):
    """A file in the zip. `name` and `size` are what the zip says; `number` is its place in the list."""

    name: str
    size: int
    number: int


class SafeZip:
    """An opened zip that passed every check. `members` leaves folders out."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos = archive.infolist()
        self._unpacked = 0
        _check(archive, self._infos)
        self.members = tuple(
            Member(info.filename, info.file_size, number)
            for number, info in enumerate(self._infos)
            if not info.is_dir()
        )

    def chunks(self, member: Member, size: int = CHUNK) -> Iterator[bytes]:
        """What the member holds, in pieces of at most `size` bytes. Raises UnreadableFileError."""
        info = self._infos[member.number]
        read = 0
        for chunk in self._pieces(info, size):
            if not read and chunk.startswith(ZIP_STARTS):
                raise UnreadableFileError(_nested(member.name))
            read += len(chunk)
            self._count(len(chunk), read, info)
            yield chunk

    def start(self, member: Member, size: int) -> bytes:
        """The first `size` bytes of the member, or all where it is shorter."""
        return next(self.chunks(member, size), b"")

    def read(self, member: Member, at_most: int) -> bytes:
        """The whole of a member. Raises UnreadableFileError where it is longer than `at_most`."""
        if member.size > at_most:
            raise UnreadableFileError(
                f"“{shown(member.name)}” in the zip file is too large: {member.size:,} bytes."
            )
        return b"".join(self.chunks(member))

    def copy(self, member: Member, target: BinaryIO) -> None:
        """Writes the member to a file that the caller made."""
        target.writelines(self.chunks(member))

    def _pieces(self, info: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
        done = 0
        try:
            with self._archive.open(info) as opened:
                while chunk := opened.read(size):
                    done += len(chunk)
                    yield chunk
        except BROKEN as error:
            where = f"in “{shown(info.filename)}”, {done:,} bytes in"
            raise UnreadableFileError(f"{DAMAGED} (It breaks off {where}.)") from error

    def _count(self, more: int, read: int, info: zipfile.ZipInfo) -> None:
        self._unpacked += more
        if self._unpacked > MOST_BYTES:
            raise UnreadableFileError(_too_large())
        if _is_bomb(read, info.compress_size):
            raise UnreadableFileError(_too_tight(info.filename))


@contextmanager
def opened(path: Path) -> Iterator[SafeZip]:
    """Raises UnreadableFileError for what is no zip, is damaged, or is refused."""
    with path.open("rb") as raw:
        is_zip = raw.read(4) in ZIP_STARTS
        try:
            archive = zipfile.ZipFile(_Sparing(raw))
        except UnreadableFileError:
            raise
        except BROKEN as error:
            raise UnreadableFileError(DAMAGED if is_zip else "This is not a zip file.") from error
        with archive:
            yield SafeZip(archive)


def starts_as_zip(path: Path) -> bool:
    with path.open("rb") as raw:
        return raw.read(4) in ZIP_STARTS


def shown(name: str, at_most: int = 60) -> str:
    """A name out of the zip as it may stand in a message."""
    readable = "".join(letter if letter.isprintable() else "?" for letter in name)
    return readable if len(readable) <= at_most else f"{readable[: at_most - 1]}…"


class _Sparing:
    """A file of which nobody reads much at once: a false length in a zip asks for gigabytes of memory."""

    def __init__(self, raw: io.BufferedReader) -> None:
        self._raw = raw
        self.seek, self.tell, self.seekable = raw.seek, raw.tell, raw.seekable

    def read(self, size: int = -1) -> bytes:
        if size > MOST_AT_ONCE:
            raise UnreadableFileError(
                f"The zip file lists too many files: at most {MOST_MEMBERS:,} can be read."
            )
        return self._raw.read(MOST_AT_ONCE if size < 0 else size)


def _check(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        raise UnreadableFileError(
            f"The zip file holds {len(infos):,} files: at most {MOST_MEMBERS:,} can be read."
        )
    names: set[str] = set()
    for info in infos:
        if info.filename in names:
            raise UnreadableFileError(f"The zip file holds two files called “{shown(info.filename)}”.")
        names.add(info.filename)
        _check_member(info)
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MOST_BYTES:
        raise UnreadableFileError(_too_large())
    if _is_bomb(unpacked, sum(info.compress_size for info in infos)):
        raise UnreadableFileError(_too_tight("all its files"))
    _check_places(infos, archive.start_dir)


def _check_member(info: zipfile.ZipInfo) -> None:
    name = shown(info.filename)
    if info.flag_bits & ENCRYPTED:
        raise UnreadableFileError(f"The zip file is protected by a password (“{name}”). Send it without one.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableFileError(f"“{name}” in the zip file is packed in a way that cannot be read here.")
    if info.filename.lower().endswith(".zip"):
        raise UnreadableFileError(_nested(info.filename))
    if _is_bomb(info.file_size, info.compress_size):
        raise UnreadableFileError(_too_tight(info.filename))


def _check_places(infos: list[zipfile.ZipInfo], directory: int) -> None:
    """No two members may share bytes: that is how a small file unpacks to petabytes."""
    free = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < free:
            raise UnreadableFileError(f"{DAMAGED} (“{shown(info.filename)}” overlaps another file in it.)")
        free = info.header_offset + HEADER + len(info.orig_filename) + info.compress_size
    if free > directory:
        raise UnreadableFileError(DAMAGED)


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > RATIO_FROM and unpacked > MOST_RATIO * packed


def _nested(name: str) -> str:
    return (
        f"There is a zip file inside the zip file (“{shown(name)}”). Unpack the outer one and send the inner."
    )


def _too_large() -> str:
    return f"The zip file unpacks to more than {MOST_BYTES // 1024**3} GB, which is more than can be read."


def _too_tight(name: str) -> str:
    return (
        f"“{shown(name)}” in the zip file unpacks to more than {MOST_RATIO} times its size. It was not read."
    )
