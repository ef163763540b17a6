from collections import Counter
from itertools import cycle, islice

import pytest

from bench import load
from bench.pages import Target
from bench.people import User
from bench.service import Service
from bench.visitor import UnexpectedAnswerError

USERS = [User(str(number), ["spot"]) for number in range(4)]


def test_of_ten_requests_seven_show_today_two_save_and_one_draws_a_chart():
    asked = Counter(target.path for target in islice(load._mix(USERS[0], "2026-11-22", 3), 100))
    assert sorted(asked.values()) == [10, 20, 70]
    assert asked["/"] == 70
    assert asked["/day/2026-11-22/"] == 20


def test_a_turn_ends_by_time_and_by_number(service: Service, monkeypatch: pytest.MonkeyPatch):
    short = load.Told()
    load._turn(service, USERS, 0.2, short, lambda *_: cycle([Target("page", "/")]))
    assert 0.2 <= short.seconds < 2
    assert len(short.took) >= len(USERS)
    monkeypatch.setattr(load, "MOST_REQUESTS", 20)
    few = load.Told()
    load._turn(service, USERS, 60, few, lambda *_: cycle([Target("page", "/")]))
    assert len(few.took) == 20


def test_a_request_that_fails_fails_the_turn(service: Service):
    with pytest.raises(UnexpectedAnswerError, match="500"):
        load._turn(service, USERS, 60, load.Told(), lambda *_: cycle([Target("page", "/broken")]))
