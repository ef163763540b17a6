"""Encryption with the real programs."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.backups import BackupError, pipes

GZIP = b"\x1f\x8b" + os.urandom(300_000)


@pytest.fixture
def recipient(age: None, tmp_path: Path) -> tuple[str, Path]:
    """Whom to encrypt to, and the file that decrypts it."""
    key = tmp_path / "key.txt"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    public = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True, text=True)
    return public.stdout.strip(), key


@pytest.fixture
def gpg_key(gpg: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    home = tmp_path / "gpg"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    made = [
        "gpg",
        "--batch",
        "--quiet",
        "--passphrase",
        "",
        "--quick-generate-key",
        "ops@example.org",
        "ed25519",
    ]
    subprocess.run(made, check=True, capture_output=True)
    subkey = ["gpg", "--batch", "--list-keys", "--with-colons", "ops@example.org"]
    listed = subprocess.run(subkey, check=True, capture_output=True, text=True).stdout
    fingerprint = next(line.split(":")[9] for line in listed.splitlines() if line.startswith("fpr"))
    add = ["gpg", "--batch", "--passphrase", "", "--quick-add-key", fingerprint, "cv25519"]
    subprocess.run(add, check=True, capture_output=True)
    yield "ops@example.org"
    subprocess.run(["gpgconf", "--kill", "all"], check=False)


def encrypt(path: Path, command: list[str]) -> bytes:
    with path.open("w+b") as target, pipes.encrypted(command, target) as sink:
        for start in range(0, len(GZIP), 65536):
            sink.write(GZIP[start : start + 65536])
    return path.read_bytes()


def decrypt(path: Path, command: list[str] | None) -> bytes:
    with pipes.decrypted(path, command) as (source, finish):
        text = source.read()
        finish()
        return text


def test_age_round_trip(recipient, tmp_path):
    public, key = recipient
    path = tmp_path / "backup.age"
    assert GZIP[1000:1100] not in encrypt(path, ["age", "-r", public])
    assert decrypt(path, ["age", "-d", "-i", str(key)]) == GZIP


def test_gpg_round_trip(gpg_key, tmp_path):
    path = tmp_path / "backup.gpg"
    assert GZIP[1000:1100] not in encrypt(path, pipes.gpg_to(gpg_key))
    assert decrypt(path, None) == GZIP


def test_without_the_key_or_with_another_it_is_refused(recipient, tmp_path):
    path, other = tmp_path / "backup.age", tmp_path / "other.txt"
    encrypt(path, ["age", "-r", recipient[0]])
    with pytest.raises(BackupError, match="encrypted: --decrypt-with"):
        decrypt(path, None)
    subprocess.run(["age-keygen", "-o", other], check=True, capture_output=True)
    with pytest.raises(BackupError, match=r"age could not decrypt it: .*no identity matched"):
        decrypt(path, ["age", "-d", "-i", str(other)])


def test_what_was_tampered_with_is_refused_by_age(recipient, tmp_path):
    public, key = recipient
    path = tmp_path / "backup.age"
    text = bytearray(encrypt(path, ["age", "-r", public]))
    text[-70_000] ^= 1
    path.write_bytes(text)
    with pytest.raises(BackupError, match=r"age could not decrypt it"):
        decrypt(path, ["age", "-d", "-i", str(key)])


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import sys; sys.exit('no such recipient')", "did not encrypt the backup: no such recipient"),
        ("import sys; sys.stdin.buffer.read(); sys.exit(4)", "did not encrypt the backup."),
        ("import sys; sys.stdin.buffer.read()", "gave out less than it was given"),
    ],
)
def test_a_program_that_fails_or_swallows_it_makes_no_backup(program, message, tmp_path):
    with pytest.raises(BackupError, match=message):
        encrypt(tmp_path / "backup", [sys.executable, "-c", program])


def test_a_program_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BackupError, match="agee cannot be started: No such file"):
        encrypt(tmp_path / "backup", pipes.words_of("agee -r x"))


@pytest.mark.parametrize("text", ["", "  ", "age 'x"])
def test_a_command_that_cannot_be_read_is_refused(text):
    with pytest.raises(BackupError):
        pipes.words_of(text)


def test_no_shell_reads_the_command(tmp_path):
    trap = tmp_path / "trap"
    words = pipes.words_of(f"cat ; touch {shlex.quote(str(trap))}")
    with pytest.raises(BackupError):
        encrypt(tmp_path / "backup", words)
    assert not trap.exists()
