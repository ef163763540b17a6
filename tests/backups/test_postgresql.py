"""Backups of a real PostgreSQL, and everything moved there and back."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import NamedTuple

import psycopg
import pytest

from tests.backups.rig import Installation, without_sessions
from tests.backups.test_upgrading import next_release
from tracker.backups import BackupError, postgresql

Moved = tuple[Installation, Installation]


class Refused(NamedTuple):
    """What was said of a move that failed, and what it left in the other database."""

    said: str
    url: str
    spots: int
    permissions: int


@pytest.fixture(scope="module")
def refused(filled, new_database, tmp_path_factory) -> Refused:
    home = filled[0].copy(tmp_path_factory.mktemp("refused") / "home")
    with closing(sqlite3.connect(home.database)) as database, database:
        database.execute("UPDATE tracker_person SET time_zone = ?", ["private " * 20])
    url = new_database()
    said = home.refused("movedatabase", "--to", url)
    server = Installation(home.folder, url, home.by)
    return Refused(said, url, *(count(server, name) for name in ("tracker_spot", "auth_permission")))


@pytest.fixture(scope="module")
def moved(filled, refused, tmp_path_factory) -> Moved:
    """The filled folder, and the PostgreSQL database that it was moved to at the second try. Not to be changed."""
    lite = filled[0].copy(tmp_path_factory.mktemp("moved") / "home")
    url = refused.url
    said = lite.manage("movedatabase", "--to", url)
    assert "were copied, read again and found the same." in said
    return lite, Installation(lite.folder, url, lite.by)


@pytest.fixture(scope="module")
def told(moved) -> list[str]:
    return moved[0].models()


def query(installation: Installation, text: str) -> list[tuple[object, ...]]:
    with psycopg.connect(installation.url) as connection:
        return connection.execute(text).fetchall()


def count(installation: Installation, table: str) -> int:
    return int(str(query(installation, f"SELECT count(*) FROM {table}")[0][0]))


def test_every_row_moves_with_its_number_and_the_next_one_gets_the_next(moved, told):
    lite, server = moved
    assert server.models() == told
    assert len(told) > 2500
    # Somebody had an account and deleted it: that number is nobody's again.
    (last,) = lite.ask("SELECT seq FROM sqlite_sequence WHERE name = 'tracker_person'")[0]
    assert last > lite.ask("SELECT max(id) FROM tracker_person")[0][0]
    assert query(server, "SELECT last_value, is_called FROM tracker_person_id_seq") == [(last, True)]
    assert query(server, "SELECT last_value, is_called FROM auth_group_permissions_id_seq") == [(1, False)]


def test_what_keeps_references_is_at_work_there(moved):
    _, server = moved
    with psycopg.connect(server.url) as connection:
        connection.execute("UPDATE tracker_spotnote SET person_id = (SELECT min(id) FROM tracker_person)")
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        connection.rollback()


def test_and_back_again_into_a_file(moved, told, tmp_path):
    lite, server = moved
    back = Installation(tmp_path / "back", by=lite.by)
    back.folder.mkdir()
    server.manage("movedatabase", "--to", f"sqlite:///{back.database}")
    assert back.database.stat().st_mode & 0o077 == 0
    assert back.models() == told
    ask = "SELECT name, seq FROM sqlite_sequence WHERE seq > 0 AND name <> 'django_migrations' ORDER BY name"
    assert back.ask(ask) == lite.ask(ask)
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    assert back.ask(triggers) == lite.ask(triggers)
    assert back.upgraded().code == 0


def test_a_database_that_is_not_empty_is_not_moved_into(moved, new_database):
    lite, server = moved
    assert "The other database is not empty: " in lite.refused("movedatabase", "--to", server.url)
    url = new_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE invoices (id int)")
    said = lite.refused("movedatabase", "--to", url)
    assert said == "This database holds other tables (invoices ...) and none of Unknot's."
    assert "--to must be" in lite.refused("movedatabase", "--to", "nonsense")


def test_a_row_that_does_not_fit_leaves_the_other_database_empty(refused):
    """SQLite takes a text of any length, and what it is must not be told."""
    assert refused.said.startswith("Nothing was moved. value too long for type character varying(64)")
    assert "private" not in refused.said
    assert refused.spots == 0
    assert refused.permissions > 0


def test_a_backup_is_put_back_into_an_empty_database(moved, filled, new_database, tmp_path):
    _, server = moved
    server.manage("backup", "--to", str(tmp_path))
    (made,) = tmp_path.glob("unknot-*")
    empty = server.beside("empty", new_database())
    assert "4 accounts" in empty.manage("restore", str(made))
    assert empty.rows() == without_sessions(server.rows())
    assert (empty.folder / "secret_key").read_bytes() == (server.folder / "secret_key").read_bytes()
    assert "There are accounts in this database" in empty.refused("restore", str(made))
    # Damaged at its very end, when almost all of it has gone to the database already.
    before = empty.rows()
    cut = tmp_path / "cut"
    cut.write_bytes(made.read_bytes()[:-8])
    assert "damaged" in empty.refused("restore", str(cut), "--replace")
    assert empty.rows() == before
    assert "backup of a PostgreSQL database" in server.beside("lite").refused("restore", str(made))
    empty.manage("restore", str(made), "--replace")
    assert empty.rows() == before
    with psycopg.connect(empty.url) as connection, pytest.raises(psycopg.IntegrityError, match="not to be"):
        connection.execute("DELETE FROM tracker_auditentry")


def test_a_migration_that_fails_there_leaves_the_old_database(moved, new_database, tmp_path):
    server = moved[1].copy(tmp_path / "home")
    server = replace(server, url=new_database(like=server.url))
    next_release(server.folder.parent, "raise ValueError('as planned')")
    before = server.rows()
    done = server.upgraded("next_settings")
    assert done.code == 1
    assert "failed, and the database is as it was before: ValueError: as planned" in done.err
    assert server.rows() == before
    (backup,) = server.backups
    assert "before-upgrade" in backup.name


def test_a_program_too_old_for_the_server_is_named_with_what_to_install(new_database):
    with pytest.raises(
        BackupError, match=r"pg_dump \d+ is too old for PostgreSQL 99\. .*postgresql-client-99"
    ):
        postgresql.program("pg_dump", 99)
