"""The settings as a server of its own reads them: in a process with just the variables of the test."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TELL = """
import json
from tracker import settings
names = ("DATABASES", "CACHES", "SESSION_ENGINE")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""
POSTGRES = "postgres://unknot:secret@db.example.org/diary"


@pytest.fixture
def told(tmp_path: Path):
    """What the settings say with these variables set; with `fails`, what is said instead."""

    def read(fails: bool = False, **variables: str) -> Any:
        set_here = {"DATA_DIR": str(tmp_path), "ENV_FILE": os.devnull, "DEBUG": "1", **variables}
        done = subprocess.run(
            [sys.executable, "-c", TELL], cwd=ROOT, env=set_here, check=False, capture_output=True, text=True
        )
        assert (done.returncode != 0) == fails, done.stderr
        return done.stderr if fails else json.loads(done.stdout)

    return read


def test_options_of_a_postgres_address_reach_the_server_beside_the_pool(told):
    database = told(DATABASE_URL=f"{POSTGRES}?sslmode=require&connect_timeout=5")["DATABASES"]["default"]
    assert database["OPTIONS"] == {
        "pool": {"min_size": 1, "max_size": 4, "timeout": 8},
        "server_side_binding": True,
        "prepare_threshold": 3,
        "sslmode": "require",
        "connect_timeout": 5,
    }
    assert database["CONN_MAX_AGE"] == 0


def test_behind_a_pooler_nothing_is_kept_of_a_connection_and_no_cursor_outlasts_a_transaction(told):
    database = told(DATABASE_URL=POSTGRES, DATABASE_POOL_SIZE="0")["DATABASES"]["default"]
    assert database["OPTIONS"] == {}
    assert database["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_options_of_an_sqlite_address_keep_saves_safe(told):
    options = told(DATABASE_URL="sqlite:////srv/elsewhere.sqlite3?timeout=60")["DATABASES"]["default"][
        "OPTIONS"
    ]
    assert (options["timeout"], options["transaction_mode"]) == (60, "IMMEDIATE")
    assert "synchronous=FULL" in options["init_command"]
    assert "journal_size_limit" in options["init_command"]


def test_without_any_address_all_is_kept_in_one_file_of_the_data_folder(told, tmp_path):
    settings = told()
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "unknot.sqlite3")
    assert list(settings["DATABASES"]) == ["default"]
    assert settings["SESSION_ENGINE"] == "tracker.gate.session_store"


def test_a_replica_is_a_database_beside_the_one_that_is_written_to(told):
    databases = told(DATABASE_URL=POSTGRES, REPLICA_URL="postgres://unknot:secret@copy/diary")["DATABASES"]
    assert [databases[name]["HOST"] for name in ("default", "replica")] == ["db.example.org", "copy"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("DATABASE_URL", "mysql://a@b/c"), ("REPLICA_URL", "nonsense"), ("REDIS_URL", "localhost:6379")),
        ("LOG_LEVEL", "verbose"),
    ],
)
def test_a_value_that_makes_no_sense_stops_the_start_and_is_named(told, name, value):
    assert f"{name} must be" in told(fails=True, **{name: value}).splitlines()[-1]
