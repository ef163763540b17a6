import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.importers import safe_zip
from tracker.importers.reading import UnreadableFileError


def zipped(tmp_path, files, compress=zipfile.ZIP_DEFLATED, force_zip64=False):
    path = tmp_path / "upload.bin"
    with zipfile.ZipFile(path, "w", compress) as archive:
        for name, content in files.items():
            with archive.open(name, "w", force_zip64=force_zip64) as member:
                member.write(content)
    return path


def everything(path):
    with safe_zip.opened(path) as archive:
        return {member.name: b"".join(archive.chunks(member, 7)) for member in archive.members}


def refusal(path):
    with pytest.raises(UnreadableFileError) as raised:
        everything(path)
    return str(raised.value)


@pytest.mark.parametrize("force_zip64", [False, True])
@pytest.mark.parametrize("compress", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_was_put_in_comes_out(tmp_path, compress, force_zip64):
    files = {"folder/": b"", "folder/a.xml": b"<a/>" * 99, "../../etc/passwd": b"never a path", "empty": b""}
    read = everything(zipped(tmp_path, files, compress, force_zip64))
    assert read == {name: content for name, content in files.items() if name != "folder/"}
    assert not (tmp_path.parent.parent / "etc").exists()


def test_a_comment_and_bytes_in_front_do_no_harm(tmp_path):
    path = zipped(tmp_path, {"a": b"abc"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"made by hand"
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert everything(path) == {"a": b"abc"}


def test_a_member_is_copied_read_and_begun(tmp_path):
    with safe_zip.opened(zipped(tmp_path, {"a": b"abcdef"})) as archive:
        (member,) = archive.members
        target = io.BytesIO()
        archive.copy(member, target)
        assert target.getvalue() == archive.read(member, at_most=6) == b"abcdef"
        assert archive.start(member, 3) == b"abc"
        with pytest.raises(UnreadableFileError, match="too large: 6 bytes"):
            archive.read(member, at_most=5)


def test_a_bomb_is_refused_by_what_it_says_of_itself(tmp_path):
    assert "“bomb” in the zip file unpacks to more than 200 times its size" in refusal(
        zipped(tmp_path, {"bomb": bytes(4_000_000)})
    )


def test_a_small_member_may_be_all_zeros(tmp_path):
    assert everything(zipped(tmp_path, {"young.db": bytes(1024**2)}))["young.db"] == bytes(1024**2)


def test_many_small_bombs_are_one(tmp_path):
    """Each of them alone is small enough to be let through."""
    assert "200 times" in refusal(zipped(tmp_path, {str(number): bytes(1024**2) for number in range(4)}))


def test_a_bomb_that_lies_about_its_size_is_cut_off_where_it_lied(tmp_path):
    path = zipped(tmp_path, {"bomb": bytes(4_000_000)})
    lying = path.read_bytes().replace(struct.pack("<L", 4_000_000), struct.pack("<L", 1000))
    path.write_bytes(lying)
    assert "damaged" in refusal(path)


def test_bytes_really_read_are_counted(tmp_path, monkeypatch):
    path = zipped(tmp_path, {"a": bytes(range(256)) * 40, "b": bytes(range(256)) * 40}, zipfile.ZIP_STORED)
    with safe_zip.opened(path) as archive:
        monkeypatch.setattr(safe_zip, "MOST_BYTES", 15_000)
        first, second = archive.members
        assert len(archive.read(first, 20_000)) == 10_240
        with pytest.raises(UnreadableFileError, match="unpacks to more than"):
            archive.read(second, 20_000)


def test_more_than_eight_gigabytes_are_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(safe_zip, "MOST_BYTES", 15_000)
    assert "unpacks to more than" in refusal(zipped(tmp_path, {"a": bytes(16_000)}, zipfile.ZIP_STORED))


def relisted(path, times):
    """The same zip with its one member listed that many times."""
    content = path.read_bytes()
    at, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    listed = content[at:end] * times
    path.write_bytes(
        content[:at] + listed + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, len(listed), at, 0)
    )
    return path


def test_more_than_ten_thousand_members_are_refused(tmp_path):
    assert "10,001 files" in refusal(relisted(zipped(tmp_path, {"a": b""}), 10_001))


def test_a_list_of_a_million_members_is_not_even_loaded(tmp_path):
    assert "lists too many files" in refusal(relisted(zipped(tmp_path, {"a" * 200: b""}), 20_000))


def test_as_many_members_as_are_allowed_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(safe_zip, "MOST_MEMBERS", 5)
    assert len(everything(zipped(tmp_path, {str(number): b"" for number in range(5)}))) == 5
    assert "6 files" in refusal(zipped(tmp_path, {str(number): b"" for number in range(6)}))


def test_an_encrypted_member_is_refused(tmp_path):
    path = zipped(tmp_path, {"secret.xml": b"<a/>"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "protected by a password (“secret.xml”)" in refusal(path)


@pytest.mark.parametrize("compress", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_cannot_be_unpacked_piece_by_piece_is_refused(tmp_path, compress):
    assert "packed in a way" in refusal(zipped(tmp_path, {"a": b"abc"}, compress))


@pytest.mark.parametrize("name", ["inner.zip", "INNER.ZIP", "disguised.xml"])
def test_a_zip_in_the_zip_is_refused(tmp_path, name):
    inner = zipped(tmp_path, {"a": b"abc"}).read_bytes()
    assert "a zip file inside the zip file" in refusal(zipped(tmp_path, {name: inner}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path):
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("export.xml", "one")
        archive.writestr("export.xml", "two")
    assert "two files called “export.xml”" in refusal(path)


def test_members_that_share_bytes_are_refused(tmp_path):
    content = zipped(tmp_path, {"a": b"abc" * 20}).read_bytes()
    at, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = content[at:end]
    listed = entry + entry[:-1] + b"b"
    path = tmp_path / "overlap.zip"
    path.write_bytes(
        content[:at] + listed + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(listed), at, 0)
    )
    assert "overlaps another file" in refusal(path)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_zip_that_was_cut_short_says_so(tmp_path, kept):
    content = zipped(tmp_path, {f"{number}.csv": bytes(range(99)) for number in range(9)}).read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(content[: int(len(content) * kept)])
    assert "damaged or was cut short" in refusal(path)


def test_a_flipped_bit_is_told_with_its_place(tmp_path):
    path = zipped(tmp_path, {"a.csv": b"0123456789" * 50}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    assert "It breaks off in “a.csv”, " in refusal(path)


@pytest.mark.parametrize("content", [b"", b"PK", b"date,pain\r\n", bytes(100)])
def test_no_zip_at_all_says_so(tmp_path, content):
    path = tmp_path / "upload.bin"
    path.write_bytes(content)
    assert refusal(path) == "This is not a zip file."
    assert not safe_zip.starts_as_zip(path)


@settings(max_examples=200)
@given(st.data())
def test_whatever_is_done_to_a_zip_it_is_read_or_refused(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp()
    content = bytearray(zipped(folder, {"a.csv": b"1,2\r\n" * 9, "b/c": b"", "ü": b"x" * 300}).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = folder / "broken.zip"
    path.write_bytes(content[: data.draw(st.integers(len(content) - 30, len(content)))])
    with contextlib.suppress(UnreadableFileError):
        assert sum(map(len, everything(path).values())) < 10_000
