"""The buttons for the whole day, the words for one spot, and taking changes back."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.evening import ADDRESS, NOW, TODAY
from tracker.models import CheckIn, Person, Rating, Spot, UndoStep

pytestmark = pytest.mark.django_db


def test_as_yesterday_repeats_last_values_and_completes_the_day(
    client: Client, alice: Person, spot: Spot
) -> None:
    quiet = factories.spot(alice, "infraspinatus", "right")
    recorded = factories.spot(alice, "quadratus_lumborum")
    for days_ago, pain in ((3, 2), (1, 5)):
        factories.rating(spot, TODAY - datetime.timedelta(days=days_ago), pain)
    factories.rating(recorded, TODAY - datetime.timedelta(days=2), 3)
    factories.rating(recorded, TODAY, 8)
    factories.rating(quiet, TODAY - datetime.timedelta(days=1), 0)
    client.post(ADDRESS, {"do": "as-yesterday"})
    today = {row.spot_id: row.pain for row in Rating.objects.filter(date=TODAY)}
    assert today == {spot.pk: 5, recorded.pk: 8}
    assert CheckIn.objects.get(date=TODAY).completed_at == NOW
    assert UndoStep.objects.count() == 1


def test_all_quiet_records_zero_where_nothing_was_said(client: Client, alice: Person, spot: Spot) -> None:
    other = factories.spot(alice, "infraspinatus", "right")
    factories.rating(other, TODAY, 3)
    client.post(ADDRESS, {"do": "all-quiet"})
    assert {row.spot_id: row.pain for row in Rating.objects.filter(date=TODAY)} == {spot.pk: 0, other.pk: 3}


def test_a_day_is_completed_by_hand_and_opened_again(client: Client, spot: Spot) -> None:
    client.post(ADDRESS, {"do": "complete"})
    assert CheckIn.objects.get().completed_at is not None
    assert "quiet" in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, {"do": "reopen"})
    assert not CheckIn.objects.exists()


def test_as_yesterday_repeats_nothing_old_and_leaves_the_day_open_for_what_it_does_not_know(
    client: Client, alice: Person, spot: Spot
) -> None:
    old = factories.spot(alice, "infraspinatus", "right")
    factories.rating(spot, TODAY - datetime.timedelta(days=1), 5)
    factories.rating(old, TODAY - datetime.timedelta(days=20), 6)
    client.post(ADDRESS, {"do": "as-yesterday"})
    assert {row.spot_id: row.pain for row in Rating.objects.filter(date=TODAY)} == {spot.pk: 5}
    assert CheckIn.objects.get(date=TODAY).completed_at is None


def test_words_that_would_guess_are_not_offered(client: Client, alice: Person, spot: Spot) -> None:
    """Nothing to compare with, nothing lower than 1 but gone, nothing above 10."""

    def offered() -> list[str]:
        text = client.get(ADDRESS).content.decode()
        return [word for word in ("gone", "better", "same", "worse") if f'aria-label="{word}: ' in text]

    assert offered() == ["gone"]
    rating = factories.rating(spot, TODAY - datetime.timedelta(days=1), 1)
    assert offered() == ["gone", "same", "worse"]
    Rating.objects.filter(pk=rating.pk).update(pain=10)
    assert offered() == ["gone", "better", "same"]


def test_a_button_pressed_beside_a_wrong_value_saves_nothing_and_draws_everything_again(
    htmx: Callable[..., Any], spot: Spot
) -> None:
    answer = htmx(
        {"do": "complete", "sleep_hours": "abc", "was:sleep_hours": "", "note": "kept", "was:note": ""}
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'id="day-content"' in text
    assert 'value="abc"' in text
    assert "kept" in text
    assert not CheckIn.objects.exists()


def test_only_the_newest_change_is_taken_back(client: Client) -> None:
    for stress in ("3", "8"):
        client.post(ADDRESS, {"stress": stress})
    oldest = UndoStep.objects.order_by("pk").first()
    assert oldest is not None
    answer = client.post(f"{ADDRESS}undo/", {"step": str(oldest.public_id)}, follow=True)
    assert "nothing was taken back" in answer.content.decode()
    assert CheckIn.objects.get().stress == 8


def test_undo_goes_back_one_change_at_a_time(client: Client) -> None:
    for stress in ("3", "4"):
        client.post(ADDRESS, {"stress": stress})
    steps = list(UndoStep.objects.order_by("-pk"))
    client.post(f"{ADDRESS}undo/", {"step": str(steps[0].public_id)})
    assert CheckIn.objects.get().stress == 3
    again = client.post(f"{ADDRESS}undo/", {"step": str(steps[0].public_id)})
    assert again.status_code == 303
    assert CheckIn.objects.get().stress == 3
    client.post(f"{ADDRESS}undo/", {"step": str(steps[1].public_id)})
    assert not CheckIn.objects.exists()


def test_somebody_elses_change_cannot_be_taken_back(
    client: Client, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    client_of(bob).post(ADDRESS, {"stress": "3"})
    step = UndoStep.objects.get()
    client.post(f"{ADDRESS}undo/", {"step": str(step.public_id)})
    assert CheckIn.objects.get().stress == 3
    assert client.post(f"{ADDRESS}undo/", {"step": "nonsense"}).status_code == 404


def test_last_values_are_offered_but_plainly_not_recorded(client: Client, spot: Spot) -> None:
    factories.rating(spot, TODAY - datetime.timedelta(days=2), 5)
    text = " ".join(client.get(ADDRESS).content.decode().split())
    assert "last 5, Fri" in text
    assert 'data-word="better" aria-label="better: 3"' in text
    assert 'data-word="worse" aria-label="worse: 7"' in text
    assert not Rating.objects.filter(date=TODAY).exists()


def test_all_quiet_can_be_opened_again(client: Client, spot: Spot) -> None:
    factories.rating(spot, TODAY - datetime.timedelta(days=1), 0)
    client.post(ADDRESS, {"do": "all-quiet"})
    client.post(ADDRESS, {"do": "reopen"})
    assert not CheckIn.objects.filter(completed_at__isnull=False).exists()
    assert "That&#x27;s all for this day" not in client.get(ADDRESS).content.decode()
    assert 'id="do-complete"' in client.get(ADDRESS).content.decode()


def test_what_was_rated_is_shown_and_the_worse_pain_before_a_treatment_is_said_beside_it(
    client: Client, spot: Spot
) -> None:
    factories.rating(spot, TODAY - datetime.timedelta(days=1), 4)
    factories.rating(spot, TODAY, 2)
    factories.treatment(TODAY, (spot, 6, 3))
    text = " ".join(client.get(ADDRESS).content.decode().split())
    assert '<output class="figure pain-text" data-value>2</output>' in text
    assert "6 before treatment" in text
    assert 'aria-label="better: 2" checked' in text
