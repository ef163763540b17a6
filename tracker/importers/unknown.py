"""Why a file that no importer knows cannot be read: what it seems to be, and what to send in its place."""

from tracker.importers import safe_zip
from tracker.importers.delimited import looks_like_text, opened
from tracker.importers.reading import UnreadableFileError, Upload
from tracker.importers.safe_zip import SafeZip, shown
from tracker.importers.skips import Skips

_START = 4_096
_SHOWN = 3
_ALONE = (".csv", ".tsv", ".json")
_MOST_LOOKED_INTO = 50
_SEE = "What can be read stands on the Import page."
_WORKBOOK = "This is a workbook of a spreadsheet. Save its sheet as “CSV UTF-8” there, and send that."
_PICTURE = f"This is a picture. {_SEE}"
_ARCHIVE = (
    "This file is packed in a way that cannot be read here. Unpack it, or pack it as a zip, and send that."
)
_BEGINNINGS = {
    b"\xff\xd8\xff": _PICTURE,
    b"\x89PNG": _PICTURE,
    b"GIF8": _PICTURE,
    b"%PDF": f"This is a PDF, of which no values can be read. {_SEE}",
    b"\xd0\xcf\x11\xe0": _WORKBOOK,
    b"\x1f\x8b": _ARCHIVE,
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
    b"{": f"This is JSON, but not of an app whose files can be read here. {_SEE}",
    b"[": f"This is JSON, but not of an app whose files can be read here. {_SEE}",
    b"<": "This is XML or a web page, but not an export of Apple Health, or it was cut short at its start.",
}
_WORKBOOK_PARTS = ("xl/workbook", "content.xml", "index/document.iwa")
_ANYTHING_ELSE = f"This is no file of an app that can be read here, nor a table as text. {_SEE}"
_ONE_COLUMN = (
    "This is text, but not a table: its first line names only one column. "
    "A table has its columns parted by commas, semicolons or tabs."
)


def why_not(upload: Upload) -> str:
    """A sentence for the person. Raises nothing, whatever the file holds."""
    try:
        if safe_zip.starts_as_zip(upload.path):
            with safe_zip.opened(upload.path) as archive:
                return _of_zip(archive)
        return _of_file(upload)
    except UnreadableFileError as error:
        return str(error)
    except OSError:
        return _ANYTHING_ELSE


def _of_zip(archive: SafeZip) -> str:
    names = [member.name.lower() for member in archive.members]
    if any(name.startswith(_WORKBOOK_PARTS) for name in names):
        return _WORKBOOK
    if not names:
        return "The zip file is empty: there is no file in it."
    for member in archive.members[:_MOST_LOOKED_INTO]:
        archive.start(member, _START)  # says where it is damaged
    named = ", ".join(f"“{shown(member.name, 40)}”" for member in archive.members[:_SHOWN])
    rest = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    if any(name.endswith(_ALONE) for name in names):
        return (
            f"Such files are not read inside a zip ({named}{rest}). Unpack it, and send one file by itself."
        )
    return f"None of the files in the zip can be read here ({named}{rest}). {_SEE}"


def _of_file(upload: Upload) -> str:
    with upload.path.open("rb") as file:
        start = file.read(_START)
    if not start.strip():
        return "The file is empty."
    plain = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, why in _BEGINNINGS.items():
        if plain.startswith(beginning):
            return why
    if not looks_like_text(upload):
        return _ANYTHING_ELSE
    with opened(upload, Skips(), lambda _done, _total: None) as table:
        return _ONE_COLUMN if len(table.names) < 2 else _ANYTHING_ELSE
