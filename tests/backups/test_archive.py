import io
import subprocess
import tarfile

import pytest

from tracker.backups import BackupError, archive
from tracker.backups.archive import Reader, Writer
from tracker.backups.manifest import Manifest

MANIFEST = Manifest(
    "1.2.3", "2026-11-22T00:00:00+00:00", "sqlite", "3.40", ["tracker.0001_initial"], {"t": 3}
)
CONTENT = bytes(range(256)) * 9


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PIECE_BYTES", 1000)


def written(content: bytes = CONTENT) -> bytes:
    sink = io.BytesIO()
    writer = Writer(sink, MANIFEST)
    writer.add("secret_key", b"a key")
    writer.add_database(io.BytesIO(content))
    writer.finish()
    return sink.getvalue()


def read(text: bytes) -> tuple[Manifest, bytes, bytes]:
    with Reader(io.BytesIO(text), lambda: None) as reader:
        database = b"".join(reader.pieces())
        return reader.manifest, reader.secret_key, database


def repacked(change) -> bytes:
    """The same archive with its members changed, as somebody could who has no idea of the sums."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(written())) as old, tarfile.open(fileobj=sink, mode="w:gz") as new:
        for member, content in change([(each, old.extractfile(each).read()) for each in old]):
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return sink.getvalue()


def test_what_was_written_is_read():
    assert read(written()) == (MANIFEST, b"a key", CONTENT)
    assert read(written(b"")) == (MANIFEST, b"a key", b"")


def test_whoever_has_no_unknot_unpacks_it_with_ordinary_tools(tmp_path):
    (tmp_path / "backup").write_bytes(written())
    subprocess.run("tar -xzf backup && sha256sum -c --quiet SHA256SUMS", shell=True, check=True, cwd=tmp_path)
    parts = sorted(tmp_path.glob("database.*"))
    assert len(parts) == 3
    assert b"".join(part.read_bytes() for part in parts) == CONTENT


@pytest.mark.parametrize("kept", [0, 1, 10, 100, -1, -9])
def test_a_file_that_was_cut_off_is_refused(kept: int):
    with pytest.raises(BackupError):
        read(written()[:kept])


def test_a_byte_that_changed_anywhere_is_noticed():
    text = written()
    for place in range(10, len(text), 37):
        with pytest.raises(BackupError):
            read(text[:place] + bytes([text[place] ^ 64]) + text[place + 1 :])


@pytest.mark.parametrize(
    "change",
    [
        lambda members: members[:-1],
        lambda members: [*members[:3], *members[4:]],
        lambda members: [*members[:2], members[3], members[2], *members[4:]],
        lambda members: [*members, members[2]],
        lambda members: [*members[:2], (members[2][0], b"another"), *members[3:]],
        lambda members: [*members[:1], (tarfile.TarInfo("../../etc/passwd"), b"x"), *members[1:]],
        lambda members: members[1:],
    ],
)
def test_parts_that_are_missing_moved_added_or_replaced_are_noticed(change):
    with pytest.raises(BackupError):
        read(repacked(change))


def test_a_file_of_something_else_is_refused_in_words():
    with pytest.raises(BackupError, match="This is no backup of Unknot"):
        read(b"SQLite format 3\x00")


def test_what_decrypts_has_the_last_word():
    def failed() -> None:
        raise BackupError("the seal is broken")

    with Reader(io.BytesIO(written()), failed) as reader, pytest.raises(BackupError, match="seal"):
        list(reader.pieces())
