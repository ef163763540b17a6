"""Three people for every test: alice owns, bob owns as well, charlie is a stranger and must never see a thing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, settings

from tests import tables
from tracker import recurrence
from tracker.models import Person

PASSWORD = "correct horse battery"

# No test is timed: on a busy machine anything may take long.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def nothing_read_before() -> None:
    """Tests write rows as they like, and the next one may have a person of the same id and revision."""
    recurrence.forget()


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix() -> None:
    """Every test process has a data folder of its own, so the database's name needs no suffix."""


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The file lies in a folder that goes with the process, and what was put there before is used."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def tables_given(django_db_keepdb: bool) -> bool:
    return django_db_keepdb and tables.given(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(tables_given: bool, django_db_setup: None, django_db_keepdb: bool) -> Iterator[None]:
    """Migrations run in any case; on a copy they find that there is nothing left to do."""
    if django_db_keepdb and not tables_given:
        tables.keep(Path(connection.settings_dict["TEST"]["NAME"]))
    with tables.left_as_migrated():
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction") and "transactional_db" not in item.fixturenames:
            item.fixturenames.append("transactional_db")


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """Emptied in the order in which rows name each other: Django's flush knows nothing of our triggers.

    In one transaction, since a server may still be at work on the last request of a page that was closed.
    """
    yield
    with transaction.atomic():
        Person.objects.all().delete()


@pytest.fixture
def make_person(db: None) -> Callable[..., Person]:
    def make(username: str, **fields: object) -> Person:
        return Person.objects.create_user(username, password=PASSWORD, **fields)

    return make


@pytest.fixture
def alice(make_person: Callable[..., Person]) -> Person:
    return make_person("alice", time_zone="Europe/Berlin")


@pytest.fixture
def bob(make_person: Callable[..., Person]) -> Person:
    return make_person("bob", time_zone="America/Los_Angeles")


@pytest.fixture
def charlie(make_person: Callable[..., Person]) -> Person:
    return make_person("charlie")


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    """A client signed in as somebody."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def no_rate_limits(db: None) -> None:
    """Forgets how often somebody has tried."""
    cache.clear()
