"""The last days of an experiment, on which it is neither early nor open."""

import datetime
import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.addresses import TODAY
from tests.trials import TRIAL, text_of
from tracker.changes import trials as changes
from tracker.models import Person, Trial, TrialDay
from tracker.trial_records import period_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days_ago", [63, 64])
@time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False)
def test_on_its_last_day_it_is_not_ended_but_left_to_open_by_itself(
    alice: Person, client_of: Callable[[Person], Client], days_ago: int
) -> None:
    client = client_of(alice)
    trial = factories.trial(alice, TODAY - datetime.timedelta(days=days_ago), horizon=1)
    assert period_plan(trial).last <= TODAY.toordinal() < period_plan(trial).opens
    page = reverse("trial", args=[trial.public_id])
    answer = client.post(reverse("trial-end", args=[trial.public_id]), {"reason": "Nearly there"})
    assert answer.headers["Location"] == page
    trial.refresh_from_db()
    assert trial.ended_on is None
    assert "The result opens by itself." in text_of(client, page)
    client.post(reverse("trial-note", args=[trial.public_id]), {"date": str(TODAY), "about": "flare"})
    assert TrialDay.objects.get().flare


@time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False)
def test_an_answer_from_a_page_left_open_is_told_that_the_trial_is_over(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    client, trial = client_of(alice), factories.trial(alice, TODAY)
    client.post(reverse("trial-end", args=[trial.public_id]), {"reason": ""})
    answer = {"date": str(TODAY), "kept": "yes"}
    card = client.post(reverse("trial-mark", args=[trial.public_id]), answer, headers={"HX-Request": "true"})
    assert "nothing of this trial can be changed any more" in card.content.decode()
    assert not TrialDay.objects.exists()
    assert "nothing of this trial" not in text_of(client, "/")


@time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False)
def test_ended_on_its_first_day_it_has_no_pair_to_show(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    client, trial = client_of(alice), factories.trial(alice, TODAY)
    client.post(reverse("trial-end", args=[trial.public_id]), {"reason": ""})
    for name in ("trial", "trial-report"):
        page = text_of(client, reverse(name, args=[trial.public_id]))
        assert "Too few complete pairs to tell: 0" in page
        assert "<table" not in page
        assert "no day of it was reached" in page


@time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False)
def test_once_its_result_is_open_a_trial_of_episodes_is_over_and_its_spot_is_free(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    """Two episodes, the last one back today: nothing of it goes on, though it might have taken weeks more."""
    client, first = client_of(alice), TODAY - datetime.timedelta(days=7)
    spot = factories.spot(alice, nickname="Neck", first_day=first)
    factories.write(spot, "5 0 0 5 0 0 0 5", first)
    trial = factories.trial(alice, first, spot=spot, blocks=1)
    for days in (0, 3):
        changes.name_next(trial, first + datetime.timedelta(days=days))
    page = text_of(client, "/insights/trials/")
    assert "Over, the result is open" in page
    assert "None at the moment." in page
    assert "15 Nov 2026 to 18 Nov 2026" in page
    report = text_of(client, reverse("trial-report", args=[trial.public_id]))
    assert "15 November 2026 to 18 November 2026, when the last episode was named" in report
    plan = {"outcome": f"spot:{spot.public_id}", "design": "episodes", "first_day": str(TODAY)}
    begun = client.post(
        reverse("trial-new"), {**TRIAL, **plan, "public_id": str(uuid.uuid4()), "do": "begin"}
    )
    assert begun.status_code == 303
    assert Trial.objects.count() == 2
