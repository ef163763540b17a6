"""Planning an experiment, living it without a look at its result, ending and deleting it."""

import datetime
import re
from collections.abc import Callable
from typing import Any

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

NEW = "/insights/trials/new/"


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


def planned(client: Client, **fields: Any) -> Any:
    """Posts the usual plan with `fields`; the id is the one that the page offered."""
    page = client.get(NEW).content.decode()
    key = re.search(r'name="public_id" value="([^"]+)"', page)
    assert key
    first = str(TODAY + datetime.timedelta(days=1))
    return client.post(NEW, {**TRIAL, "public_id": key[1], "first_day": first, "do": "begin", **fields})


def test_without_trials_the_page_says_what_one_is(client: Client) -> None:
    page = text_of(client, "/insights/trials/")
    assert "Try it out on yourself" in page
    assert NEW in page
    assert 'aria-current="page">Trials' in text_of(client, "/insights/trials/")


def test_the_plan_has_the_usual_numbers_and_its_honest_power(client: Client) -> None:
    page = text_of(client, NEW)
    for name, value in (("pairs", 8), ("length", 4), ("wash", 1)):
        assert re.search(rf'name="{name}" value="{value}"', page), name
    assert "With 8 pairs you would notice a difference of 2 points about half of the time." in page
    assert "16 periods of 4 days: 64 days, 23 Nov 2026 to 25 Jan 2027." in page
    assert "No result before 26 Jan 2027." in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"pairs": "14", "length": "3"},
            "With 14 pairs you would notice a difference of 2 points about three",
        ),
        ({"pairs": "5"}, "With 5 pairs no difference, however large, could be told from luck."),
        ({"horizon": "1"}, "No result before 27 Jan 2027."),
        ({"design": "episodes"}, "you would notice that one keeps it away three times as long about"),
        ({"design": "episodes", "measure": "drop"}, "How often it would be is not known."),
        ({"pairs": "500"}, "Pairs: A whole number from 2 to 24."),
        ({"wash": "3", "length": "3"}, "At least one day of a period must be left to look at."),
    ],
)
def test_the_power_follows_the_numbers_before_anything_else_is_filled_in(
    fields: dict[str, str], said: str, client: Client
) -> None:
    data = {**TRIAL, "question": "", "a": "", "b": "", "first_day": "2026-11-23", **fields}
    answer = client.post(NEW, data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert "<html" not in answer.content.decode()
    plain = client.post(NEW, {**data, "do": "preview"}).content.decode()
    assert said in plain
    assert "Write what you want to know." not in plain
    assert not Trial.objects.exists()


def test_another_page_may_post_what_is_to_be_planned(client: Client) -> None:
    asked = {"question": "Does coffee change my pain?", "a": "no coffee", "b": "coffee as ever"}
    answer = client.post(NEW, asked)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'value="Does coffee change my pain?"' in page
    assert 'value="coffee as ever"' in page
    assert "With 8 pairs you would notice" in page


def test_own_ups_and_downs_count_once_there_are_enough_days(client: Client, alice: Person) -> None:
    factories.write(factories.spot(alice), "0 9 " * 14, TODAY - datetime.timedelta(days=30))
    page = text_of(client, NEW)
    assert "By the ups and downs of your own 28 known days." in page
    assert "With 8 pairs you would notice a difference of 2 points about a quarter of the time." in page


def test_begun_it_is_sealed_and_shown(client: Client) -> None:
    answer = planned(client)
    trial = Trial.objects.get()
    assert answer.headers["Location"] == reverse("trial", args=[trial.public_id])
    page = text_of(client, answer.headers["Location"])
    assert trial.digest in page
    assert "Begins on 23 Nov" in page
    assert "Closed until 26 Jan" in page
    assert "Begins on 23 Nov" in text_of(client, "/insights/trials/")


def test_of_episodes_it_needs_a_spot_and_leaves_the_other_numbers_alone(
    client: Client, alice: Person
) -> None:
    spot = factories.spot(alice)
    refused = planned(client, design="episodes", pairs="none of this")
    assert refused.status_code == 422
    assert "A trial of this kind needs one spot." in refused.content.decode()
    assert planned(client, design="episodes", pairs="", outcome=f"spot:{spot.public_id}").status_code == 303
    trial = Trial.objects.get()
    assert (trial.design, trial.measure, trial.pairs, trial.spot) == ("episodes", "return", 10, spot)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"question": " "}, "Write what you want to know."),
        ({"a": ""}, "Write what A is."),
        ({"b": "Stretching  before bed"}, "Both are the same."),
        ({"pairs": "1"}, "A whole number from 2 to 24."),
        ({"wash": "4"}, "A whole number from 0 to 3."),
        ({"length": "2", "wash": "2"}, "At least one day of a period must be left"),
        ({"first_day": "2026-11-21"}, "From today on, and within a year."),
        ({"outcome": "spot:00000000-0000-0000-0000-000000000000"}, "Choose one of the list."),
        ({"public_id": "7"}, "This form is out of date."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_lost(
    fields: dict[str, str], message: str, client: Client
) -> None:
    answer = planned(client, **fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert message in page
    assert 'value="no stretching"' in page or "b" in fields
    assert not Trial.objects.exists()


def test_two_at_once_on_one_outcome_are_refused_with_the_other_ones_name(client: Client) -> None:
    planned(client)
    answer = planned(client, question="Another?")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A trial of this runs until 25 Jan 2027: Does stretching before bed change my pain?" in page
    assert 'value="Another?"' in page
    assert planned(client, first_day="2027-01-26").status_code == 303


def test_somebody_elses_spot_cannot_be_compared(client: Client, bob: Person) -> None:
    theirs = factories.spot(bob)
    assert planned(client, outcome=f"spot:{theirs.public_id}").status_code == 422


def everything_shown(client: Client, trial: Trial) -> list[str]:
    of_trial = [reverse(name, args=[trial.public_id]) for name in ("trial", "trial-calendar", "trial-end")]
    return [text_of(client, path) for path in ("/", "/insights/trials/", NEW, *of_trial)]


def hidden(pages: list[str]) -> list[str]:
    """Without ids, some of which are new each time a page is drawn."""
    return [re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", page) for page in pages]


def test_no_page_tells_anything_of_the_order_ahead(client: Client, alice: Person) -> None:
    """The same pages for two orders that agree as far as they have been lived."""
    trial = factories.trial(alice, TODAY - datetime.timedelta(days=9))
    factories.write(factories.spot(alice), "4 2 4 6 1 2 3 4 9", TODAY - datetime.timedelta(days=9))
    first, *others = trial.order.split()
    shown = []
    for order in (["AB"] * 7, ["AB", *["BA"] * 6]):
        Trial.objects.update(order=" ".join([first, *order]), seed="0" * 63 + str(len(shown)))
        shown.append(hidden(everything_shown(client, trial)))
    assert shown[0] == shown[1]
    Trial.objects.update(order=" ".join([first, *others]), seed=trial.seed)
    pages = everything_shown(client, trial)
    assert all(trial.seed not in page and trial.order not in page for page in pages)


def test_while_it_runs_known_days_are_counted_and_no_pain_is_told(client: Client, alice: Person) -> None:
    trial = factories.trial(alice, TODAY - datetime.timedelta(days=6))
    Trial.objects.update(order="BA " + "AB " * 7)
    # The first day of each period is left out: of six counted so far, today's with them, four are known.
    factories.write(factories.spot(alice), "7 7 . 7 7 7 7", TODAY - datetime.timedelta(days=6))
    page = text_of(client, reverse("trial", args=[trial.public_id]))
    assert "4 of 5 counted days known" in page
    assert "Period 1: no stretching" in page
    assert "Period 2: stretching before bed" in page
    assert "2 of 3 known" in page
    assert "7.0" not in page
    assert "Less pain" not in page
    report = client.get(reverse("trial-report", args=[trial.public_id]))
    assert report.status_code == 303


def test_a_flare_is_marked_with_its_words_and_taken_back(client: Client, alice: Person) -> None:
    trial = factories.trial(alice, TODAY)
    note = reverse("trial-note", args=[trial.public_id])
    client.post(note, {"date": str(TODAY), "about": "flare", "words": "a cold"})
    client.post(note, {"date": str(TODAY), "about": "harm", "words": "sore"})
    page = text_of(client, reverse("trial", args=[trial.public_id]))
    assert "a cold" in page
    assert "sore" in page
    client.post(note, {"date": str(TODAY), "about": "flare", "remove": "1"})
    day = TrialDay.objects.get()
    assert (day.flare, day.harm) == (False, "sore")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"date": "2026-11-20"}, "From 22 November 2026, the first day, to today."),
        ({"date": ""}, "A date, as 2026-11-23."),
        ({"about": "harm", "words": " "}, "Write what it was."),
    ],
)
def test_a_note_that_does_not_fit_is_refused_beside_its_field(
    fields: dict[str, str], message: str, client: Client, alice: Person
) -> None:
    trial = factories.trial(alice, TODAY)
    answer = client.post(
        reverse("trial-note", args=[trial.public_id]), {"date": str(TODAY), "about": "flare", **fields}
    )
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not TrialDay.objects.exists()


