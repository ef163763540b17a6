"""What every answer says of itself, and what there is nothing to be had of."""

import re
from collections.abc import Callable

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.addresses import TODAY, addresses, owned_ids
from tracker.models import CheckIn, Person

pytestmark = pytest.mark.django_db

TEXT = re.compile(r"(text/[a-z-]+|application/(json|javascript|xml))")
FROM_OUTSIDE = {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_REAL_IP": "203.0.113.9"}


def test_every_answer_says_what_it_is_and_in_which_letters(
    alice: Person, client_of: Callable[[Person], Client]
):
    client = client_of(alice)
    seen = set()
    for address in addresses(owned_ids(alice)):
        answer = client.get(address.path)
        body = b"" if answer.streaming else answer.content
        kind = answer.headers.get("Content-Type", "")
        seen.add(kind.partition(";")[0])
        assert kind or not body, address
        if TEXT.match(kind) and "json" not in kind and body:
            assert "charset=utf-8" in kind, (address, kind)
    assert {"text/html", "application/json", "text/calendar", "application/pdf"} <= seen


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/account/login/", "/privacy/", "/no/such/page/", "/s/nothing/", "/trends/pain.json"),
        *(
            "/static/js/app.js",
            "/static/css/base.css",
            "/static/img/icons.svg",
            "/health",
            "/ready",
            "/admin/",
        ),
    ],
)
def test_no_answer_is_guessed_at_framed_or_mixed_with_what_comes_from_elsewhere(path: str, alice: Person):
    answer = Client().get(path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = {
        part.split()[0]: part.split()[1:] for part in answer.headers["Content-Security-Policy"].split(";")
    }
    closed = ("default-src", "object-src", "base-uri", "frame-ancestors")
    assert [policy[name] for name in closed] == [["'none'"]] * 4
    assert {source for sources in policy.values() for source in sources} <= {"'none'", "'self'", "data:"}


def test_no_answer_lets_another_origin_read_it(alice: Person, client_of: Callable[[Person], Client]):
    client = client_of(alice)
    for path in ("/", "/trends/pain.json", "/static/js/app.js", "/no/such/page/"):
        answer = client.get(path, HTTP_ORIGIN="https://elsewhere.example")
        assert "Access-Control-Allow-Origin" not in answer.headers, path


@pytest.mark.parametrize(
    "path",
    [
        *("/.git/config", "/.git/HEAD", "/.env", "/data/unknot.sqlite3", "/manage.py", "/secret_key"),
        *("/static/", "/static/js/", "/static/../manage.py", "/static/%2e%2e/manage.py", "/media/"),
        *("/docs/", "/api/", "/swagger/", "/__debug__/", "/server-status", "/metrics"),
    ],
)
def test_there_are_no_folders_no_source_and_no_pages_for_developers(path: str):
    assert Client().get(path).status_code == 404


def test_a_form_reads_its_body_and_nothing_else(alice: Person, client_of: Callable[[Person], Client]):
    spot = factories.spot(alice)
    sent = f"{reverse('day', args=[TODAY.isoformat()])}?stress=9&pain.{spot.public_id}=9"
    client = client_of(alice)
    client.cookies["stress"] = "9"
    client.post(sent, {}, HTTP_STRESS="9")
    assert not CheckIn.objects.for_user(alice).exists()


def test_without_a_proxy_of_ours_nobody_says_where_they_come_from(rf):
    request = rf.get("/", REMOTE_ADDR="198.51.100.7", **FROM_OUTSIDE)
    assert get_adapter(request).get_client_ip(request) == "198.51.100.7"


def test_behind_a_proxy_of_ours_its_word_counts_and_not_what_came_in_with_it(rf, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    made_up = "203.0.113.9, 192.0.2.33"
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=made_up)
    assert get_adapter(request).get_client_ip(request) == "192.0.2.33"


def test_names_of_files_to_download_are_ours(alice: Person, client_of: Callable[[Person], Client]):
    client = client_of(alice)
    for file in ("diary", "archive", "fhir"):
        answer = client.post(
            reverse("data-export"), {"file": file, "file_name": "../../x\r\nSet-Cookie: a=b"}
        )
        said = answer.headers["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="unknot-[a-z0-9-]+\.(csv|zip|json)"', said), said
