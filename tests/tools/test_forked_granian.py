"""What granian's processes share is loaded before they part; nothing that two must not share is open then; and once
they have ended, the database is one file."""

import subprocess
from pathlib import Path

from tools.steps import PYTHON, ROOT

BEFORE = """
import threading
from tools.forked_granian import load
load()
import sys
from django.db import connections
assert {"tracker.urls", "scipy"} <= sys.modules.keys()
assert [each.connection for each in connections.all()] == [None] * len(connections.all())
assert threading.enumerate() == [threading.main_thread()]
"""
AFTER = """
import shutil, sqlite3
import tracker.wsgi
from pathlib import Path
from django.db import connection
from tools.forked_granian import settle
file = Path(connection.settings_dict["NAME"])
settle()
assert not file.exists()
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE written (number)")
kept = sqlite3.connect(file)
kept.execute("SELECT * FROM written")
assert Path(f"{file}-wal").stat().st_size > 0
settle()
assert connection.connection is None
assert Path(f"{file}-wal").stat().st_size == 0
alone = sqlite3.connect(shutil.copy(file, f"{file}-copied"))
assert alone.execute("SELECT count(*) FROM written").fetchone() == (0,)
"""


def run(program: str, **variables: str) -> None:
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", **variables}
    done = subprocess.run(
        [PYTHON, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_no_connection_and_no_thread_is_there_when_it_forks() -> None:
    run(BEFORE, DJANGO_SETTINGS_MODULE="tests.settings")


def test_what_was_written_last_is_in_the_file_itself_when_it_has_stopped(tmp_path: Path) -> None:
    """A connection that is still open would otherwise leave it in the log beside."""
    run(AFTER, DATA_DIR=str(tmp_path), ENV_FILE="/dev/null")
