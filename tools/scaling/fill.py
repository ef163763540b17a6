"""Fills an empty PostgreSQL database with the diaries of many, inside the server."""

import datetime
import re
from pathlib import Path

from django.db import connection
from django.utils import timezone

RATINGS_EACH = 1_000
_SQL = Path(__file__).with_name("fill.sql").read_text(encoding="utf-8")


def fill(ratings: int) -> None:
    """Everything before goes. `ratings`: of everybody but the person who is measured."""
    others = ratings // RATINGS_EACH
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE tracker_person RESTART IDENTITY CASCADE")
        # The rows are right by their making: checking millions of references row by row would take longer.
        cursor.execute("SET session_replication_role = replica")
    _run("people", others=others, today=today)
    _run("days", others=others, today=today)
    for year in range(11):
        end = today - datetime.timedelta(days=365 * (10 - year) - 1)
        start = end - datetime.timedelta(days=365)
        _run("year", start=f"DATE '{start}'", end=f"DATE '{end}'")
    _run("done", others=others)
    with connection.cursor() as cursor:
        cursor.execute("RESET session_replication_role")
        # What autovacuum does in its own time: without it, no query is answered from an index alone.
        cursor.execute("VACUUM (ANALYZE)")


def _run(step: str, **values: object) -> None:
    """One step of the file, its parameters written in: they are numbers and dates of our own."""
    text = re.split(r"^-- step: ", _SQL, flags=re.MULTILINE)
    body = next(part.removeprefix(step) for part in text if part.startswith(f"{step}\n"))
    for name, value in values.items():
        body = body.replace(f":{name}", str(value))
    with connection.cursor() as cursor:
        for statement in filter(str.strip, body.split(";")):
            cursor.execute(statement)
