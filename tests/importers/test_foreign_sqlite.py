import sqlite3
import time

import pytest

from tests.importers.health_exports import HealthConnect
from tracker.importers import foreign_sqlite, health_connect
from tracker.importers.health_connect import IMPORTER
from tracker.importers.reading import UnreadableFileError, Upload


def read(upload):
    return IMPORTER.read(upload, {}, lambda *_: None)


def said(found):
    return {f"{each.date} {each.subject}": str(each.value) for each in found.readings}


def refusal(upload):
    with pytest.raises(UnreadableFileError) as raised:
        read(upload)
    return str(raised.value)


@pytest.fixture
def made(tmp_path):
    with HealthConnect(tmp_path) as made:
        yield made


ENDLESS = "WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless) SELECT "
COLUMNS = "1 AS row_id, 1 AS start_time, 1 AS end_time, n AS count, 1 AS uuid, 1 AS local_date FROM endless"
STEPS_ONLY = "CREATE TABLE steps_record_table (uuid BLOB, start_time INTEGER, local_date INTEGER"
MALICIOUS = {
    "a view that never ends in place of a table": f"CREATE VIEW steps_record_table AS {ENDLESS}{COLUMNS};",
    "a view of a view": f"CREATE VIEW v AS {ENDLESS}{COLUMNS}; CREATE VIEW steps_record_table AS SELECT * FROM v;",
    "a full-text table in place of a table": "CREATE VIRTUAL TABLE steps_record_table USING fts5(start_time, count);",
    "an r-tree in place of a table": "CREATE VIRTUAL TABLE steps_record_table USING rtree(id, start_time, count);",
    "a count that is worked out": f"{STEPS_ONLY}, count AS (length(hex(zeroblob(9e8)))));",
    "a cell of two megabytes": f"{STEPS_ONLY}, count);"
    "INSERT INTO steps_record_table VALUES (zeroblob(2000000), 1, 9000, 5);",
}


@pytest.mark.parametrize("layout", MALICIOUS.values(), ids=MALICIOUS)
def test_a_malicious_database_does_nothing_and_is_refused_at_once(tmp_path, layout):
    began = time.process_time()
    with HealthConnect(tmp_path, layout) as made:
        refusal(made.zip())
    assert time.process_time() - began < 2


HARMLESS = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON steps_record_table BEGIN DELETE FROM steps_record_table; END;",
    "an index on an expression": "CREATE INDEX i ON steps_record_table (abs(count) + length(uuid));",
    "a column that is worked out": "ALTER TABLE steps_record_table ADD COLUMN more AS (hex(zeroblob(900000000)));",
    "a view elsewhere": f"CREATE VIEW v AS {ENDLESS}{COLUMNS};",
    "a collation nobody has": "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = replace(sql, 'count INTEGER', "
    "'count INTEGER COLLATE nobody') WHERE name = 'steps_record_table';",
}


@pytest.mark.parametrize("more", HARMLESS.values(), ids=HARMLESS)
def test_what_stands_beside_the_rows_is_never_run(tmp_path, more):
    with HealthConnect(tmp_path) as made:
        made.add("steps", "2026-11-20T10:00", "2026-11-20T10:10", count=5)
        made.database.commit()
        made.database.executescript(more)
        assert said(read(made.zip())) == {"2026-11-20 steps": "5"}


def test_a_forged_entry_of_the_schema_is_refused(made):
    """The table's entry now says that it is a view, under the type of a table."""
    made.database.executescript(
        "PRAGMA writable_schema=ON; UPDATE sqlite_master SET rootpage = 0, "
        f"sql = 'CREATE VIEW steps_record_table AS {ENDLESS}{COLUMNS}' WHERE name = 'steps_record_table';"
    )
    assert "damaged" in refusal(made.zip())


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT secret FROM other",
        "SELECT count + abs(count) FROM steps_record_table",
        "INSERT INTO steps_record_table (uuid) VALUES (1)",
        "ATTACH 'elsewhere.db' AS elsewhere",
        "PRAGMA writable_schema=ON",
        "SELECT load_extension('x')",
        f"{ENDLESS} n FROM endless",
        "CREATE TEMP TABLE t (a)",
    ],
)
def test_only_the_columns_asked_for_can_be_read(made, statement):
    made.database.execute("CREATE TABLE other (secret)")
    made.database.commit()
    with (
        foreign_sqlite.opened(made.path, health_connect.TABLES) as opened,
        pytest.raises(sqlite3.DatabaseError),
    ):
        opened._connection.execute(statement).fetchall()


def test_reading_that_takes_too_long_is_given_up(made, monkeypatch):
    monkeypatch.setattr(foreign_sqlite, "MOST_SECONDS", 0.0)
    rows = [(number.to_bytes(16, "big"), number, 1) for number in range(20_000)]
    made.database.executemany(
        "INSERT INTO steps_record_table (uuid, start_time, count) VALUES (?, ?, ?)", rows
    )
    assert "took too long" in refusal(made.zip())


def test_too_many_tables_to_hold_are_given_up(made, monkeypatch):
    monkeypatch.setattr(foreign_sqlite, "MOST_GROWTH", -1)
    tables = "".join(f"CREATE TABLE t{number} (a);" for number in range(600))
    made.database.executescript(f"BEGIN; {tables} COMMIT;")
    assert "too much memory" in refusal(made.zip())


def test_damaged_pages_are_told(made):
    for number in range(300):
        made.add("steps", "2026-11-20T10:00", "2026-11-20T10:10", count=number)
    made.database.commit()
    content = bytearray(made.path.read_bytes())
    content[12 * 4096 : -4096] = b"\xff" * (len(content) - 13 * 4096)
    made.path.write_bytes(content)
    assert "The database in the file is damaged: “" in refusal(Upload(made.path, "a.db"))
