"""Encryption and decryption by a program of the operator's choice: what is plain goes through a pipe to it."""

import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from tracker.backups import BackupError

_WAIT_SECONDS = 60
_SUFFIXES = {"age": ".age", "rage": ".age", "gpg": ".gpg", "gpg2": ".gpg"}
_GZIP, _AGE = b"\x1f\x8b", b"age-encryption.org/"
_GPG_DECRYPTS = ["gpg", "--quiet", "--batch", "--decrypt"]


def gpg_to(key: str) -> list[str]:
    # Already compressed; and whose key it is was decided by whoever wrote this line.
    return [
        *("gpg", "--quiet", "--batch", "--encrypt", "--compress-algo", "none"),
        *("--trust-model", "always", "--recipient", key),
    ]


def words_of(command: str) -> list[str]:
    """As a shell would split it; no shell runs it."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise BackupError(f"The command {command!r} cannot be read: {error}.") from None
    if not words:
        raise BackupError("The command for encryption is empty.")
    return words


def suffix_of(command: list[str] | None) -> str:
    return _SUFFIXES.get(Path(command[0]).name, ".enc") if command else ""


class _Counted:
    """A sink that knows how much went in."""

    def __init__(self, sink: IO[bytes]) -> None:
        self._sink, self.written = sink, 0

    def write(self, data: bytes) -> int:
        self.written += len(data)
        return self._sink.write(data)

    def flush(self) -> None:
        self._sink.flush()


@contextmanager
def encrypted(command: list[str] | None, target: IO[bytes]) -> Iterator[IO[bytes]]:
    """What to write into so that it arrives in `target`, through `command` if there is one."""
    if command is None:
        yield target
        return
    with _started(command, stdin=subprocess.PIPE, stdout=target) as (process, said):
        assert process.stdin is not None  # noqa: S101 - asked for
        counted = _Counted(process.stdin)
        try:
            yield counted  # type: ignore[misc]
            process.stdin.close()
        except BrokenPipeError:
            # It has gone, and what it said is told below.
            counted.written = -1
        if process.wait(_WAIT_SECONDS) or counted.written < 0:
            raise BackupError(f"{command[0]} did not encrypt the backup{_words(said)}")
    if target.seek(0, 2) < counted.written:
        raise BackupError(f"{command[0]} gave out less than it was given: that is no encrypted backup.")


@contextmanager
def decrypted(path: Path, command: list[str] | None) -> Iterator[tuple[IO[bytes], Callable[[], None]]]:
    """The content of `path`, through `command`, or through gpg where that is what it needs.

    Whoever has read it all calls the second: it raises BackupError unless the program ended well, and only then is
    what it gave out what somebody had encrypted.
    """
    try:
        # Without a buffer: the program reads on from where we are.
        file = path.open("rb", buffering=0)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from None
    with file:
        head = file.read(len(_AGE))
        file.seek(0)
        if head.startswith(_GZIP):
            yield file, lambda: None
            return
        if command is None and head == _AGE:
            raise BackupError("This backup is encrypted: --decrypt-with 'age --decrypt --identity FILE'.")
        command = command or (_GPG_DECRYPTS if path.suffix == ".gpg" else None)
        if command is None:
            raise BackupError("This is no backup of Unknot, or it is encrypted: --decrypt-with 'COMMAND'.")
        with _started(command, stdin=file, stdout=subprocess.PIPE) as (process, said):
            output = process.stdout
            assert output is not None  # noqa: S101 - asked for
            name = command[0]

            def finish() -> None:
                if output.read(1) or process.wait(_WAIT_SECONDS):
                    raise BackupError(f"{name} could not decrypt it{_words(said)}")

            try:
                yield output, finish
            except BackupError:
                # If there was no more to read because it ended badly, that is why.
                if not output.read(1) and process.wait(_WAIT_SECONDS):
                    raise BackupError(f"{name} could not decrypt it{_words(said)}") from None
                raise


@contextmanager
def _started(
    command: list[str], stdin: "IO[bytes] | int", stdout: "IO[bytes] | int"
) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=said)
        except OSError as error:
            raise BackupError(f"{command[0]} cannot be started: {error.strerror}.") from None
        try:
            yield process, said
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _close(stream)


def _close(stream: IO[bytes]) -> None:
    with suppress(BrokenPipeError):
        stream.close()


def _words(said: IO[bytes]) -> str:
    said.seek(0)
    text = said.read(2000).decode(errors="replace").strip()
    return f": {text}" if text else "."
