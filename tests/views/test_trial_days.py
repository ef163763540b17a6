"""The last days of an experiment, on which it is neither early nor open."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.addresses import TODAY
from tests.trials import text_of
from tracker.models import Person, TrialDay
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