def test_ended_early_it_opens_says_so_and_its_days_are_fixed(client: Client, alice: Person) -> None:
    trial = factories.trial(alice, TODAY - datetime.timedelta(days=11))
    factories.write(factories.spot(alice), "3 " * 12, TODAY - datetime.timedelta(days=11))
    client.post(reverse("trial-end", args=[trial.public_id]), {"reason": "A long journey"})
    page = text_of(client, reverse("trial", args=[trial.public_id]))
    assert "Ended early on 22 November 2026: A long journey" in page
    assert "Too few complete pairs to tell: 1" in page
    assert "1 pair left out: it ended when only the first period was over." in page
    assert "6 pairs not reached before it ended." in page
    assert "by luck" not in page
    client.post(reverse("trial-mark", args=[trial.public_id]), {"date": str(TODAY), "kept": "yes"})
    client.post(reverse("trial-note", args=[trial.public_id]), {"date": str(TODAY), "about": "flare"})
    assert not TrialDay.objects.exists()
    assert "yes. A long journey" in text_of(client, reverse("trial-report", args=[trial.public_id]))


def test_one_that_has_not_begun_is_deleted_not_ended(client: Client, alice: Person) -> None:
    trial = factories.trial(alice, TODAY + datetime.timedelta(days=1))
    answer = client.post(reverse("trial-end", args=[trial.public_id]))
    assert answer.headers["Location"] == reverse("trial-delete", args=[trial.public_id])
    assert client.post(answer.headers["Location"]).headers["Location"] == "/insights/trials/"
    assert not Trial.objects.exists()


