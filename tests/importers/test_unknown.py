"""A file that nobody knows is told by what it is, with what to send in its place."""

import io
import zipfile

import pytest

from tracker.importers import known
from tracker.importers.reading import Upload
from tracker.importers.unknown import why_not


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()


WHOLE = zipped(export__xml=bytes(range(256)) * 40)
FILES = [
    (WHOLE[: len(WHOLE) // 2], "damaged or was cut short"),
    (WHOLE[:40] + b"\xff" * 60 + WHOLE[100:], "It breaks off in “export.xml”, 0 bytes in"),
    (zipped(export__xml=bytes(9_000_000)), "unpacks to more than 200 times its size"),
    (zipped(inner__zip=WHOLE), "There is a zip file inside the zip file"),
    (zipped(**{"xl/workbook.xml": b"<workbook/>"}), "CSV UTF-8"),
    (zipped(holiday__jpg=b"\xff\xd8\xff"), "“holiday.jpg”"),
    (zipped(other__csv=b"a,b\n1,2\n"), "send one file by itself"),
    (zipped(), "The zip file is empty"),
    (b"date" + b",c" * 2_000, "Line 1 has more than 1,000 columns"),
    (b"date" + b",c" * 2_000_000, "Line 1 has more than 1,000 columns"),
    (b"date,note\n2024-02-13,\0\n", "nor a table as text"),
    (b"Dear diary,\n".replace(b",", b""), "names only one column"),
    (b"\xff\xd8\xff\xe0JFIF", "This is a picture"),
    (b"%PDF-1.7", "This is a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "CSV UTF-8"),
    (b'{"a": 1}', "This is JSON"),
    (b"<!doctype html>", "not an export of Apple Health"),
    (b"  \n", "The file is empty"),
    (bytes(range(256)), "This is no file of an app"),
]


@pytest.mark.parametrize(("content", "told"), FILES)
def test_what_a_file_seems_to_be_is_said(content: bytes, told: str, tmp_path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    upload = Upload(path, "file")
    assert known.recognised(upload) is None
    assert known.any_table(upload) is None
    assert told in why_not(upload)
