"""What the pages of one person ask of PostgreSQL: queries, pages of 8 kB that are touched, time in the server."""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker import recurrence
from tracker.models import Person, Spot

REPEATS = 5
SAVES = 30


@dataclass(frozen=True)
class Asked:
    """`buffers`: pages of tables and indexes touched, the same one counted each time. `most`: of one query."""

    queries: int
    buffers: int
    most: int
    milliseconds: float
    rows: int


def pages(spot: Spot) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "Today": "/",
        "History, a month": f"/history/?month={today:%Y-%m}",
        "Spots": "/spots/",
        "one spot, everything": f"/spots/{spot.public_id}/?range=all",
        "Trends, chart of a year": "/trends/pain.json?range=year",
        "Trends, chart of everything": "/trends/pain.json?range=everything",
        "Insights, coming back": "/insights/",
        "Insights, what lasts": "/insights/lasts/",
    }


def person_and_client() -> tuple[Person, Client]:
    person = Person.objects.get(pk=1)
    client = Client()
    client.force_login(person)
    return person, client


def of_pages() -> dict[str, Asked]:
    person, client = person_and_client()
    spot = Spot.objects.for_user(person).earliest("number")
    return {name: of_page(client, path) for name, path in pages(spot).items()}


def of_page(client: Client, path: str) -> Asked:
    """Nothing that the process kept from an earlier page helps: every process meets a person for the first time."""
    recurrence.forget()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    texts = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    plans = [_explained(text) for text in texts]
    return Asked(
        queries=len(captured),
        buffers=sum(plan["buffers"] for plan in plans),
        most=max(plan["buffers"] for plan in plans),
        milliseconds=sum(plan["milliseconds"] for plan in plans),
        rows=sum(plan["rows"] for plan in plans),
    )


def _explained(text: str) -> dict[str, Any]:
    runs = [_explain(text) for _ in range(REPEATS)]
    plan = runs[-1]["Plan"]
    return {
        "buffers": plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
        "milliseconds": median(run["Execution Time"] for run in runs),
        "rows": plan["Actual Rows"],
    }


def _explain(text: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {text}".replace("%", "%%"), [])
        (found,) = cursor.fetchone()
    told: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]
    return told


@dataclass(frozen=True)
class Saved:
    """One change saved from Today: statements, bytes of the write-ahead log, pages touched."""

    statements: int
    wal_bytes: int
    buffers: int


def of_a_save() -> Saved:
    person, client = person_and_client()
    spot = Spot.objects.for_user(person).earliest("number")
    today: datetime.date = timezone.localdate()

    def save(value: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(f"/day/{today}/", {f"pain.{spot.public_id}": str(value)})
        if answer.status_code not in (200, 303):
            raise RuntimeError(f"a save answered {answer.status_code}")
        return len(captured)

    save(10)
    before, began = _position(), _touched()
    statements = [save(value % 10) for value in range(SAVES)]
    return Saved(
        statements=round(median(statements)),
        wal_bytes=(_position() - before) // SAVES,
        buffers=(_touched() - began) // SAVES,
    )


def _position() -> int:
    """Bytes of the write-ahead log so far."""
    return _number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")


def _touched() -> int:
    """Pages of our tables and indexes that were touched so far."""
    _number("SELECT 1 FROM (SELECT pg_stat_force_next_flush()) told")
    _number("SELECT 1 FROM (SELECT pg_stat_clear_snapshot()) told")
    return _number(
        "SELECT sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit, 0) + coalesce(idx_blks_read, 0))::bigint"
        " FROM pg_statio_user_tables"
    )


def sizes() -> list[dict[str, Any]]:
    """Every table with rows: how many, and bytes of the table and of its indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_table_size(relid), pg_indexes_size(relid) FROM pg_stat_user_tables"
            " WHERE relname LIKE 'tracker_%%' ORDER BY pg_total_relation_size(relid) DESC",
            [],
        )
        found = [(name, table, indexes) for name, table, indexes in cursor.fetchall()]
    counted = (
        {
            "table": name,
            "rows": _number(f"SELECT count(*) FROM {name}"),
            "bytes": table,
            "index_bytes": indexes,
        }
        for name, table, indexes in found
    )
    return [each for each in counted if each["rows"]]


def indexes_of(table: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelname, pg_relation_size(indexrelid) FROM pg_stat_user_indexes WHERE relname = %s",
            [table],
        )
        return dict(cursor.fetchall())


def _number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def growth(measured: Callable[[], dict[str, Asked]]) -> dict[str, Asked]:
    """The first time fills the buffers of the server; only the second counts."""
    measured()
    return measured()