def test_the_calendar_file_says_when_and_nothing_of_what(client: Client, alice: Person) -> None:
    trial = factories.trial(alice, TODAY, spot=factories.spot(alice, nickname="Neck"))
    answer = client.get(reverse("trial-calendar", args=[trial.public_id]))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.ics"'
    text = answer.content.decode()
    assert text.count("BEGIN:VEVENT") == 17
    assert "DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261130\r\nSUMMARY:Period 2 of 16" in text
    for word in ("stretch", "pain", "neck", "trial", "condition"):
        assert word not in text.lower(), word
    episodes = factories.trial(alice, TODAY, spot=factories.spot(alice, "piriformis"), blocks=6)
    assert client.get(reverse("trial-calendar", args=[episodes.public_id])).status_code == 404


def test_a_region_compares_its_own_spots_alone(client: Client, alice: Person) -> None:
    """Low back at 2, neck at 9: the mean of every period is that of the low back."""
    first = TODAY - datetime.timedelta(days=24)
    factories.write(factories.spot(alice, "quadratus_lumborum"), "2 " * 24, first)
    factories.write(factories.spot(alice), "9 " * 24, first)
    assert planned(client, outcome="region:low_back", length="2", pairs="6").status_code == 303
    trial = Trial.objects.get()
    Trial.objects.update(first_day=first)
    assert period_plan(Trial.objects.get()).opens == TODAY.toordinal()
    page = text_of(client, reverse("trial", args=[trial.public_id]))
    assert page.count("<td>2.00") == 12
    assert "Little or no difference" in page
    changes.delete(trial)
