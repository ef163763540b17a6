"""The empty database of the tests, made by the migrations once and copied from then on.

It is kept under a digest of everything it was made from, so a change of any of that makes it anew.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

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
