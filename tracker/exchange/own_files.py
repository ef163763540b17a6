"""Reads what an Unknot wrote: the archive, the zip of CSV files, or one of these files alone."""

from typing import NamedTuple

from tracker.changes.restoring import ArchiveRows, restore
from tracker.entries import Date, Document
from tracker.importers.reading import Skipped, Tell, Upload
from tracker.models import Person


class OwnDocument(NamedTuple):
    """What CSV files say. Lines that make no sense are in `skipped`, each with its file and line."""

    document: Document
    skipped: tuple[Skipped, ...] = ()


class OwnArchive(NamedTuple):
    """A whole diary, read from an archive and checked.

    Into an empty account it goes exactly as it is (`restore_into`). A diary that holds something already takes
    `document` as it takes any other file; `left_behind` then says what stays out.
    """

    rows: ArchiveRows
    made_on: Date

    def restore_into(self, person: Person) -> dict[str, int]:
        """All or nothing, in one transaction: how many rows of what, by plain names. Raises NotEmptyError."""
        return restore(person, self.rows)

    def document(self) -> Document:
        raise NotImplementedError

    def left_behind(self) -> tuple[Skipped, ...]:
        raise NotImplementedError


def recognises(upload: Upload) -> bool:
    """Whether this looks like a file of ours. Reads little, never raises for a broken file."""
    raise NotImplementedError


def read(upload: Upload, tell: Tell) -> OwnArchive | OwnDocument:
    """Everything the file says. Raises UnreadableFileError with the place where it cannot be read."""
    raise NotImplementedError
