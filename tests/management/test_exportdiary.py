import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.factories import FIRST_DAY
from tracker.models import AuditEntry


@pytest.fixture
def spot(alice):
    spot = factories.spot(alice)
    factories.write(spot, "3 0c . 5")
    factories.check_in(alice, FIRST_DAY, note="a private word")
    return spot


def test_it_writes_everything_to_a_file_that_only_its_owner_reads(alice, spot, tmp_path):
    path = tmp_path / "alice.zip"
    call_command("exportdiary", "alice", "--output", str(path), stdout=io.StringIO())
    with zipfile.ZipFile(path) as archive:
        assert b'"2026-03-02"' in archive.read("days.csv")
        assert b"a private word" not in archive.read("diary.csv")
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]
    assert AuditEntry.objects.for_user(alice).get().kind == "exported"


def test_it_takes_a_range_and_notes_and_prints_one_file(alice, spot, capsysbinary):
    call_command(
        "exportdiary",
        "alice",
        "--file=days",
        "--to=2026-03-02",
        "--notes",
        "--output=-",
        stdout=io.StringIO(),
    )
    lines = capsysbinary.readouterr().out.split(b"\r\n")
    assert len(lines) == 3
    assert lines[1].startswith(b'"2026-03-02"')
    assert lines[1].endswith(b'"a private word"')


def test_without_a_name_it_chooses_one_with_the_date(alice, spot, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = io.StringIO()
    call_command("exportdiary", "alice", "--file", "spots", stdout=said)
    (path,) = tmp_path.glob("unknot-spots-*.csv")
    assert said.getvalue() == f"{path.name}: {path.stat().st_size:,} bytes\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["charlie"], "There is no account named charlie."),
        (["alice", "--from=2026-03-05", "--to=2026-03-02"], "--to lies before --from."),
        (["alice", "--from=yesterday"], "invalid fromisoformat value: 'yesterday'"),
        (["alice", "--output=/no/such/folder/x.zip"], "x.zip cannot be written: No such file or directory."),
    ],
)
def test_it_says_what_is_wrong(alice, words, message):
    with pytest.raises(CommandError, match=message):
        call_command("exportdiary", *words)
