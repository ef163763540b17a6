"""The empty database of the tests, made by the migrations once and copied from then on.

It is kept under a digest of everything it was made from, so a change of any of that makes it anew.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.core.management.commands import flush
from django.db import connection
from django.test import TransactionTestCase

from tools.steps import BUILD, ROOT, fingerprint

FOLDER = BUILD / "test-tables"
MADE_FROM = ("tracker", "tests/settings.py", "requirements.txt", "constraints.txt")


def _kept() -> Path:
    digest = fingerprint([ROOT / name for name in MADE_FROM], [sqlite3.sqlite_version])
    return FOLDER / f"{digest}.sqlite3"


def given(database: Path) -> bool:
    """Puts the kept one in place, if there is one."""
    try:
        shutil.copyfile(_kept(), database)
    except FileNotFoundError:
        return False
    return True


def keep(database: Path) -> None:
    """Keeps `database` for runs to come, and no other."""
    kept = _kept()
    FOLDER.mkdir(parents=True, exist_ok=True)
    fresh = FOLDER / f"{os.getpid()}.part"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", [str(fresh)])
    fresh.replace(kept)
    for other in FOLDER.glob("*.sqlite3"):
        if other != kept:
            other.unlink(missing_ok=True)


# `flush` empties these and then asks every app to fill them again, with the very same rows.
FILLED_BY_MIGRATE = {"django_content_type", "auth_permission"}


@contextmanager
def left_as_migrated() -> Iterator[None]:
    """What is the same for every test stays when Django empties the tables after one."""
    empty = TransactionTestCase._fixture_teardown
    names = connection.introspection.django_table_names

    def but_those(**which: bool) -> list[str]:
        return [name for name in names(**which) if name not in FILLED_BY_MIGRATE]

    def empty_the_others(test: TransactionTestCase) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(connection.introspection, "django_table_names", but_those)
            patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: None)
            empty(test)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_the_others)
        yield
