"""Every change of a diary is counted in Person.revision: what was worked out before it holds no longer."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.addresses import TODAY, addresses, owned_ids
from tests.insights.spots import USUAL
from tests.trials import TRIAL
from tracker import recurrence
from tracker.models import Person, Spot, Trial, UndoStep

pytestmark = pytest.mark.django_db

# What is posted but changes nothing of a diary: look-ups, downloads, settings, the account, somebody else's sample.
NOT_THE_DIARY = {
    *("body-near", "body-list", "body-chosen", "data-export", "settings", "account_login", "signs"),
    "data-delete",
    *("sample-open", "sample-leave", "sample-remove", "usersessions_list"),
    *("share", "share-revoke", "share-remove", "shared", "shared-write"),
    # The worker changes the diary, and counts it: tests/imports/test_jobs.py
    *("imports", "import-answer", "import-choose", "import-cancel", "import-undo"),
}


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


def spot_is_back(person: Person) -> Trial:
    """A trial of episodes whose spot hurts today."""
    spot = factories.spot(person, "quadratus_lumborum")
    factories.rating(spot, TODAY, 6)
    return factories.trial(person, TODAY, spot=spot, blocks=6)


def changes(person: Person) -> list[tuple[str, dict[str, Any]]]:
    """By the name of the address: what is posted, in an order in which each changes something."""
    spot = Spot.objects.for_user(person).earliest("number")
    place = {"muscle": "piriformis", "side": "left", "view": "back"}
    treatment = {"kind": "heat", "spots": str(spot.public_id), "public_id": str(uuid.uuid4())}
    return [
        ("day", {f"pain.{spot.public_id}": "7", f"was:pain.{spot.public_id}": "4"}),
        ("day-undo", {}),
        ("days", {"day": str(TODAY), f"{TODAY}/stress": "5"}),
        ("treatment-new", treatment),
        ("treatment", {**treatment, "minutes": "10"}),
        ("treatment-remove", {}),
        ("spot-add", {**place, "date": str(TODAY), "public_id": str(uuid.uuid4())}),
        ("spot-edit", {**place, "nickname": "desk corner", "x": "0.05", "y": "0.5"}),
        ("spot-archive", {}),
        ("spot-unarchive", {}),
        ("insights-rules", {**USUAL, "do": "save"}),
        ("insights-thresholds", {"active_min": "5", "quiet_max": "3", "do": "save"}),
        ("flag-rest", {"weeks": "2"}),
        ("flag-wake", {}),
        ("factors", {"name": "Tea", "kind": "count", "public_id": str(uuid.uuid4())}),
        ("factor-edit", {"name": "Cello", "unit": "min"}),
        ("factor-use", {}),
        ("factor-move", {"direction": "up"}),
        ("factor-remove", {}),
        ("trial-new", {**TRIAL, "public_id": str(uuid.uuid4()), "first_day": str(TODAY), "do": "begin"}),
        ("trial-mark", {"date": str(TODAY), "kept": "yes"}),
        ("trial-note", {"date": str(TODAY), "about": "flare"}),
        ("trial-episode", {}),
        ("trial-end", {"reason": "a holiday"}),
        ("trial-delete", {}),
        ("spot-note", {"public_id": str(uuid.uuid4()), "text": "Sat long.", "date": str(TODAY)}),
        ("spot-note-remove", {}),
        ("proposal", {"do": "accept", f"note.{spot.public_id}": "on", f"text.{spot.public_id}": "Tender."}),
        ("spot-merge-with", {}),
        ("spot-unmerge", {}),
        ("data-delete-days", {"first": str(TODAY), "last": str(TODAY)}),
        ("spot-delete", {}),
    ]


def test_every_change_of_a_diary_is_counted(alice: Person, client_of: Callable[[Person], Client]) -> None:
    client = client_of(alice)
    ids = owned_ids(alice)
    UndoStep.objects.all().delete()  # it speaks of no merge
    paths = {address.name: address.path for address in addresses(ids)}
    posted = changes(alice)
    uncounted, misread = [], []
    for name, data in posted:
        before = Person.objects.get(pk=alice.pk).revision
        path = paths[name]
        if name == "spot-unmerge":
            path = path.replace(ids["step_id"], str(UndoStep.objects.latest("made_at").public_id))
        if name == "day-undo":
            data["step"] = str(UndoStep.objects.filter(kind="day").latest("made_at").public_id)
        if name == "trial-episode":
            path = path.replace(ids["trial_id"], str(spot_is_back(alice).public_id))
        answer = client.post(path, data)
        assert answer.status_code in {200, 302, 303}, (name, answer.status_code)
        if Person.objects.get(pk=alice.pk).revision <= before:
            uncounted.append(name)
        person = Person.objects.get(pk=alice.pk)
        if recurrence.read(person, TODAY).found != recurrence.recurrence_for(person, TODAY):
            misread.append(name)
    assert (uncounted, misread) == ([], [])
    takes_posts = {name for name, path in paths.items() if client.post(path).status_code != 405}
    assert takes_posts - {name for name, _ in posted} - NOT_THE_DIARY == set()


def test_reading_is_no_change(alice: Person, client_of: Callable[[Person], Client]) -> None:
    client = client_of(alice)
    every = addresses(owned_ids(alice))
    before = Person.objects.get(pk=alice.pk).revision
    for address in every:
        client.get(address.path)
    assert Person.objects.get(pk=alice.pk).revision == before
