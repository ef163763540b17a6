"""Forty attempts at one moment, spread over the workers of the real server, are no more than forty in a row."""

import http.client
import re
import threading
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from tests.browser import rig
from tests.conftest import PASSWORD
from tests.shares import candidate, made
from tools import project
from tools.steps import one_at_a_time
from tracker.models import Person, Proposal

MANY = 40
TOKEN = "c" * 32

pytestmark = pytest.mark.django_db(transaction=True)


class Answer(NamedTuple):
    status: int
    text: str
    cookies: dict[str, str]


@pytest.fixture(scope="module")
def two_workers(django_db_setup: None) -> Iterator[rig.Server]:
    with one_at_a_time():
        project.vendor_files().ensure()
        project.static_files().ensure()
    process, server = rig.start_server(2, REGISTRATION="open")
    yield server
    process.terminate()
    process.wait(20)


@pytest.fixture
def post(two_workers: rig.Server, transactional_db: None) -> Callable[..., Answer]:
    cache.clear()
    where = urlsplit(two_workers.base_url).netloc

    def send(path: str, fields: dict[str, str], cookies: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection(where, timeout=60)
        jar = {"csrftoken": TOKEN, **(cookies or {})}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in jar.items()),
        }
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        given = (each.partition(";")[0].partition("=") for each in answer.headers.get_all("Set-Cookie") or ())
        connection.close()
        return Answer(answer.status, text, {name: value for name, _, value in given})

    return send


def at_once(send: Callable[[int], Answer]) -> list[Answer]:
    answers: list[Answer] = []
    start = threading.Barrier(MANY)

    def one(number: int) -> None:
        start.wait()
        answers.append(send(number))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == MANY
    assert {answer.status for answer in answers} <= {200, 302, 303, 422, 429}
    return answers


def saying(words: str, answers: list[Answer]) -> int:
    return sum(words in answer.text for answer in answers)


def test_of_forty_passwords_five_are_tried(alice: Person, post: Callable[..., Answer]) -> None:
    wrong = {"login": "alice", "password": "wrong password"}
    answers = at_once(lambda _: post("/account/login/", wrong))
    assert 1 <= saying("do not belong together", answers) <= 5
    late = post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert late.status in {422, 429}


def test_of_forty_codes_of_the_second_step_five_are_tried(alice: Person, post: Callable[..., Answer]) -> None:
    TOTP.activate(alice, "A" * 32)
    halfway = post("/account/login/", {"login": "alice", "password": PASSWORD})
    answers = at_once(
        lambda number: post("/account/2fa/authenticate/", {"code": f"{number:06d}"}, halfway.cookies)
    )
    assert 1 <= saying("Incorrect code", answers) <= 5
    assert not any(answer.status in {302, 303} for answer in answers)


def test_of_forty_wishes_for_a_new_password_five_are_answered_by_mail(
    alice: Person, post: Callable[..., Answer], two_workers: rig.Server
) -> None:
    EmailAddress.objects.create(user=alice, email="alice@example.org", primary=True, verified=True)
    at_once(lambda _: post("/account/password/reset/", {"email": "alice@example.org"}))
    sent = len(
        re.findall(r"^To: alice@example.org", two_workers.log.read_text(errors="replace"), re.MULTILINE)
    )
    assert 1 <= sent <= 5


def test_of_forty_tries_to_sign_up_twenty_are_looked_at(alice: Person, post: Callable[..., Answer]) -> None:
    new = {"username": "dora", "password1": "short", "email": "", "time_zone": "UTC"}
    answers = at_once(lambda _: post("/account/signup/", new))
    assert 1 <= saying("too short", answers) <= 20


def test_of_forty_openings_thirty_are_let_in_and_of_forty_letters_twenty_are_taken(
    alice: Person, post: Callable[..., Answer]
) -> None:
    path = f"/s/{made(alice, candidate(alice)).secret}/"
    opened = [answer for answer in at_once(lambda _: post(path, {})) if answer.status == 303]
    assert len(opened) == 30
    answers = at_once(lambda _: post(f"{path}answer/", {}, opened[0].cookies))
    assert sum(answer.status == 429 for answer in answers) == MANY - 20
    assert not Proposal.objects.exists()
