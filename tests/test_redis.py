"""With REDIS_URL sessions and the limits of attempts hold across every server, and a session that was ended is over."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import PASSWORD
from tests.gate.codes import prove
from tools.redis_server import running_redis
from tracker import databases
from tracker.leaving.traces import end_sessions

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
TRY = """
import django, sys
django.setup()
from allauth.account.app_settings import RATE_LIMITS
from allauth.core.internal import ratelimit
from django.test import RequestFactory
request = RequestFactory().post("/account/login/")
tried = [ratelimit.consume(request, app="allauth.account", action="reset_password", key="ann") for _ in range(10)]
print(sum(1 for usage in tried if usage))
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_redis() as found:
        yield found


@pytest.fixture
def redis(address, monkeypatch, settings):
    monkeypatch.setenv("REDIS_URL", address)
    settings.CACHES = databases.caches()
    settings.SESSION_ENGINE = databases.session_engine()
    cache.clear()
    return address


def test_a_page_reads_its_session_from_redis_alone(redis, alice, client_of):
    client = client_of(alice)
    client.get("/more/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/more/").status_code == 200
    assert not [query["sql"] for query in captured if "django_session" in query["sql"]]


def test_signing_out_all_others_ends_them_at_once(redis, client, alice):
    other = type(client)()
    for browser in (client, other):
        assert browser.post("/account/login/", {"login": "alice", "password": PASSWORD}).status_code == 302
        assert browser.get("/more/").status_code == 200
    assert len(re.findall("account-key__icon", client.get("/account/sessions/").text)) == 2
    prove(client)
    client.post("/account/sessions/")
    assert (client.get("/more/").status_code, other.get("/more/").status_code) == (200, 302)
    assert len(re.findall("account-key__icon", client.get("/account/sessions/").text)) == 1


def test_ended_sessions_are_gone_from_redis_as_well(redis, alice, bob, client_of):
    hers, his = client_of(alice), client_of(bob)
    assert hers.get("/more/").status_code == his.get("/more/").status_code == 200
    assert end_sessions([alice]) == 1
    assert (hers.get("/more/").status_code, his.get("/more/").status_code) == (302, 200)


def test_four_processes_at_once_share_one_count_of_attempts(redis, tmp_path):
    variables = {
        "DATA_DIR": str(tmp_path),
        "ENV_FILE": os.devnull,
        "REDIS_URL": redis,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    running = [
        subprocess.Popen(
            [sys.executable, "-c", TRY], cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    allowed = [int(process.communicate()[0]) for process in running]
    assert sum(allowed) == 5
