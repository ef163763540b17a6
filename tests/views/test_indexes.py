"""Today finds every row through an index that leads with the person, however many others there are."""

import datetime
import re
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.addresses import TODAY
from tracker.models import Person

pytestmark = pytest.mark.django_db

# "SEARCH tracker_rating USING INDEX x (person_id=? AND date>?)": what is looked for, and by which columns first.
_STEP = re.compile(r"(?:SEARCH|SCAN) (\w+)(?:.*\((\w+))?")
# Tables of people, and found by the key of one row: of a session, of the person, of a row named by another.
FOUND_BY = {"person_id", "rowid", "id", "session_key"}


def plans_of(asked: CaptureQueriesContext) -> list[tuple[str, str, str]]:
    """For each step of each query: the table, the first column that it is searched by, and the query."""
    steps = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if query["sql"].startswith(("SELECT", "UPDATE", "DELETE")):
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                for *_, detail in cursor.fetchall():
                    if found := _STEP.match(detail):
                        steps.append((found[1], found[2] or "", query["sql"]))
    return steps


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL scans what is as small as a test's tables"
)
def test_every_query_of_today_and_of_a_save_starts_from_the_person(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    spot = factories.spot(alice)
    for day in range(3):
        factories.treatment(TODAY - datetime.timedelta(days=day), (spot, 6, 2))
        factories.rating(spot, TODAY - datetime.timedelta(days=200 + day), 6)
    client = client_of(alice)
    with (
        time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False),
        CaptureQueriesContext(connection) as asked,
    ):
        saved = client.post(f"/day/{TODAY}/", {f"pain.{spot.public_id}": "7"}, headers={"HX-Request": "true"})
        shown = client.get("/")
    assert (saved.status_code, shown.status_code) == (200, 200)
    steps = plans_of(asked)
    assert len(steps) > 20
    assert [step for step in steps if step[1] not in FOUND_BY] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is told in SQLite's words")
def test_today_reads_no_more_of_a_long_diary_than_of_a_short_one(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    """Rows that are looked for between two days are found by them, and not among all of the person."""
    spot = factories.spot(alice)
    factories.rating(spot, TODAY - datetime.timedelta(days=200), 6)
    client = client_of(alice)
    with (
        time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False),
        CaptureQueriesContext(connection) as asked,
    ):
        client.get("/")
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if "date" in query["sql"].partition("WHERE")[2] and "undostep" not in query["sql"]:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plan = " ".join(detail for *_, detail in cursor.fetchall())
                if "django_session" not in plan:
                    assert re.search(r"date[<>=]", plan), (plan, query["sql"])
