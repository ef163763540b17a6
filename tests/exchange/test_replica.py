"""Exports are read from a replica that has all of the diary, and from the database itself as soon as it lacks a thing.

Two real databases, in a process whose settings name both: the replica's copy differs by one value, which tells where
an export was read.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests import tables

ROOT = Path(__file__).resolve().parent.parent.parent
EXPORT = """
import json, django
django.setup()
from django.core.management import call_command
from django.db import connections
from django.db.models import F
from tracker.exchange.downloads import download
from tracker.exchange.stored import Selection
from tracker.models import CheckIn, Person
import datetime
for alias in ("default", "replica"):
    call_command("migrate", database=alias, verbosity=0)
day = datetime.date(2026, 11, 22)
person = Person.objects.create_user("ann", revision=5)
day_of = CheckIn.objects.create(person=person, date=day, stress=3)
Person.objects.using("replica").bulk_create([person])
day_of.stress = 7
CheckIn.objects.using("replica").bulk_create([day_of])

def stress(file):
    ann = Person.objects.get(username="ann")
    text = b"".join(download(file, Selection(ann, notes=True), day).chunks)
    return "from the replica" if b",7," in text else "from the database" if b",3," in text else repr(text)

told = {"as far": stress("diary")}
Person.objects.update(revision=F("revision") + 1)
told["behind"] = stress("diary")
Person.objects.using("replica").update(revision=F("revision") + 1)
told["caught up"] = stress("diary")
Person.objects.using("replica").update(revision=F("revision") + 1)
told["ahead of a database put back"] = stress("diary")
Person.objects.using("replica").all().delete()
told["not there yet"] = stress("diary")
for each in connections.all():
    each.close()
    getattr(each, "close_pool", int)()
connections["replica"].settings_dict.update(NAME="/nowhere/at/all", HOST="127.0.0.1", PORT=1)
told["not to be had"] = stress("diary")
print(json.dumps(told))
for each in connections.all():
    each.close()
    getattr(each, "close_pool", int)()
"""


@pytest.fixture
def two_databases(tmp_path: Path, django_db_setup: None) -> Iterator[list[str]]:
    """Their addresses; the tables of one on PostgreSQL are yet to be made."""
    if connection.vendor == "sqlite":
        paths = [tmp_path / "main.sqlite3", tmp_path / "replica.sqlite3"]
        for path in paths:
            tables.given(path)
        yield [f"sqlite:///{path}" for path in paths]
        return
    server = settings.TEST_DATABASE_URL
    names = [f"{settings.DATABASES['default']['TEST']['NAME']}_{which}" for which in ("main", "replica")]
    with psycopg.connect(server, autocommit=True) as admin:
        for name in names:
            admin.execute(f"CREATE DATABASE {name}")
        yield [f"{server.rpartition('/')[0]}/{name}" for name in names]
        for name in names:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_an_export_never_lacks_what_was_saved(two_databases, tmp_path):
    main, replica = two_databases
    variables = {
        "DATA_DIR": str(tmp_path),
        "ENV_FILE": os.devnull,
        "DATABASE_URL": main,
        "REPLICA_URL": replica,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", EXPORT], cwd=ROOT, env=variables, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "as far": "from the replica",
        "behind": "from the database",
        "caught up": "from the replica",
        "ahead of a database put back": "from the database",
        "not there yet": "from the database",
        "not to be had": "from the database",
    }
