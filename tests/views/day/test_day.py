"""Today and any other day: showing, saving with and without JavaScript, refusing nonsense, taking back."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.evening import ADDRESS, TODAY
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, UndoStep
from tracker.warning_signs import EMERGENCY

pytestmark = pytest.mark.django_db


def test_a_control_saves_its_own_field_and_learns_what_is_stored(
    htmx: Callable[..., Any], spot: Spot
) -> None:
    name = f"pain.{spot.public_id}"
    answer = htmx({name: "6", f"was:{name}": ""})
    assert Rating.objects.get().pain == 6
    assert f'name="was:{name}"' in answer.content.decode()
    assert "Saved 20:14" in answer.content.decode()


def test_a_double_tap_saves_once(htmx: Callable[..., Any], spot: Spot) -> None:
    name = f"pain.{spot.public_id}"
    for _ in range(2):
        assert htmx({name: "6", f"was:{name}": ""}).status_code == 200
    assert Rating.objects.count() == UndoStep.objects.count() == 1


def test_two_tabs_that_disagree_are_told(htmx: Callable[..., Any]) -> None:
    htmx({"stress": "3", "was:stress": ""})
    answer = htmx({"stress": "8", "was:stress": ""})
    assert CheckIn.objects.get().stress == 8
    text = answer.content.decode()
    assert "Stress: another page had changed this meanwhile to 3. It now says 8." in text


def test_a_value_can_be_un_recorded(htmx: Callable[..., Any], spot: Spot) -> None:
    name = f"pain.{spot.public_id}"
    htmx({name: "6", f"was:{name}": ""})
    htmx({name: "", f"was:{name}": "6"})
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("sleep_hours", "30", "Between 0 and 24 hours"),
        ("sleep_hours", "-1", "Between 0 and 24 hours"),
        ("sleep_hours", "a lot", "A number"),
        ("sleep_hours", "nan", "A number"),
        ("sleep_hours", "1e999999", "Between 0 and 24 hours"),
        ("sleep_quality", "11", "from 0 to 10"),
        ("stress", "3.5", "from 0 to 10"),
        ("stress", "\u0663", "from 0 to 10"),
        ("note", "x" * 4001, "At most 4,000 characters"),
        ("pain", "11", "from 0 to 10"),
        ("signs", "tender,glowing", "Choose signs from the list"),
        ("zones", "left:moon", "Choose areas from the list"),
        ("factor", "many", "A number"),
        ("factor", "25", "Between 0 and 24 h"),
    ],
)
def test_nonsense_is_answered_by_its_field_and_nothing_is_saved(
    client: Client, htmx: Callable[..., Any], alice: Person, spot: Spot, field: str, typed: str, says: str
) -> None:
    factor = Factor.objects.create(person=alice, name="Desk", kind="hours", unit="h")
    key = {"pain": spot, "signs": spot, "zones": spot, "factor": factor}.get(field)
    name = f"{field}.{key.public_id}" if key else field
    answer = htmx({name: typed, f"was:{name}": ""})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    whole = client.post(
        ADDRESS, {name: typed, f"was:{name}": "", "stress": "4" if field != "stress" else "x"}
    )
    assert whole.status_code == 422
    assert says in whole.content.decode()
    assert not CheckIn.objects.exists()
    assert not Rating.objects.exists()
    assert not FactorReading.objects.exists()


def test_what_was_typed_beside_an_error_stays_on_the_page(client: Client) -> None:
    answer = client.post(ADDRESS, {"sleep_hours": "thirty", "note": "slept <badly>", "stress": "4"})
    text = answer.content.decode()
    assert 'value="thirty"' in text
    assert "slept &lt;badly&gt;" in text
    assert 'name="stress" id="stress-4" value="4" checked' in text


def test_ten_megabytes_of_note_are_refused_kindly(client: Client) -> None:
    answer = client.post(ADDRESS, {"note": "x" * 10_000_000})
    assert answer.status_code == 413
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("day", ["2026-11-23", "1899-12-31", "yesterday", "2026-02-30", "2026-11-22T10"])
def test_no_day_of_the_future_or_before_1900(client: Client, day: str) -> None:
    assert client.get(f"/day/{day}/").status_code == 404
    assert client.post(f"/day/{day}/", {"stress": "3"}).status_code == 404


def test_before_the_hour_at_which_the_day_starts_it_is_still_yesterday(client: Client) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 23, 2, 59, tzinfo=datetime.UTC), tick=False):
        assert 'data-date="2026-11-22"' in client.get("/").content.decode()
    with time_machine.travel(datetime.datetime(2026, 11, 23, 3, 0, tzinfo=datetime.UTC), tick=False):
        assert 'data-date="2026-11-23"' in client.get("/").content.decode()


def test_somebody_elses_spot_is_not_found_and_nothing_else_is_saved(client: Client, bob: Person) -> None:
    theirs = factories.spot(bob)
    answer = client.post(ADDRESS, {"stress": "3", f"pain.{theirs.public_id}": "5"})
    assert answer.status_code == 404
    assert not CheckIn.objects.exists()
    assert not Rating.objects.exists()


def test_without_javascript_one_save_does_it_all(client: Client, alice: Person, spot: Spot) -> None:
    other = factories.spot(alice, "infraspinatus", "right")
    answer = client.post(
        ADDRESS,
        {
            f"was:pain.{spot.public_id}": "",
            f"tap.{spot.public_id}": "4",
            f"was:pain.{other.public_id}": "",
            f"pain.{other.public_id}": "7",
            f"tap.{other.public_id}": "0",
            "sleep_hours": "7,5",
            "was:sleep_hours": "",
            "stress": "",
            "was:stress": "",
            "note": "",
            "was:note": "",
        },
    )
    assert answer.status_code == 303
    assert {row.spot_id: row.pain for row in Rating.objects.all()} == {spot.pk: 4, other.pk: 7}
    assert CheckIn.objects.get().sleep_hours == Decimal("7.5")


def test_sending_the_page_again_as_it_is_changes_nothing(client: Client, spot: Spot) -> None:
    """A word such as "worse" is lit only where it says the very number that is stored."""
    factories.rating(spot, TODAY - datetime.timedelta(days=1), 3)
    factories.rating(spot, TODAY, 9)
    text = client.get(ADDRESS).content.decode()
    assert 'value="9" checked' in text
    assert f'name="tap.{spot.public_id}" value="5"' in text
    assert 'aria-label="worse: 5" checked' not in text


def test_a_stale_form_leaves_fields_alone_that_it_did_not_touch(client: Client) -> None:
    client.post(ADDRESS, {"stress": "6", "was:stress": ""})
    client.post(ADDRESS, {"stress": "", "was:stress": "", "sleep_quality": "5", "was:sleep_quality": ""})
    assert (CheckIn.objects.get().stress, CheckIn.objects.get().sleep_quality) == (6, 5)


def test_a_part_of_a_page_asked_for_without_a_session_is_told_so(client: Client) -> None:
    client.logout()
    answer = client.post(ADDRESS, {"stress": "3"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")
    assert client.post(ADDRESS, {"stress": "3"}).status_code == 302


@pytest.mark.parametrize("typed", ["9" * 5000, "0" * 20 + "999999999999", "00000000099"])
def test_long_digits_are_refused_and_stay_small(client: Client, alice: Person, typed: str) -> None:
    factor = Factor.objects.create(person=alice, name="Posture", kind="scale")
    for name in (f"factor.{factor.public_id}", "stress", "sleep_hours"):
        assert client.post(ADDRESS, {name: typed}).status_code == 422
    assert not CheckIn.objects.exists()


def test_without_a_script_a_saved_sign_leads_back_to_the_lines_beside_it(client: Client, spot: Spot) -> None:
    key, own = str(spot.public_id), f"{ADDRESS}spots/{spot.public_id}/"
    form = {f"was:signs.{key}": "", f"signs.{key}": ["tingling"], "signs-of": key}
    answer = client.post(ADDRESS, form)
    assert answer["Location"] == f"{own}?saved=1#to-know-{key}"
    page = client.get(answer["Location"]).content.decode()
    assert f'Saved. <a href="{ADDRESS}#spot-{key}">Back to' in page
    assert page.index("Where does it travel?") < page.index(EMERGENCY)
    assert "Saved." not in client.get(own).content.decode()


@pytest.mark.parametrize("sent", ["tender", "", "tingling"])
def test_a_sign_without_lines_or_without_its_page_leads_to_the_day(
    client: Client, spot: Spot, sent: str
) -> None:
    factories.rating(spot, TODAY, None, "cord")
    key = str(spot.public_id)
    form = {f"was:signs.{key}": "cord", f"signs.{key}": sent}
    other = {"signs-of": key} if sent != "tingling" else {}
    assert client.post(ADDRESS, form | other)["Location"] == "/"


def test_signs_have_a_page_of_their_own(client: Client, spot: Spot, bob: Person) -> None:
    text = client.get(f"{ADDRESS}spots/{spot.public_id}/").content.decode()
    assert "tingling or numb" in text
    field = f"signs.{spot.public_id}"
    client.post(ADDRESS, {field: ["weak", "cord"], f"was:{field}": ""})
    assert (Rating.objects.get().weak, Rating.objects.get().cord) == (True, True)
    client.post(ADDRESS, {f"was:{field}": "cord,weak"})
    assert not Rating.objects.exists()
    assert client.get(f"{ADDRESS}spots/{factories.spot(bob).public_id}/").status_code == 404
    assert client.get(f"{ADDRESS}spots/{uuid4()}/").status_code == 404


def test_the_date_field_opens_that_day(client: Client) -> None:
    assert client.get("/day/", {"date": "2026-11-01"}).headers["Location"] == "/day/2026-11-01/"
    assert client.get("/day/", {"date": "2027-01-01"}).status_code == 404


def test_today_takes_at_most_thirteen_queries_however_long_the_diary(client: Client, alice: Person) -> None:
    spots = [factories.spot(alice, muscle) for muscle in ("levator_scapulae", "infraspinatus")]

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    # One of them is for what is asked after yesterday's treatment; the first page of a day counts what is new, and
    # the next one knows it.
    factories.rating(spots[0], TODAY - datetime.timedelta(days=1), 4)
    factories.treatment(TODAY - datetime.timedelta(days=1), spots[0])
    queries()
    few = queries()
    for days_ago in range(2, 42):
        date = TODAY - datetime.timedelta(days=days_ago)
        for spot in spots:
            factories.rating(spot, date, days_ago % 5)
            factories.treatment(date, spot)
    factories.spot(alice, "quadratus_lumborum")
    queries()
    assert queries() == few
    assert few <= 13
