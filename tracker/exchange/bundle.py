"""All CSV files and a README in one zip, streamed: it is packed while it is sent, and never whole in memory."""

import codecs
import tempfile
import zipfile
from collections.abc import Generator, Iterable, Mapping
from textwrap import dedent
from typing import IO

from django.db import transaction

from tracker.entries import Date
from tracker.exchange.archive_json import diary_json
from tracker.exchange.columns import CSV_FILES
from tracker.exchange.csv_files import csv_bytes
from tracker.exchange.stored import Selection
from tracker.models import Person

ARCHIVE_JSON = "diary.json"
_PIECE = 65_536
EXPORT_HEADER = "Self-reported by the user. Not verified. Entries made more than 24 h late are marked."
DISCLAIMER = "A diary, not a medical opinion. It cannot tell you what is causing pain."


class _Outbox:
    """Takes what the packer writes until it is sent on. It cannot be sought in, as a network cannot."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing lies deeper than here."""

    def take(self) -> bytes:
        data = bytes(self._waiting)
        self._waiting.clear()
        return data


def zip_bytes(selection: Selection, made_on: Date) -> Generator[bytes, None, None]:
    """The same diary, selection and day give the same bytes."""
    return _packed(_csv_members(selection, readme(selection, made_on)), made_on)


def archive_bytes(person: Person, made_on: Date) -> Generator[bytes, None, None]:
    """Everything, notes included: the CSV files for people and spreadsheets, diary.json for another Unknot."""
    whole = Selection(person, notes=True)
    with tempfile.TemporaryFile() as kept:
        _keep_diary(kept, person, made_on)
        first = {ARCHIVE_JSON: iter(lambda: kept.read(_PIECE), b"")}
        yield from _packed(first | _csv_members(whole, readme(whole, made_on, _ABOUT_ARCHIVE)), made_on)


def _keep_diary(kept: IO[bytes], person: Person, made_on: Date) -> None:
    """All of it at one moment: were a spot and a rating of it added half way through, nobody could read it again."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        kept.writelines(diary_json(person, made_on))
    kept.seek(0)


def _csv_members(selection: Selection, about: str) -> dict[str, Iterable[bytes]]:
    members: dict[str, Iterable[bytes]] = {"README.txt": iter([codecs.BOM_UTF8, about.encode()])}
    return members | {file.file_name: csv_bytes(file.name, selection) for file in CSV_FILES.values()}


def _packed(members: Mapping[str, Iterable[bytes]], made_on: Date) -> Generator[bytes, None, None]:
    outbox = _Outbox()
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, chunks in members.items():
            about = zipfile.ZipInfo(name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(about, "w") as member:
                for chunk in chunks:
                    member.write(chunk)
                    yield outbox.take()
    yield outbox.take()


def readme(selection: Selection, made_on: Date, before: str = "") -> str:
    """What is in the zip, in plain words. Lines end as Windows wants them; every other editor copes."""
    first = f"from {selection.start}" if selection.start else "from the first day"
    last = f"to {selection.end}" if selection.end else "to the last day"
    notes = "included" if selection.notes else "left out"
    files = "\n".join(f"{file.file_name}\n    {file.purpose}" for file in CSV_FILES.values())
    text = _README.format(
        header=EXPORT_HEADER,
        made_on=made_on,
        days=f"{first} {last}",
        notes=notes,
        files=before + files,
        disclaimer=DISCLAIMER,
    )
    return text.replace("\n", "\r\n")


_ABOUT_ARCHIVE = dedent(
    f"""\
    {ARCHIVE_JSON}
        Everything, for another Unknot: give it this whole zip on the page Data. An empty account there becomes
        exactly this diary. The order drawn for an experiment is in it too, veiled, so that nobody reads it in
        passing. What is not in it: your account itself, links you shared, and steps that could be undone.
    """
)

_README = dedent(
    """\
    Unknot: a diary of muscle knots

    {header}

    Made on {made_on}, {days}. Notes are {notes}.

    {files}

    How to read the files
    - An empty cell means: not recorded. 0 means: recorded as zero. They are never mixed up.
    - Left and right are the person's own left and right.
    - Pain, sleep quality, stress and pressure go from 0 to 10. Sleep is in hours and belongs to the night
      that ended on the morning of that date.
    - late is 1 where something was written down more than 24 hours after its day had ended.
    - completed is 1 on a day on which the person said that this was all. Only such a day counts 0 for a
      spot that was not mentioned, and only in columns whose name starts with derived_.
    - Columns whose name starts with derived_ are worked out from the diary. All others are as recorded.
    - Pain after a treatment is kept in its own column and never counts as the pain of the day.
    - Text is in quotes, numbers are not. Text that a spreadsheet might take for a formula has one
      apostrophe (') in front, which is not part of what was written.
    - The files are UTF-8. The columns are described in docs/formats.md of the program.

    {disclaimer}
    """
)
