import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client, override_settings

from bench.counting import ANSWER, ASK
from bench.diary import long_diary
from bench.download import exports
from bench.floors import KIND
from bench.pages import CSRF_TOKEN, EMPTY, FLOOR, POST_FLOOR, SAVE, changing, floors, targets
from bench.people import User
from bench.visitor import FORM
from tests import factories
from tracker.changes.sample import write
from tracker.http import today_of
from tracker.models import Spot, UndoStep
from tracker.timelines.rows import RANGES

TODAY = "2026-11-22"


def test_every_page_is_compared_with_a_floor_that_is_timed_as_well():
    timed = targets(User("", ["0"]), TODAY)
    names = [target.name for target in timed]
    assert names[:3] == [FLOOR, POST_FLOOR, SAVE]
    assert len(set(names)) == len(names)
    assert {target.floor for target in timed} <= set(names)


def test_the_ranges_of_the_spot_and_of_charts_are_known():
    """A page shows its usual days where it does not know the word."""
    asked = {target.name: parse_qs(urlsplit(target.path).query) for target in targets(User("", ["0"]), TODAY)}
    assert asked["Spot, whole history"] == {"range": ["everything"]}
    assert {word for query in asked.values() for word in query.get("range", [])} <= RANGES.keys()


def test_a_saved_change_sends_another_value_each_time():
    body = changing(["pain.s", "pain.t"])
    sent = [parse_qs(body(), keep_blank_values=True) for _ in range(3)]
    assert [(form.get("pain.s"), form.get("was:pain.s")) for form in sent] == [
        (["1"], [""]),
        (None, None),
        (["2"], ["1"]),
    ]
    assert (sent[1]["pain.t"], sent[1]["was:pain.t"]) == (["1"], [""])


@pytest.fixture
def as_served():
    """The settings of a bench run, as far as they differ."""
    templates = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], "bench/templates"]}]
    with override_settings(
        ROOT_URLCONF="bench.urls",
        MIDDLEWARE=["bench.counting.count_queries", *settings.MIDDLEWARE],
        TEMPLATES=templates,
    ):
        yield


@pytest.mark.django_db
def test_every_page_that_is_timed_is_there(as_served):
    person = factories.person(is_sample=True)
    today = today_of(person)
    write(person, today - datetime.timedelta(days=40), long_diary(40, 50), seed=1)
    spots = [str(spot.public_id) for spot in Spot.objects.for_user(person)]
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    client.cookies["csrftoken"] = CSRF_TOKEN
    for target in [*targets(User("", spots), today.isoformat()), *exports()]:
        body = {} if target.body is None else {"data": target.body(), "content_type": FORM}
        ask = client.get if target.body is None else client.post
        answer = ask(target.path, headers={**target.headers, ASK: "1"}, **body)
        assert answer.status_code == 200, target.name
        assert int(answer.headers[ANSWER]) >= 2, target.name
        if answer.streaming:
            assert len(b"".join(answer.streaming_content)) > 1_000


@pytest.mark.django_db
def test_the_floor_of_a_save_writes_one_row_of_that_person(as_served):
    person, other = factories.person(), factories.person()
    client = Client()
    client.force_login(person)
    target = next(each for each in floors() if each.name == POST_FLOOR)
    client.post(EMPTY, target.body(), content_type=FORM, headers=target.headers)
    assert UndoStep.objects.for_user(person).filter(kind=KIND).count() == 1
    assert not UndoStep.objects.for_user(other).exists()
