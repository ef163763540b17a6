"""Errors reach whoever runs the app, without a word of what somebody wrote."""

import datetime
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tracker import urls
from tracker.models import Problem
from tracker.operating import problems
from tracker.outages import BUSY
from tracker.views import outages

SECRET = "sciatica under the left shoulder blade"
NOW = datetime.datetime(2026, 11, 22, 20, tzinfo=datetime.UTC)


def crash(request: HttpRequest) -> HttpResponse:
    try:
        {}[SECRET]
    except KeyError as error:
        raise ValueError(f"no such thing: {SECRET}") from error


def refused_by_the_database(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT '{SECRET}' FROM no_such_table")
    return HttpResponse()


@transaction.atomic
def logs_in_a_transaction(request: HttpRequest) -> HttpResponse:
    logging.getLogger("tracker").error("something is odd")
    transaction.set_rollback(True)
    return HttpResponse()


urlpatterns = [
    path("crash/", crash),
    path("refused/", refused_by_the_database),
    path("rolled-back/", logs_in_a_transaction),
    *urls.urlpatterns,
]
handler500 = urls.handler500


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def handler() -> Iterator[logging.Handler]:
    """As the settings configure it, listening although pytest has taken the place of the other handlers."""
    root = logging.getLogger()
    mine = problems.Handler(level=logging.ERROR)
    root.addHandler(mine)
    yield mine
    root.removeHandler(mine)


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_once")]


@pytest.fixture
def only_once(handler: logging.Handler) -> Iterator[None]:
    """The settings' own handler would count everything twice."""
    root = logging.getLogger()
    others = [one for one in root.handlers if isinstance(one, problems.Handler) and one is not handler]
    for one in others:
        root.removeHandler(one)
    yield
    for one in others:
        root.addHandler(one)


@override_settings(ROOT_URLCONF=__name__)
def test_the_same_error_is_one_problem_with_a_count_and_tells_the_number_that_the_page_shows(browser: Client):
    pages = [browser.get("/crash/").content.decode() for _ in range(3)]
    problem = Problem.objects.get()
    assert (problem.count, problem.kind) == (3, "builtins.ValueError")
    assert problem.reference in pages[-1]
    assert problem.reference not in pages[0]
    assert "builtins.KeyError" in problem.trace


@override_settings(ROOT_URLCONF=__name__)
def test_nothing_that_somebody_wrote_is_kept_or_listed(browser: Client):
    browser.get("/crash/")
    listed = StringIO()
    call_command("problems", stdout=listed)
    assert "ValueError" in listed.getvalue()
    assert "sciatica" not in listed.getvalue()
    assert "sciatica" not in str(Problem.objects.values().get())


@override_settings(ROOT_URLCONF=__name__)
def test_a_database_that_refuses_is_not_asked_to_write_that_down(browser: Client):
    assert browser.get("/refused/").status_code >= 500
    assert not Problem.objects.exists()


@override_settings(ROOT_URLCONF=__name__)
def test_what_goes_wrong_in_a_transaction_that_ends_in_nothing_is_kept_all_the_same(browser: Client):
    assert browser.get("/rolled-back/").status_code == 200
    assert (problem := Problem.objects.get()).kind == "tracker"
    assert problem.reference != "-"


def test_neither_an_outage_nor_what_strangers_send_is_an_error_of_ours(browser: Client, rf):
    outages.page(rf.get("/"), BUSY, "OperationalError")
    assert browser.get("/", headers={"Host": "somebody.else"}).status_code == 400
    assert not Problem.objects.exists()


@override_settings(ERRORS_TO=["operator@example.org"])
def test_a_new_problem_is_mailed_once_a_day_at_most():
    problems.keep(problems.Seen("builtins.ValueError", "tracker/day.py:3", "the way"), NOW)
    problems.tell(NOW)
    problems.keep(problems.Seen("builtins.ValueError", "tracker/day.py:3", "the way"), NOW)
    problems.tell(NOW + datetime.timedelta(hours=1))
    assert [(one.to, "tracker/day.py:3" in one.body) for one in mail.outbox] == [
        (["operator@example.org"], True)
    ]
    later = NOW + datetime.timedelta(days=2)
    problems.keep(problems.Seen("builtins.ValueError", "tracker/day.py:3", "the way"), later)
    problems.tell(later)
    assert len(mail.outbox) == 2


def test_what_was_not_met_for_long_is_let_go():
    problems.keep(problems.Seen("builtins.ValueError", "tracker/day.py:3", "the way"), NOW)
    problems.tell(NOW + problems.KEPT)
    assert Problem.objects.count() == 1
    problems.tell(NOW + problems.KEPT + datetime.timedelta(seconds=1))
    assert not Problem.objects.exists()
