"""What `make run` does with a folder of an earlier release, and with a migration that fails."""

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.backups.rig import Installation
from tools.steps import ROOT

TRIGGERS = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
MIGRATIONS = ROOT / "tracker" / "migrations"
LAST = max(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
SETTINGS = "from tracker.settings import *\nMIGRATION_MODULES = {'tracker': 'next_release'}\n"
PACKAGE = "import tracker.migrations\n__path__ = [*tracker.migrations.__path__, *__path__]\n"
# The first of two is all right, rebuilds a table that triggers name and changes rows; the second is not.
FIRST = """
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("tracker", "{last}")]
    operations = [
        migrations.AddField("spot", "feeling", models.TextField(default="as before")),
        migrations.RunSQL("UPDATE tracker_checkin SET note = 'changed'"),
        migrations.AlterField("spot", "nickname", models.TextField(default="", blank=True)),
    ]
"""
SECOND = """
import os, signal
from django.db import migrations
def go(apps, schema_editor):
    {action}
class Migration(migrations.Migration):
    dependencies = [("tracker", "9001_first")]
    operations = [migrations.RunPython(go)]
"""


def next_release(folder: Path, action: str) -> None:
    package = folder / "next_release"
    package.mkdir()
    (folder / "next_settings.py").write_text(SETTINGS)
    (package / "__init__.py").write_text(PACKAGE)
    (package / "9001_first.py").write_text(FIRST.format(last=LAST))
    (package / "9002_second.py").write_text(SECOND.format(action=action))


@pytest.fixture(scope="module")
def first_release(tmp_path_factory, born) -> Installation:
    """A database of the first release with a diary in it."""
    made = Installation(tmp_path_factory.mktemp("first"), by=born)
    made.manage("migrate", "tracker", "0001", "--verbosity=0")
    with closing(sqlite3.connect(made.database)) as database, database:
        database.execute(
            "INSERT INTO tracker_person (id, username, password, is_superuser, is_staff, is_active, is_sample,"
            " first_name, last_name, email, date_joined, time_zone, day_starts_at, figure, theme)"
            " VALUES (7, 'mia', '', 0, 0, 1, 0, '', '', '', '2026-01-01', 'UTC', 4, 'female', 'system')"
        )
        database.execute(
            "INSERT INTO tracker_checkin (id, person_id, public_id, date, note, entered_at, changed_at, late)"
            " VALUES (8, 7, '0123456789abcdef0123456789abcdef', '2026-01-02', 'kept', '2026-01-02', '2026-01-02', 0)"
        )
    return made


def test_a_folder_of_the_first_release_takes_every_later_migration_after_a_backup(first_release, tmp_path):
    home = first_release.copy(tmp_path / "home")
    laid = home.ask(TRIGGERS)
    done = home.upgraded()
    (backup,) = home.backups
    told = f"  database ...\n  backed up before it was upgraded: {backup}\n"
    assert (done.code, done.out, done.err) == (0, told, "")
    assert home.ask("SELECT note FROM tracker_checkin WHERE person_id = 7") == [("kept",)]
    assert home.ask(TRIGGERS) >= laid > [(0,)]
    assert backup.name.endswith("-before-upgrade.tar.gz")
    again = home.upgraded()
    assert (again.code, again.out, home.backups) == (0, "", [backup])
    # What was made by the first release is brought up to this one as it is put back.
    empty = home.beside("empty")
    empty.manage("restore", str(backup))
    applied = 'INSERT INTO "django_migrations"'
    assert [row for row in empty.rows() if not row.startswith(applied)] == [
        row for row in home.rows() if not row.startswith(applied)
    ]
    assert empty.ask(TRIGGERS) == home.ask(TRIGGERS)


@pytest.mark.parametrize(
    ("action", "code"),
    [("raise ValueError('as planned')", 1), ("os.kill(os.getpid(), signal.SIGKILL)", -9)],
)
def test_a_migration_that_fails_or_is_killed_leaves_the_old_database(home, tmp_path, action, code):
    next_release(tmp_path, action)
    rows, before = home.rows(), hashlib.sha256(home.database.read_bytes()).hexdigest()
    done = home.upgraded("next_settings")
    assert done.code == code
    (backup,) = home.backups
    if code == 1:
        assert "failed, and the database is as it was before: ValueError: as planned" in done.err
        assert done.err.endswith(f"A backup made just before it: {backup}\n")
    # Whoever opens it next clears away what was never committed.
    assert home.ask("PRAGMA integrity_check") == [("ok",)]
    assert hashlib.sha256(home.database.read_bytes()).hexdigest() == before
    assert home.upgraded().code == 0
    assert home.rows() == rows


def test_older_code_does_not_touch_a_newer_database(home, tmp_path):
    next_release(tmp_path, "pass")
    assert home.upgraded("next_settings").code == 0
    assert home.ask("SELECT DISTINCT feeling FROM tracker_spot") == [("as before",)]
    done = home.upgraded()
    assert done.code == 1
    assert done.err.startswith(
        "A newer release of Unknot has changed this database (tracker.9002_second), and"
    )
    # Back to where it was, as docs/operations.md says.
    (backup,) = home.backups
    home.manage("restore", str(backup), "--replace")
    assert home.upgraded().code == 0
    assert "feeling" not in {row[1] for row in home.ask("PRAGMA table_info(tracker_spot)")}


def test_without_a_backup_there_is_no_upgrade_unless_told(home, tmp_path):
    next_release(tmp_path, "pass")
    (home.folder / "backups").touch()
    before = home.rows()
    done = home.upgraded("next_settings")
    assert done.code == 1
    assert "Nothing was upgraded, since the backup before it could not be made." in done.err
    assert home.rows() == before
    assert home.upgraded("next_settings", BACKUP_BEFORE_UPGRADE="off").code == 0


def test_a_database_with_nobody_in_it_is_upgraded_without_a_backup(migrated, tmp_path):
    home = migrated.copy(tmp_path / "home")
    next_release(tmp_path, "pass")
    assert home.upgraded("next_settings").code == 0
    assert home.backups == []


def test_somebody_who_writes_meanwhile_waits_and_loses_nothing(home, tmp_path):
    """A process of the old release that still runs: what it saves is there whether or not the upgrade fails."""
    trigger = tmp_path / "began"
    next_release(
        tmp_path, f"import pathlib, time; pathlib.Path({str(trigger)!r}).touch(); time.sleep(1); 1 / 0"
    )
    script = (
        "import pathlib, sqlite3, sys, time\n"
        f"while not pathlib.Path({str(trigger)!r}).exists(): time.sleep(0.02)\n"
        f"c = sqlite3.connect({str(home.database)!r}, timeout=20, isolation_level=None)\n"
        "c.execute(\"UPDATE tracker_person SET first_name = 'saved' WHERE username = 'mia'\")\n"
    )
    with subprocess.Popen([sys.executable, "-c", script]) as writer:
        assert home.upgraded("next_settings").code == 1
        assert writer.wait(30) == 0
    assert home.ask("SELECT first_name FROM tracker_person WHERE username = 'mia'") == [("saved",)]
