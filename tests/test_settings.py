"""The settings as a server of its own reads them: in a process with just the variables of the test."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TELL = "import json; from tracker import settings; print(json.dumps(settings.DATABASES['default']))"


@pytest.fixture
def database(tmp_path: Path):
    def read(url: str) -> dict[str, Any]:
        told = {"DATA_DIR": str(tmp_path), "ENV_FILE": os.devnull, "DATABASE_URL": url, "DEBUG": "1"}
        done = subprocess.run(
            [sys.executable, "-c", TELL], cwd=ROOT, env=told, check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout)

    return read


def test_options_of_a_postgres_address_reach_the_server_beside_the_pool(database):
    told = database("postgres://unknot:secret@db.example.org/diary?sslmode=require&connect_timeout=5")
    assert told["OPTIONS"] == {"pool": {"timeout": 8}, "sslmode": "require", "connect_timeout": 5}


def test_options_of_an_sqlite_address_keep_saves_safe(database):
    told = database("sqlite:////srv/elsewhere.sqlite3?timeout=60")["OPTIONS"]
    assert (told["timeout"], told["transaction_mode"]) == (60, "IMMEDIATE")
    assert "synchronous=FULL" in told["init_command"]
    assert "journal_size_limit" in told["init_command"]
