"""Whoever's rows are asked for, the database is told the person first: no index and no query crosses people."""

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.addresses import TODAY, addresses, owned_ids
from tests.views.test_growth import QUERIES, grow, posts
from tracker.models import Factor, Person, Rating, ReportShare, Spot, Treatment, Trial
from tracker.models.owned import Owned
from tracker.models.references import REFERENCES

pytestmark = pytest.mark.django_db

PERSON = {"person_id", "user_id"}
# What is found without knowing whose it is. A row each, by one index, and never more because there are more people.
FOUND_OTHERWISE = {
    "account_emailaddress": "an address that somebody types, to reset a forgotten password",
    "account_emailconfirmation": "the key in a mail",
    "auth_group": "of administrators",
    "auth_group_permissions": "of administrators",
    "auth_permission": "of the app itself",
    "django_admin_log": "of administrators",
    "django_content_type": "of the app itself",
    "django_session": "the key in a cookie says who it is; those that have expired are found by their date",
    "django_tasks_database_dbtaskresult": "the next task, whoever's it is",
    "tracker_failedsignins": "counts by a keyed digest of a name; those that are old by their date",
    "tracker_person": "the person, by the name they type",
    "tracker_person_groups": "of administrators",
    "tracker_person_user_permissions": "of administrators",
    "tracker_problem": "what went wrong in the code: of nobody",
    "tracker_reportshare": "a link is known by the digest of its secret alone",
    "unknot_cache": "a count by its name; those that are over are found by their date",
    "usersessions_usersession": "the session of this browser",
}
DIARY = {
    model._meta.db_table for model in apps.get_app_config("tracker").get_models() if issubclass(model, Owned)
}


def indexes() -> Iterator[tuple[str, str, list[str]]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for name, about in connection.introspection.get_constraints(cursor, table).items():
                if (about["index"] or about["unique"]) and not about["primary_key"]:
                    yield table, name, about["columns"]


def test_every_index_leads_with_the_person():
    others = {
        (table, name, tuple(columns))
        for table, name, columns in indexes()
        if not columns or columns[0] not in PERSON
        if table not in FOUND_OTHERWISE
    }
    assert others == set()


def test_a_diary_is_found_otherwise_by_the_digest_of_a_link_alone():
    others = {
        (table, tuple(columns))
        for table, _, columns in indexes()
        if table in DIARY and columns[0] not in PERSON
    }
    assert others == {("tracker_reportshare", ("digest",))}


def test_what_is_named_is_found_by_the_person_and_its_number():
    """Or the database would read a whole table to see whether a row that is deleted is named somewhere."""
    few = {"tracker_trial": "a person has a handful of them"}
    leading = {(table, tuple(columns[:2])) for table, _, columns in indexes()}
    for reference in REFERENCES:
        assert (reference.parent, ("person_id", "id")) in leading
        assert (reference.child, ("person_id", reference.column)) in leading or reference.child in few


_NEXT = "ON|SET|WHERE|INNER|LEFT|ORDER|GROUP|LIMIT|FOR|VALUES|UNION"
_NAMED = re.compile(
    rf'(?:FROM|JOIN|UPDATE|INTO)\s+"(?P<table>tracker_\w+)"(?:\s+(?!(?:{_NEXT})\b)(?P<alias>\w+))?'
)
# The link of a shared report names nobody.
BY_DIGEST = '"tracker_reportshare"."digest" = '


def crossing(query: str) -> set[str]:
    """The tables of diaries that a statement asks without saying whose rows it means."""
    if query.startswith("INSERT"):
        return {match["table"] for match in _NAMED.finditer(query) if '"person_id"' not in query} & DIARY
    asked = query.partition(" WHERE ")[2] if query.startswith("UPDATE") else query
    return {
        match["table"]
        for match in _NAMED.finditer(query)
        if match["table"] in DIARY and not _by_person(match["alias"] or match["table"], asked)
    }


def _by_person(name: str, asked: str) -> bool:
    """Compared with a person, or with the person of another table of the same statement."""
    column = rf'"?{name}"?\."person_id"'
    return bool(re.search(rf"{column}\)?\s*(=|IN)|=\s*\(?{column}", asked))


def test_a_statement_that_crosses_people_is_known_as_such():
    assert crossing('SELECT 1 FROM "tracker_rating" WHERE "tracker_rating"."spot_id" = 3') == {
        "tracker_rating"
    }
    assert crossing('UPDATE "tracker_spot" SET "person_id" = 1 WHERE "tracker_spot"."id" = 3') == {
        "tracker_spot"
    }
    assert not crossing('SELECT 1 FROM "tracker_rating" WHERE "tracker_rating"."person_id" = 3')
    assert not crossing('SELECT 1 FROM "tracker_rating" U0 WHERE U0."person_id" = 3')


def test_no_page_and_no_change_asks_across_people(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        client, every = client_of(alice), addresses(owned_ids(alice))
        owned_ids(bob)
        grow(alice, range(1, 4))
        spot = Spot.objects.for_user(alice).earliest("number")
        paths = {each.name: each.path for each in every}
        with CaptureQueriesContext(connection) as captured:
            for name, path in paths.items():
                answers = [client.get(path, QUERIES.get(name))]
                answers += [client.post(path, posts(spot, 4)[name])] if name in posts(spot, 4) else []
                for answer in answers:
                    b"".join(answer) if answer.streaming else answer.content
    assert len(captured) > 400
    found = {re.sub(r"\d+|'[^']*'", "?", query["sql"]): crossing(query["sql"]) for query in captured}
    assert {query for query, tables in found.items() if tables and BY_DIGEST not in query} == set()


def test_what_django_deletes_along_is_found_by_the_person(alice: Person) -> None:
    """By the number alone it would read the whole of every table that names one."""
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        owned_ids(alice)
        grow(alice, range(1, 4))
    before = Rating.objects.count()
    with CaptureQueriesContext(connection) as captured:
        for model in (Treatment, Factor, ReportShare, Trial, Spot):
            row = model.objects.for_user(alice).last()
            assert row is not None
            row.delete()
    assert Rating.objects.count() < before
    by_number = re.compile(r'"id" (?:=|IN)')
    others = {query["sql"] for query in captured if crossing(query["sql"])}
    assert {query for query in others if not by_number.search(query)} == set()
    assert any("tracker_rating" in query["sql"] and "DELETE" in query["sql"] for query in captured)
