"""Reads what an Unknot wrote: the archive, the zip of CSV files, or one of these files alone."""

from typing import NamedTuple

from tracker.changes.restoring import ArchiveRows, restore
from tracker.entries import Date, Document
from tracker.exchange.archive_document import CARRIED, document_of
from tracker.exchange.archive_json import FORMAT
from tracker.exchange.archive_reading import read_archive
from tracker.exchange.bundle import ARCHIVE_JSON
from tracker.exchange.columns import CSV_FILES
from tracker.exchange.csv_documents import OwnDocument, document_of_csv, name_of_csv
from tracker.importers.reading import Skipped, Tell, UnreadableFileError, Upload
from tracker.importers.safe_zip import Member, SafeZip, opened, starts_as_zip
from tracker.models import Person

# A diary of ten years with everything in it takes a tenth of this.
MOST_BYTES = 256 * 1024**2
MOST_TABLES = 50
_START = 64 * 1024


class OwnArchive(NamedTuple):
    """A whole diary, read from an archive and checked.

    Into an empty account it goes exactly as it is (`restore_into`). A diary that holds something already takes
    `document` as it takes any other file; `left_behind` then says what stays out.
    """

    rows: ArchiveRows
    made_on: Date

    def restore_into(self, person: Person) -> dict[str, int]:
        """All or nothing, in one transaction: how many rows of what, by plain names.

        Raises NotEmptyError and DoesNotFitError of tracker.changes.restoring.
        """
        return restore(person, self.rows)

    def document(self) -> Document:
        return document_of(self.rows)

    def left_behind(self) -> tuple[Skipped, ...]:
        reason = "{}: only an empty account can take them from an archive"
        return tuple(
            Skipped(0, reason.format(str(model._meta.verbose_name_plural)), len(rows))
            for model, rows in self.rows.rows.items()
            if rows and model not in CARRIED
        )


def recognises(upload: Upload) -> bool:
    """Whether this looks like a file of ours. Reads little, never raises for a broken file."""
    try:
        if starts_as_zip(upload.path):
            with opened(upload.path) as archive:
                return _archive_member(archive) is not None or bool(_csv_members(archive))
        with upload.path.open("rb") as file:
            start = file.read(_START)
    except (UnreadableFileError, OSError):
        return False
    return _is_archive(start) or name_of_csv(start) is not None


def read(upload: Upload, tell: Tell) -> OwnArchive | OwnDocument:
    """Everything the file says. Raises UnreadableFileError with the place where it cannot be read."""
    if starts_as_zip(upload.path):
        with opened(upload.path) as archive:
            return _read_zip(archive, tell)
    size = upload.path.stat().st_size
    if size > MOST_BYTES:
        raise UnreadableFileError(f"The file is too large: {size:,} bytes, of at most {MOST_BYTES:,}.")
    data = upload.path.read_bytes()
    if _is_archive(data[:_START]):
        return _read_json(data, tell)
    name = name_of_csv(data[:_START])
    if name is None:
        raise UnreadableFileError("This is no file that Unknot has written.")
    return document_of_csv({name: data}, tell)


def _read_zip(archive: SafeZip, tell: Tell) -> OwnArchive | OwnDocument:
    member = _archive_member(archive)
    if member is not None:
        return _read_json(archive.read(member, MOST_BYTES), tell)
    found = _csv_members(archive)
    if not found:
        raise UnreadableFileError(f"The zip file holds neither {ARCHIVE_JSON} nor a CSV file of Unknot.")
    return document_of_csv({name: archive.read(each, MOST_BYTES) for name, each in found.items()}, tell)


def _read_json(data: bytes, tell: Tell) -> OwnArchive:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(f"{ARCHIVE_JSON}, line {line:,}: it is not in UTF-8.") from error
    found = read_archive(text, lambda done: tell(done, len(text)))
    return OwnArchive(found.rows, found.made_on)


def _is_archive(start: bytes) -> bool:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and f'"{FORMAT}"'.encode() in text


def _archive_member(archive: SafeZip) -> Member | None:
    """Also in a folder, as a zip that was unpacked and packed again has it."""
    return next((each for each in archive.members if _base(each.name) == ARCHIVE_JSON), None)


def _csv_members(archive: SafeZip) -> dict[str, Member]:
    """By the name of CSV_FILES; by what the file says, so a name that was changed does no harm."""
    found: dict[str, Member] = {}
    tables = [each for each in archive.members if _base(each.name).endswith(".csv")]
    # Those of another app may be hundreds.
    for member in tables[:MOST_TABLES]:
        if len(found) < len(CSV_FILES):
            name = name_of_csv(archive.start(member, _START))
            if name is not None:
                found.setdefault(name, member)
    return found


def _base(name: str) -> str:
    return name.rpartition("/")[2].lower()
