"""No page asks the database more often because a diary has grown."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.addresses import TODAY, Address, addresses, owned_ids
from tests.insights.spots import USUAL
from tracker.changes.trials import name_next, set_flare
from tracker.exchange.downloads import DOWNLOADS
from tracker.models import Factor, FactorReading, Person, Spot, Trial

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - datetime.timedelta(days=1)
# What some addresses have to be asked.
QUERIES = {
    "day-go": {"date": YESTERDAY.isoformat()},
    "days": {
        "first": (TODAY - datetime.timedelta(days=7)).isoformat(),
        "last": TODAY.isoformat(),
        "logged": "on",
    },
    "data-delete-days": {"first": TODAY.replace(day=1).isoformat(), "last": TODAY.isoformat()},
}


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


def grow(person: Person, days: range) -> None:
    """More days, spots, treatments, factors and signs."""
    fresh = [factories.spot(person, muscle) for muscle in ("quadratus_lumborum", "piriformis")]
    factories.trial(person, TODAY - datetime.timedelta(days=3), spot=fresh[0])
    trial = factories.trial(person, TODAY - datetime.timedelta(days=3), spot=fresh[1], blocks=6)
    for noted in Trial.objects.for_user(person):
        set_flare(noted, TODAY - datetime.timedelta(days=days.start), flare=True)
    name_next(trial, TODAY - datetime.timedelta(days=1))
    factor = Factor.objects.create(person=person, name=f"Tea {days.start}", kind="count")
    for ago in days:
        date = TODAY - datetime.timedelta(days=ago)
        factories.check_in(person, date, completed=ago % 2 == 0, sleep_hours=7, stress=ago % 11)
        for spot in [*Spot.objects.for_user(person).exclude(pk__in=[each.pk for each in fresh]), *fresh]:
            factories.rating(spot, date, (ago + spot.number) % 11, "tender", "travels", zones=["left:temple"])
        factories.treatment(date, (fresh[0], 6, 3), fresh[1], tool=f"tool {ago % 7}")
        FactorReading.objects.create(person=person, factor=factor, date=date, value=ago % 5)


def posts(spot: Spot, value: int) -> dict[str, dict[str, Any]]:
    """What is posted, by the name of the address. Saves write `value`: another one each time, or they write nothing."""
    return {
        "body-near": {"view": "back", "x": "-46", "y": "164"},
        "body-list": {"q": "calf"},
        "body-chosen": {"chosen": "levator_scapulae left"},
        "data-export": {"file": DOWNLOADS[0], "notes": "on"},
        "day": {f"pain.{spot.public_id}": f"{value}", "stress": f"{value}"},
        "insights-rules": {**USUAL, "rapid_days": value, "do": "save"},
        "shared": {},  # opens it, so that its report is asked for from then on
        "days": {f"{YESTERDAY}/pain.{spot.public_id}": f"{value}", f"{YESTERDAY}/stress": f"{value}"},
    }


# They answer a GET with no page: they only take what is posted, or lead elsewhere.
NO_PAGE = {
    "account_login",
    "body-near",
    "data-export",
    "day-undo",
    *("share-revoke", "share-remove"),
    "factor-move",
    "factor-remove",
    "factor-use",
    "farewell",
    "flag-wake",
    "import-answer",
    "import-cancel",
    "import-choose",
    "import-undo",
    "goes-with-days",  # of a line, and so few days have none
    "sample-leave",
    "sample-open",
    "sample-remove",
    "spot-add",
    "spot-archive",
    "spot-unarchive",
    "spot-unmerge",
    "treatment-remove",
    "trial-episode",
    "trial-mark",
    "trial-note",
    "welcome",  # leads somebody signed in to their day
}


def queries(ask: Callable[..., Any], *words: Any) -> int | None:
    """How many it takes to answer; None where neither a page nor, after a save, the way to one comes back."""
    with CaptureQueriesContext(connection) as captured:
        answer = ask(*words)
        if answer.streaming:
            b"".join(answer)
    return len(captured) if answer.status_code in {200, 303} else None


def counted(client: Client, every: list[Address], spot: Spot, value: int) -> dict[str, int | None]:
    """Queries of each address, and of what is posted to some."""
    asked = {each.name: queries(client.get, each.path, QUERIES.get(each.name)) for each in every}
    paths = {each.name: each.path for each in every}
    return asked | {
        f"POST {name}": queries(client.post, paths[name], data) for name, data in posts(spot, value).items()
    }


def test_a_longer_diary_takes_no_more_queries(alice: Person, client_of: Callable[[Person], Client]) -> None:
    client = client_of(alice)
    every = addresses(owned_ids(alice))
    spot = Spot.objects.for_user(alice).earliest("number")
    grow(alice, range(1, 4))
    counted(client, every, spot, 1)
    few = counted(client, every, spot, 2)
    grow(alice, range(4, 24))
    many = counted(client, every, spot, 3)
    for found in (few, many):
        assert {name for name, count in found.items() if count is None} == NO_PAGE
    more = {name: (few[name], many[name]) for name in few.keys() - NO_PAGE if many[name] > few[name]}
    assert more == {}
