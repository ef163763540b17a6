"""Today says what is on in one quiet line, and asks with one tap."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.addresses import TODAY
from tests.trials import text_of
from tracker.models import Person, Trial, TrialDay, TrialEpisode

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


def begun(alice: Person, order: str = "BA AB AB AB AB AB AB AB", **plan: int) -> Trial:
    """Its third day is today."""
    trial = factories.trial(alice, TODAY - datetime.timedelta(days=5), **plan)
    Trial.objects.filter(pk=trial.pk).update(order=order)
    return trial


def test_the_line_says_what_is_on_and_where_in_the_plan(client: Client, alice: Person) -> None:
    begun(alice)
    page = text_of(client, "/")
    assert "Trial: <strong>stretching before bed</strong>" in page
    assert "period 2 of 16, day 2 of 4" in page
    two_days_ago = text_of(client, f"/day/{TODAY - datetime.timedelta(days=2)}/")
    assert "Trial: <strong>no stretching</strong>" in two_days_ago
    assert "period 1 of 16, day 4 of 4" in two_days_ago
    assert "Trial:" not in text_of(client, f"/day/{TODAY - datetime.timedelta(days=6)}/")


def test_one_tap_answers_another_takes_it_back(client: Client, alice: Person) -> None:
    trial = begun(alice)
    mark = reverse("trial-mark", args=[trial.public_id])
    answer = client.post(mark, {"date": str(TODAY), "kept": "no"}, headers={"HX-Request": "true"})
    assert TrialDay.objects.get().kept is False
    assert 'value="" aria-pressed="true"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert client.post(mark, {"date": str(TODAY), "kept": "yes"}).headers["Location"] == "/"
    assert TrialDay.objects.get().kept is True
    client.post(mark, {"date": str(TODAY), "kept": ""})
    assert not TrialDay.objects.exists()


@pytest.mark.parametrize(("date", "kept"), [(TODAY, "maybe"), (TODAY - datetime.timedelta(days=6), "yes")])
def test_nonsense_and_days_before_the_first_are_refused(
    date: datetime.date, kept: str, client: Client, alice: Person
) -> None:
    trial = begun(alice)
    answer = client.post(reverse("trial-mark", args=[trial.public_id]), {"date": str(date), "kept": kept})
    assert answer.status_code == 400
    assert not TrialDay.objects.exists()


def test_tomorrow_cannot_be_answered_for(client: Client, alice: Person) -> None:
    tomorrow = TODAY + datetime.timedelta(days=1)
    mark = reverse("trial-mark", args=[begun(alice).public_id])
    assert client.post(mark, {"date": str(tomorrow), "kept": "yes"}).status_code == 404


def test_without_a_trial_today_asks_the_database_for_none(client: Client, alice: Person) -> None:
    factories.spot(alice)
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    assert not any("tracker_trial" in each["sql"] and "FROM" in each["sql"] for each in captured)


def test_with_trials_it_takes_two_queries_more_however_many_there_are(client: Client, alice: Person) -> None:
    spots = [factories.spot(alice, muscle) for muscle in ("levator_scapulae", "infraspinatus", "piriformis")]

    def queries() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return len(captured)

    none = queries()
    factories.trial(alice, TODAY)
    assert queries() == none + 2
    for spot in spots:
        factories.trial(alice, TODAY, spot=spot)
    assert queries() == none + 2


def test_an_episode_is_named_when_the_spot_is_back_and_only_then(client: Client, alice: Person) -> None:
    spot = factories.spot(alice, nickname="Neck")
    factories.write(spot, "5 5 0", TODAY - datetime.timedelta(days=4))
    trial = factories.trial(alice, TODAY - datetime.timedelta(days=4), spot=spot, blocks=6)
    Trial.objects.update(order="BA AB AB AB AB AB")
    name = reverse("trial-episode", args=[trial.public_id])
    assert "Trial:" not in text_of(client, "/")
    client.post(name)
    assert not TrialEpisode.objects.exists()

    factories.rating(spot, TODAY, 4)
    page = text_of(client, "/")
    assert "Neck is back, episode 1 of 12" in page
    assert "stretching" not in page.partition('id="trials-today"')[2].partition("</section>")[0].replace(
        trial.question, ""
    )
    answer = client.post(name, headers={"HX-Request": "true"}).content.decode()
    assert "Trial: <strong>no stretching</strong>" in answer
    client.post(name)
    assert TrialEpisode.objects.get().date == TODAY
    client.post(reverse("trial-mark", args=[trial.public_id]), {"date": str(TODAY), "kept": "yes"})
    assert TrialEpisode.objects.get().kept is True


def test_the_same_episode_is_not_named_twice(client: Client, alice: Person) -> None:
    spot = factories.spot(alice)
    factories.write(spot, "0 5 5 5", TODAY - datetime.timedelta(days=3))
    trial = factories.trial(alice, TODAY - datetime.timedelta(days=3), spot=spot, blocks=6)
    TrialEpisode.objects.create(person=alice, trial=trial, number=1, date=TODAY - datetime.timedelta(days=1))
    assert "is back" not in text_of(client, "/")
    client.post(reverse("trial-episode", args=[trial.public_id]))
    assert TrialEpisode.objects.count() == 1
