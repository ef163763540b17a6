"""A whole trial of eight pairs, day by day through the app, to a result that is worked out by hand beside it."""

import datetime
import html
import re
import uuid
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.trials import TRIAL, interval_by_search, p_by_all_signs, pair_differences, text_of
from tracker.models import Person, Spot

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2026, 3, 2)
PAIRS, LENGTH, WASH = 8, 4, 1
FLARE = FIRST + datetime.timedelta(days=21)
# Ups and downs that have nothing to do with the trial, as a body has them.
NOISE = [0, 2, -1, 1, 0, -2, 1, 3, -1, 0, 1, -1, 2]


SEED = bytes(range(101, 133))


def at(date: datetime.date) -> time_machine.travel:
    return time_machine.travel(f"{date}T19:14:00+00:00", tick=False)


class Lived(NamedTuple):
    """What was seen on Today, A or B, and the pain that was logged, by day; and how the trial is reached."""

    done: dict[datetime.date, str]
    pain: dict[datetime.date, int]
    path: str


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


@pytest.fixture
def lived(client: Client, alice: Person, monkeypatch: pytest.MonkeyPatch) -> Lived:
    """Sixteen periods: Today is read at the start and the end of each. B hurts two points more.

    The coins are thrown from one seed, so that every run has the same numbers.
    """
    spot = factories.spot(alice, nickname="Neck", first_day=FIRST)
    own = {"outcome": f"spot:{spot.public_id}", "first_day": str(FIRST), "public_id": str(uuid.uuid4())}
    with at(FIRST - datetime.timedelta(days=1)), monkeypatch.context() as fixed:
        fixed.setattr("secrets.token_bytes", lambda size: SEED[:size])
        path = client.post("/insights/trials/new/", {**TRIAL, **own, "do": "begin"}).headers["Location"]
    found = Lived({}, {}, path)
    for number in range(2 * PAIRS * LENGTH):
        date = FIRST + datetime.timedelta(days=number)
        with at(date):
            if number % 30 == 0:
                client.force_login(alice)  # nobody stays signed in for as long as this takes
            _evening(client, spot, number, date, found)
    return found


def _evening(client: Client, spot: Spot, number: int, date: datetime.date, lived: Lived) -> None:
    yesterday = date - datetime.timedelta(days=1)
    if number % LENGTH in (0, LENGTH - 1):
        page = text_of(client, "/")
        assert f"period {number // LENGTH + 1} of 16, day {number % LENGTH + 1} of 4" in page
        seen = re.search(r"Trial: <strong>(.+?)</strong>", page)
        assert seen
        lived.done[date] = {"stretching before bed": "A", "no stretching": "B"}[seen[1]]
    else:
        lived.done[date] = lived.done[yesterday]
    lived.pain[date] = 4 + NOISE[number % len(NOISE)] + (2 if lived.done[date] == "B" else 0)
    client.post(f"/day/{date}/", {f"pain.{spot.public_id}": str(lived.pain[date])})
    kept = {"date": str(date), "kept": "no" if number % 10 == 0 else "yes", "from": "trial"}
    client.post(f"{lived.path}mark/", kept)
    if date == FLARE:
        client.post(f"{lived.path}note/", {"date": str(date), "about": "flare", "words": "a cold"})
    if number % 21 == 0:
        page = text_of(client, lived.path)
        assert "Closed until 5 May" in page
        assert "by luck" not in page


def test_from_the_question_to_the_result_and_its_report(client: Client, lived: Lived) -> None:
    _result_is_right(client, lived)
    _report_is_whole(client, lived)


def _result_is_right(client: Client, lived: Lived) -> None:
    differences = pair_differences(FIRST, PAIRS, LENGTH, WASH, lived.done, lived.pain)
    mean, p = sum(differences) / PAIRS, p_by_all_signs(differences)
    low, high = interval_by_search(differences)
    with at(FIRST + datetime.timedelta(days=64)):
        page = re.sub(r"<[^>]+>", "", text_of(client, lived.path))
        assert "Over, the result is open" in text_of(client, "/insights/trials/")
    lower = sum(each > 0 for each in differences)
    assert "Less pain with stretching before bed" in page
    assert f"In {lower} of 8 pairs pain was lower with A, stretching before bed" in page
    assert f"On average {float(mean):.1f} points lower" in page
    assert f"about {round(100 * p)} time" in page
    assert "Without 1 marked day, from 8 pairs: on average" in page
    figures = r"B less A: \+([\d.]+) points, 90 % interval \+([\d.]+) to \+([\d.]+), sign-flip p = ([\d.]+)\."
    shown = re.search(figures, page)
    assert shown
    assert float(shown[1]) == pytest.approx(float(mean), abs=0.0051)
    assert [float(shown[2]), float(shown[3])] == pytest.approx([low, high], abs=0.0151)
    assert float(shown[4]) == pytest.approx(float(p), abs=0.00006)


def _report_is_whole(client: Client, lived: Lived) -> None:
    with at(FIRST + datetime.timedelta(days=64)):
        report = html.unescape(re.sub(r"<[^>]+>", "", text_of(client, f"{lived.path}report/")))
    for difference in pair_differences(FIRST, PAIRS, LENGTH, WASH, lived.done, lived.pain):
        assert f"{float(difference):+.2f}".replace("-", "\N{MINUS SIGN}") in report
    for condition in "AB":
        kept = sum(lived.done[day] == condition and (day - FIRST).days % 10 != 0 for day in lived.done)
        assert f"{kept} of 32 answered days (32 in all)" in report
    assert "23 Mar 2026 (a cold)" in report
    assert "Seed, order and plan are still those that were sealed." in report
    sealed = re.search(r'\{"method".*\}', report)
    assert sealed
    assert sha256(sealed[0].encode()).hexdigest() in report
    assert SEED.hex() in sealed[0]
