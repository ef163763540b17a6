"""Treatments of a day: chips, the form, removing, and taking back."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests import factories
from tests.evening import ADDRESS, TODAY
from tracker.models import CheckIn, Person, Spot, TreatedSpot, Treatment, UndoStep

pytestmark = pytest.mark.django_db


def sent(spot: Spot, **fields: Any) -> dict[str, Any]:
    key = spot.public_id
    return {
        "public_id": str(uuid4()),
        "kind": "self_pressure",
        "tool": "board, bullseye",
        "minutes": "2",
        "by": "self",
        "pressure": "5",
        "spots": [str(key)],
        f"before.{key}": "6",
        f"after.{key}": "3",
        **fields,
    }


def test_the_form_stores_everything(client: Client, spot: Spot) -> None:
    assert client.post(f"{ADDRESS}treatments/", sent(spot, note="slow")).status_code == 303
    row = Treatment.objects.get()
    assert (row.kind, row.tool, row.minutes, row.by, row.pressure, row.note) == (
        "self_pressure", "board, bullseye", Decimal(2), "self", 5, "slow",
    )  # fmt: skip
    treated = TreatedSpot.objects.get()
    assert (treated.spot, treated.pain_before, treated.pain_after) == (spot, 6, 3)
    assert CheckIn.objects.get().date == TODAY


def test_pain_before_counts_for_the_day_and_pain_after_never_does(client: Client, spot: Spot) -> None:
    client.post(f"{ADDRESS}treatments/", sent(spot, **{f"after.{spot.public_id}": "9"}))
    text = " ".join(client.get(ADDRESS).content.decode().split())
    assert '<output class="figure pain-text" data-value>6</output>' in text


def test_the_same_form_sent_twice_is_one_treatment(client: Client, spot: Spot) -> None:
    data = sent(spot)
    for _ in range(2):
        assert client.post(f"{ADDRESS}treatments/", data).status_code == 303
    assert Treatment.objects.count() == TreatedSpot.objects.count() == UndoStep.objects.count() == 1


def test_no_spot_ticked_is_the_whole_body(client: Client, spot: Spot) -> None:
    pains = {f"before.{spot.public_id}": "", f"after.{spot.public_id}": ""}
    client.post(f"{ADDRESS}treatments/", sent(spot, kind="relaxation", tool="", spots=[], **pains))
    assert Treatment.objects.get().whole_body
    assert not TreatedSpot.objects.exists()
    assert "whole body" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"minutes": "-3"}, "Between 0 and 1,440 minutes"),
        ({"minutes": "2000"}, "Between 0 and 1,440 minutes"),
        ({"kind": "surgery"}, "not one of the available choices"),
        ({"pressure": "11"}, "not one of the available choices"),
        ({"note": "x" * 4001}, "at most 4000 characters"),
        ({"spots": ["not-a-spot"]}, "not one of the available choices"),
        ({"kind": "ergonomic_change", "started_on": "2026-11-23"}, "Not after 22 November 2026"),
        ({"public_id": "x"}, "out of date"),
    ],
)
def test_nonsense_is_answered_by_its_field(
    client: Client, spot: Spot, fields: dict[str, Any], says: str
) -> None:
    answer = client.post(f"{ADDRESS}treatments/", sent(spot, **fields))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Treatment.objects.exists()
    assert not CheckIn.objects.exists()


def test_a_lasting_change_keeps_its_start(client: Client, spot: Spot) -> None:
    client.post(
        f"{ADDRESS}treatments/", sent(spot, kind="ergonomic_change", tool="desk", started_on="2026-11-02")
    )
    assert Treatment.objects.get().started_on == datetime.date(2026, 11, 2)
    assert "since 2 November 2026" in client.get(ADDRESS).content.decode()


def chip_of(client: Client, label: str) -> str:
    text = client.get(ADDRESS).content.decode()
    before = text[: text.index(label)]
    return before.rpartition('value="')[2].partition('"')[0]


def test_a_chip_repeats_the_usual_treatment_on_its_spots(client: Client, spot: Spot) -> None:
    factories.treatment(TODAY - datetime.timedelta(days=1), spot, tool="cane", by="self", minutes=3)
    chip = chip_of(client, "Cane · 3 min")
    for _ in range(2):
        assert client.post(ADDRESS, {"repeat": chip}).status_code == 303
    row = Treatment.objects.get(date=TODAY)
    assert (row.tool, row.minutes) == ("cane", Decimal(3))
    assert TreatedSpot.objects.get(treatment=row).spot == spot
    assert TreatedSpot.objects.get(treatment=row).pain_before is None


def test_usual_treatments_come_in_the_order_of_their_use(client: Client, spot: Spot) -> None:
    for days_ago, tool in enumerate(["heat pad", "cane", "cane", "ball", "ball", "ball"], 1):
        factories.treatment(TODAY - datetime.timedelta(days=days_ago), spot, tool=tool)
    text = client.get(ADDRESS).content.decode()
    assert text.index("Ball · 2 min") < text.index("Cane · 2 min") < text.index("Heat pad · 2 min")


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        "x - heat|1|self|",
        "{id} - surgery|1|self|",
        "{id} - heat|NaN|self|",
        "{id} - heat|1.234|self|",
        "{id} - heat|1|nobody|",
        "{id} - heat|1|self|a\x00b",
    ],
)
def test_a_forged_chip_is_not_found(client: Client, forged: str) -> None:
    assert client.post(ADDRESS, {"repeat": forged.format(id=uuid4()), "stress": "3"}).status_code == 404
    assert not Treatment.objects.exists()
    assert not CheckIn.objects.exists()


def test_a_chip_whose_spot_is_gone_adds_nothing_and_says_so(
    client: Client, alice: Person, bob: Person
) -> None:
    archived = factories.spot(alice, archived_on=TODAY)
    for spot in (archived, factories.spot(bob)):
        chip = f"{uuid4()} {spot.public_id} heat|1|self|"
        answer = client.post(ADDRESS, {"repeat": chip}, follow=True)
        assert "no longer there, so nothing was added" in answer.content.decode()
    assert not Treatment.objects.exists()


def test_pain_before_or_after_says_which_spot_was_treated(client: Client, spot: Spot) -> None:
    client.post(f"{ADDRESS}treatments/", sent(spot, spots=[]))
    assert not Treatment.objects.get().whole_body
    assert TreatedSpot.objects.get().pain_before == 6


def test_a_form_that_does_not_fit_is_shown_in_its_own_place(client: Client, spot: Spot) -> None:
    answer = client.post(f"{ADDRESS}treatments/", sent(spot, minutes="2000"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "this")
    assert 'value="2000"' in answer.content.decode()


def test_a_treatment_is_changed_removed_and_given_back(client: Client, spot: Spot) -> None:
    row = factories.treatment(TODAY, (spot, 6, None), tool="ball")
    address = f"{ADDRESS}treatments/{row.public_id}/"
    assert 'value="ball"' in client.get(address).content.decode()
    client.post(address, sent(spot, tool="cane", minutes="4"))
    assert Treatment.objects.get().tool == "cane"
    client.post(f"{address}remove/")
    assert not Treatment.objects.exists()
    assert client.post(f"{address}remove/").status_code == 303
    undo = UndoStep.objects.order_by("-pk").first()
    assert undo is not None
    client.post(f"{ADDRESS}undo/", {"step": str(undo.public_id)})
    back = Treatment.objects.get()
    assert (back.public_id, back.tool, back.minutes) == (row.public_id, "cane", Decimal(4))
    assert TreatedSpot.objects.get().pain_before == 6


def test_somebody_elses_treatment_is_not_found(client: Client, bob: Person) -> None:
    theirs = factories.treatment(TODAY, factories.spot(bob))
    address = f"{ADDRESS}treatments/{theirs.public_id}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404
    assert client.post(f"{address}remove/").status_code == 404
    assert Treatment.objects.count() == 1
