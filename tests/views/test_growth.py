"""No page asks the database more often because a diary has grown."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.addresses import TODAY, Address, addresses, owned_ids
from tracker.models import Factor, FactorReading, Person, Spot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


def grow(person: Person, days: range) -> None:
    """More days, spots, treatments, factors and signs."""
    fresh = [factories.spot(person, muscle) for muscle in ("quadratus_lumborum", "piriformis")]
    factor = Factor.objects.create(person=person, name=f"Tea {days.start}", kind="count")
    for ago in days:
        date = TODAY - datetime.timedelta(days=ago)
        factories.check_in(person, date, completed=ago % 2 == 0, sleep_hours=7, stress=ago % 11)
        for spot in [*Spot.objects.for_user(person).exclude(pk__in=[each.pk for each in fresh]), *fresh]:
            factories.rating(spot, date, (ago + spot.number) % 11, "tender", "travels", zones=["left:temple"])
        factories.treatment(date, (fresh[0], 6, 3), fresh[1], tool=f"tool {ago % 7}")
        FactorReading.objects.create(person=person, factor=factor, date=date, value=ago % 5)


def queries(client: Client, address: Address) -> int | None:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address.path)
        if answer.streaming:
            b"".join(answer)  # type: ignore[arg-type]
    return len(captured) if answer.status_code == 200 else None


def test_a_longer_diary_takes_no_more_queries(alice: Person, client_of: Callable[[Person], Client]) -> None:
    client = client_of(alice)
    every = addresses(owned_ids(alice))
    grow(alice, range(1, 4))
    few = {address.path: queries(client, address) for address in every}
    grow(alice, range(4, 24))
    many = {address.path: queries(client, address) for address in every}
    assert sum(count is not None for count in few.values()) > 20
    assert {path: (few[path], many[path]) for path in few if few[path] != many[path]} == {}
