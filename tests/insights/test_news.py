"""What is new since Insights was last looked at, counted once for each state of the diary."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.evening import TODAY
from tracker.changes import recurrence as changes
from tracker.changes.spots import archive, rename
from tracker.insights.coming_back import coming_back
from tracker.insights.news import is_new, mark_seen, new_flags, note_shown
from tracker.models import Person, Spot

pytestmark = pytest.mark.django_db


@pytest.fixture
def returning(alice: Person) -> Spot:
    """A spot that came back twice, three days after a treatment."""
    return returning_spot(alice)


def returning_spot(person: Person, muscle: str = "levator_scapulae") -> Spot:
    spot = factories.spot(person, muscle)
    dates = factories.write(spot, "5 0 0 5 0 0 5", TODAY - datetime.timedelta(days=6))
    for day in (0, 3):
        factories.treatment(dates[day], spot)
    return spot


def count(person: Person) -> int:
    """As the next request counts it."""
    return new_flags(Person.objects.get(pk=person.pk), TODAY)


def look(person: Person) -> None:
    person.refresh_from_db()
    note_shown(person, coming_back(person, TODAY).flagged)


def test_a_flag_is_news_until_insights_was_looked_at(alice, returning):
    assert count(alice) == 1
    look(alice)
    assert count(alice) == 0
    returning_spot(alice, "piriformis")
    rename(returning, "")
    assert count(alice) == 1


def test_it_is_counted_once_for_each_state_of_the_diary(alice, returning):
    count(alice)
    person = Person.objects.get(pk=alice.pk)
    with CaptureQueriesContext(connection) as queries:
        assert new_flags(person, TODAY) == 1
    assert len(queries) == 0
    rename(returning, "desk corner")
    person = Person.objects.get(pk=alice.pk)
    with CaptureQueriesContext(connection) as queries:
        assert new_flags(person, TODAY) == 1
    assert len(queries) > 1
    with CaptureQueriesContext(connection) as queries:
        new_flags(person, TODAY + datetime.timedelta(days=1))
    assert len(queries) > 1


def test_looking_changes_nothing_of_the_diary(alice, returning):
    before = Person.objects.get(pk=alice.pk).revision
    look(alice)
    assert Person.objects.get(pk=alice.pk).revision == before


def test_what_rests_or_is_archived_is_no_news(alice, returning):
    changes.rest_as_seen(returning, "doctor", TODAY)
    assert count(alice) == 0
    changes.end_rest(returning)
    assert count(alice) == 1
    archive(returning, TODAY)
    assert count(alice) == 0


def test_a_rest_that_was_taken_back_is_no_news_and_one_that_is_over_is(alice, returning):
    look(alice)
    changes.rest_until(returning, TODAY, TODAY + datetime.timedelta(days=7))
    look(alice)
    assert count(alice) == 0
    assert new_flags(Person.objects.get(pk=alice.pk), TODAY + datetime.timedelta(days=7)) == 1
    changes.end_rest(returning)
    alice.refresh_from_db()
    mark_seen(alice, str(returning.public_id))
    assert count(alice) == 0


@pytest.mark.parametrize(
    ("key", "seen", "new"),
    [
        ("a return 1", [], True),
        ("a return 1", ["a return 1"], False),
        ("a return 2", ["a return 1"], True),
        ("a return 1", ["a return 2"], False),
        ("a return 1", ["b return 1", "a spread 1"], True),
    ],
)
def test_a_flag_that_rose_is_new_and_one_that_fell_is_not(key, seen, new):
    assert is_new(key, seen) is new
