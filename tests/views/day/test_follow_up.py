"""How is it now: what Today asks after a treatment, and what one tap records."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.evening import ADDRESS, TODAY
from tracker.models import CheckIn, Person, Rating, RecurrenceRules, Spot, UndoStep
from tracker.today.page import day_page

pytestmark = pytest.mark.django_db


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def relieved(spot: Spot, days: int = 3) -> None:
    """Treated at 6 so many days ago, quiet the day after."""
    factories.treatment(ago(days), (spot, 6, 2), tool="ball")
    factories.rating(spot, ago(days - 1), 0)


def asked(person: Person, date: datetime.date = TODAY) -> list[tuple[int, str, str, str]]:
    rows = day_page(person, date, TODAY).follow_ups
    return [(row.row.spot.number, row.after, row.gone[-2:], row.back[-2:]) for row in rows]


def test_today_asks_after_a_treatment_with_the_numbers_it_would_record(client: Client, spot: Spot) -> None:
    relieved(spot)
    page = client.get("/").content.decode()
    assert "How is it now?" in page
    assert "3 days after self pressure (ball)." in page
    assert f'value="pain.{spot.public_id}=0"' in page
    assert f'value="pain.{spot.public_id}=6"' in page
    assert "Still away" in page


def test_a_spot_not_relieved_is_asked_whether_it_is_gone(client: Client, alice: Person, spot: Spot) -> None:
    factories.rating(spot, ago(1), 7)
    factories.treatment(ago(1), spot, kind="heat", tool="wrap")
    factories.treatment(ago(1), spot, kind="tens")
    assert asked(alice) == [(1, "1 day after heat (wrap) and TENS", "=0", "=7")]
    assert "Still there" in client.get("/").content.decode()


def test_other_days_and_spots_put_away_or_answered_are_not_asked_about(alice: Person, spot: Spot) -> None:
    answered = factories.spot(alice, "infraspinatus", "right")
    away = factories.spot(alice, "piriformis", archived_on=ago(1))
    for each in (spot, answered, away):
        relieved(each)
    factories.rating(answered, TODAY, 0)
    assert [number for number, *_ in asked(alice)] == [spot.number]
    assert asked(alice, ago(2)) == []


def test_nothing_is_asked_of_a_completed_day(alice: Person, spot: Spot) -> None:
    relieved(spot)
    factories.check_in(alice, TODAY, completed=True)
    assert asked(alice) == []


def test_a_lasting_change_or_nothing_on_purpose_is_not_asked_after(alice: Person, spot: Spot) -> None:
    factories.rating(spot, ago(3), 6)
    factories.treatment(ago(3), spot, kind="none")
    factories.treatment(ago(3), spot, kind="ergonomic_change", started_on=ago(3))
    assert asked(alice) == []


def test_the_thresholds_are_the_persons_and_before_them_the_spots(alice: Person, spot: Spot) -> None:
    factories.rating(spot, ago(3), 6)
    factories.treatment(ago(3), spot)
    factories.rating(spot, ago(2), 2)
    assert asked(alice)[0][-1] == "=2"
    rules = RecurrenceRules.objects.create(person=alice, quiet_max=2)
    assert asked(alice)[0][-1] == "=6"
    spot.active_min, spot.quiet_max = 3, 1
    spot.save()
    assert asked(alice)[0][-1] == "=2"
    rules.delete()


@pytest.mark.parametrize(("pain", "word"), [(0, "still away, 0"), (6, "back, as before, 6")])
def test_an_answer_records_its_number_and_its_line_stays_until_the_page_is_opened_again(
    htmx: Callable[..., Any], client: Client, alice: Person, spot: Spot, pain: int, word: str
) -> None:
    relieved(spot)
    answer = htmx({"do": f"pain.{spot.public_id}={pain}"}).content.decode()
    assert Rating.objects.get(date=TODAY).pain == pain
    assert f"data-just>Noted: {word}<" in answer
    assert f"data-value>{pain}<" in answer
    assert "How is it now?" not in client.get("/").content.decode()
    assert CheckIn.objects.get(date=TODAY).completed_at is None


def test_lines_answered_before_stay_in_their_place_with_the_next_answer(
    htmx: Callable[..., Any], alice: Person, spot: Spot
) -> None:
    other = factories.spot(alice, "piriformis")
    for each in (spot, other):
        relieved(each)
    htmx({"do": f"pain.{spot.public_id}=0"})
    answer = htmx({"do": f"pain.{other.public_id}=6", "noted": str(spot.public_id)}).content.decode()
    first, second = answer.index("Noted: still away, 0"), answer.index("data-just>Noted: back, as before, 6")
    assert first < second


def test_an_answer_is_taken_back_by_undo(htmx: Callable[..., Any], client: Client, spot: Spot) -> None:
    relieved(spot)
    htmx({"do": f"pain.{spot.public_id}=0"})
    step = UndoStep.objects.get()
    client.post(f"{ADDRESS}undo/", {"step": str(step.public_id)})
    assert not Rating.objects.filter(date=TODAY).exists()
    assert "How is it now?" in client.get("/").content.decode()


def test_without_a_script_what_was_typed_elsewhere_is_saved_with_the_answer(
    client: Client, alice: Person, spot: Spot
) -> None:
    relieved(spot)
    field = f"pain.{spot.public_id}"
    form = {"stress": "4", "was:stress": "", field: "3", f"was:{field}": "", "do": f"{field}=6"}
    assert client.post(ADDRESS, form).status_code == 303
    assert ": back, as before, 6." in client.get("/").content.decode()
    assert CheckIn.objects.get(date=TODAY).stress == 4
    assert Rating.objects.get(date=TODAY).pain == 6
    assert UndoStep.objects.count() == 1


def test_an_answer_says_so_where_another_page_had_saved_something_else(
    htmx: Callable[..., Any], spot: Spot
) -> None:
    relieved(spot)
    factories.rating(spot, TODAY, 4)
    answer = htmx({"do": f"pain.{spot.public_id}=0"}).content.decode()
    assert Rating.objects.get(date=TODAY).pain == 0
    assert 'class="notice"' in answer


def test_what_is_no_answer_is_not_found(htmx: Callable[..., Any], bob: Person, spot: Spot) -> None:
    others = factories.spot(bob)
    for text in (
        f"pain.{others.public_id}=0",
        f"pain.{spot.public_id}=11",
        "stress=3",
        f"pain.{spot.public_id}",
    ):
        assert htmx({"do": text}).status_code == 404
    assert not Rating.objects.exists()


def test_asking_takes_one_query_more_however_many_spots_are_asked_about(
    client: Client, alice: Person, spot: Spot
) -> None:
    def queries() -> int:
        client.get("/")  # the first page after a change counts what is new
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return len(captured)

    factories.treatment(ago(8), (spot, 6, 2))
    nothing_to_ask = queries()
    relieved(spot)
    one = queries()
    for muscle in ("piriformis", "infraspinatus", "quadratus_lumborum"):
        relieved(factories.spot(alice, muscle), 7)
    assert (one, queries()) == (nothing_to_ask + 1, nothing_to_ask + 1)
