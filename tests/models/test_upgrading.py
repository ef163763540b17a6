"""A database of the first release, with a diary in it, takes every later migration."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TRIGGERS = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"


def manage(folder: Path, *words: str) -> None:
    surroundings = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "DEBUG": "1",
        "ENV_FILE": os.devnull,
    }
    surroundings.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=surroundings, check=True, capture_output=True
    )


def test_tables_that_the_same_person_triggers_name_can_be_rebuilt(tmp_path):
    manage(tmp_path, "migrate", "tracker", "0001")
    with sqlite3.connect(tmp_path / "unknot.sqlite3") as database:
        laid = database.execute(TRIGGERS).fetchone()
        database.execute(
            "INSERT INTO tracker_person (id, username, password, is_superuser, is_staff, is_active, is_sample,"
            " first_name, last_name, email, date_joined, time_zone, day_starts_at, figure, theme)"
            " VALUES (7, 'mia', '', 0, 0, 1, 0, '', '', '', '2026-01-01', 'UTC', 4, 'female', 'system')"
        )
        database.execute(
            "INSERT INTO tracker_checkin (id, person_id, public_id, date, note, entered_at, changed_at, late)"
            " VALUES (8, 7, '0123', '2026-01-02', 'kept', '2026-01-02', '2026-01-02', 0)"
        )
    manage(tmp_path, "migrate")
    with sqlite3.connect(tmp_path / "unknot.sqlite3") as database:
        assert database.execute("SELECT note FROM tracker_checkin WHERE person_id = 7").fetchall() == [
            ("kept",)
        ]
        assert database.execute(TRIGGERS).fetchone() >= laid > (0,)
