import datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.csv_floor import run
from bench.diary import long_diary
from bench.population import copy_person
from tests import factories
from tracker.changes import day as changes
from tracker.changes.fields import FieldChange
from tracker.changes.sample import write
from tracker.changes.wiping import owned_tables
from tracker.exchange.columns import DiaryRow
from tracker.exchange.csv_files import csv_bytes
from tracker.exchange.parse import read
from tracker.exchange.stored import Selection
from tracker.http import today_of
from tracker.models import Person
from tracker.models.references import REFERENCES

DAYS = 10


@pytest.fixture
def template(db) -> Person:
    person = factories.person(is_sample=True)
    today = today_of(person)
    first = today - datetime.timedelta(days=DAYS)
    write(person, first, long_diary(DAYS, 12, spots=3, factors=4), seed=1)
    changes.save(person, today, [FieldChange("stress", 3)], timezone.now())
    return person


@pytest.fixture
def copies(template: Person) -> list[Person]:
    factories.person()
    return list(Person.objects.filter(pk__in=copy_person(template, 3, "copy-")).order_by("pk"))


def _read(person: Person) -> list[tuple[object, ...]]:
    """The whole diary as the app exports it, but for the names of rows."""
    blank = dict.fromkeys(("spot_id", "factor_id", "record_id"))
    text = b"".join(csv_bytes("diary", Selection(person, notes=True))).decode("utf-8-sig")
    return [tuple(row._replace(**blank)) for row in read(DiaryRow, text.splitlines(keepends=True))]


def test_a_copy_is_the_same_diary_of_another_person(template: Person, copies: list[Person]):
    assert [person.username for person in copies] == ["copy-0", "copy-1", "copy-2"]
    whole = _read(template)
    assert len(whole) > DAYS * 10
    for copy in copies:
        assert _read(copy) == whole


def test_rows_of_a_copy_are_valid_and_their_own(template: Person, copies: list[Person]):
    seen: set[object] = set()
    for person in (template, *copies):
        for model in owned_tables():
            for row in model.objects.for_user(person):
                if person == copies[-1]:
                    row.full_clean()
                seen |= {(model, row.pk), row.public_id}
    rows = sum(model.objects.for_user(template).count() for model in owned_tables())
    assert rows > DAYS * 8
    assert len(seen) == 2 * rows * 4


def test_a_copy_names_rows_of_its_own_person_only(copies: list[Person]):
    connection.check_constraints()
    with connection.cursor() as cursor:
        for child, column, parent in REFERENCES:
            cursor.execute(
                f"SELECT count(*) FROM {child} c JOIN {parent} p ON p.id = c.{column} "
                "WHERE p.person_id <> c.person_id"
            )
            assert cursor.fetchone() == (0,)


def test_a_copy_can_be_written_to(copies: list[Person]):
    copy = copies[1]
    changes.save(copy, today_of(copy), [FieldChange("stress", 7)], timezone.now())
    assert "stress" in {row[2] for row in _read(copy)[-5:]}


def test_a_copy_of_somebody_signed_in_is_signed_in_too(template: Person, client: Client):
    client.force_login(template)
    key = client.session.session_key
    UserSession.objects.create(user=template, session_key=key, ip="10.0.0.1", user_agent="", data={})
    first = copy_person(template, 2, "copy-").start
    keys = dict(UserSession.objects.values_list("user_id", "session_key"))
    assert keys.keys() == {template.pk, first, first + 1}
    assert len(set(keys.values())) == Session.objects.count() == 3
    assert set(keys.values()) == set(Session.objects.values_list("session_key", flat=True))


def test_the_plain_loop_writes_as_many_rows_as_the_csv_of_everything(template: Person):
    assert run(template.pk) == len(_read(template))
