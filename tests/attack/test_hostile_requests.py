"""Requests that no browser of ours makes: the answer is a refusal, never an error of the server."""

import logging
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory, override_settings

from tests.addresses import TODAY, addresses, owned_ids
from tests.conftest import PASSWORD
from tracker.models import Person
from tracker.request_bodies import utf_8_alone
from tracker.settings import BASE_DIR

pytestmark = pytest.mark.django_db

VALUES = (
    "\x00",
    "a\x00b",
    "\N{ARABIC-INDIC DIGIT TWO}\N{ARABIC-INDIC DIGIT ZERO}",
    "\N{ARABIC-INDIC DIGIT TWO}026-11-22",
    "0001-01-01",
    "9999-12-31",
    "1e400",
    "NaN",
    "-Infinity",
    "9" * 5000,
    "99999999999999999999",
    "\U0010ffff\N{ZERO WIDTH NON-JOINER}\ufdd0\ufffe",
    "{" * 3000,
    "../../../../etc/passwd",
    "00000000-0000-0000-0000-00000000000\N{FULLWIDTH DIGIT ONE}",
)
# Steps of 4 through 15 values: 15 turns bring each to every field.
TURNS = len(VALUES) if os.environ.get("EXAMPLES") == "all" else 3
PATHS = (
    "/day/%D9%A2%D9%A0%D9%A2%D9%A6-%D9%A1%D9%A1-%D9%A2%D9%A2/",
    "/day/0001-01-01/",
    "/day/9999-12-31/",
    "/day/2026-11-22%00/",
    "/day/2026-W47-7/",
    "/day/20261122/",
    "/%00",
    "/%ff%fe/",
    "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
    "/%ed%a0%80/",
    "/../../../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/../tracker/settings.py",
    "/static/..%2f..%2ftracker%2fsettings.py",
    "/static//etc/passwd",
    "//e.vil/day/",
    "/spots/%7B%7D/",
    "/spots/00000000000000000000000000000000/",
    "/learn/../settings/",
    "/s/" + "A" * 43 + "%00/",
    "/s/../settings/",
    "/account/2fa/webauthn/keys/99999999999999999999999999/edit/",
    "/account/password/reset/key/99999999999999999999999999-x/",
    "/account/confirm-email/:::/",
    "/admin/tracker/person/99999999999999999999999999/change/",
    "/" + "a" * 100_000,
    "/?" + "a=b&" * 900,
    "/?" + "a" * 100_000,
    "/?%ed%a0%80=%ff&=&&;;%",
)
ELSEWHERE = (
    "//e.vil/",
    "https:e.vil",
    "https://e.vil",
    "/\\e.vil",
    "\\\\e.vil",
    "///e.vil",
    "javascript:own()",
    "http:///e.vil",
    "/%0d%0aSet-Cookie:own=1",
    "\r\nLocation: https://e.vil",
    "https://testserver@e.vil/",
    "https://testserver.e.vil/",
    "\x00//e.vil",
)


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    logging.disable()
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False):
        yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def owner(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    client = client_of(alice)
    client.raise_request_exception = False
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def names_of_fields() -> list[str]:
    """Every name that a form or an address of ours reads: what templates, forms and views are written with."""
    patterns = {
        "templates": r'name="([a-z_:-]+)"',
        "tracker/forms": r"^ {4,8}(\w+) = (?:forms\.|_\w+\()",
        "tracker": r'(?:GET|POST)(?:\.get(?:list)?\(|\[)"([\w-]+)"',
    }
    found: set[str] = set()
    for folder, pattern in patterns.items():
        for path in (BASE_DIR / folder).rglob("*.*"):
            if path.suffix in {".py", ".html"}:
                found |= set(re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE))
    return sorted(found)


def test_no_value_of_any_field_breaks_any_page(alice: Person, owner: Client) -> None:
    """Every field of every form and every address, with what no field expects; in CI each with each of the values."""
    ids = owned_ids(alice)
    fields = [
        *names_of_fields(),
        *(f"{kind}.{ids['spot_id']}" for kind in ("pain", "signs", "zones", "before")),
    ]
    fields += [f"{kind}.{ids['factor_id']}" for kind in ("factor", "factor_note")]
    assert {"note", "nickname", "tool", "start", "question", "of", "label", "username"} <= set(fields)
    broken, refused = [], 0
    for address in addresses(ids):
        if address.name in {"sample-open", "sample-leave", "spot-unmerge"}:
            continue  # they change who is signed in; and the step that is there was made up
        for turn in range(TURNS):
            sent = {name: VALUES[(number + turn * 4) % len(VALUES)] for number, name in enumerate(fields)}
            cache.clear()
            for answer in (owner.get(address.path, sent), owner.post(address.path, sent)):
                refused += answer.status_code == 422
                if answer.status_code >= 500:
                    broken.append((address.name, turn, answer.status_code))
    assert broken == []
    assert refused > 30


def test_no_path_breaks_or_gets_out(owner: Client) -> None:
    for path in PATHS:
        for client in (owner, Client(raise_request_exception=False)):
            answer = client.get(path)
            assert answer.status_code < 500, path[:80]
            body = b"".join(answer) if answer.streaming else answer.content
            assert b"root:x:" not in body
            assert b"SECRET_KEY" not in body
            assert not answer.headers.get("Location", "").startswith(("//", "http")), path[:80]


@pytest.mark.parametrize(
    "kind",
    [
        *("", "text/plain", "application/json", "application/xml", "multipart/form-data", "*/*", "a" * 9000),
        *(f"multipart/form-data; boundary={boundary}" for boundary in ("x", "", "\x00", "y" * 5000)),
    ],
)
def test_no_kind_of_body_breaks_a_page(owner: Client, kind: str) -> None:
    field = "note\\ud800=\\ud800&note=\\ud800"
    part = '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n\\ud800\r\n--x--\r\n'
    for address in (
        f"/day/{TODAY}/",
        "/settings/",
        "/spots/add/",
        "/data/import/",
        "/account/login/",
        "/s/x/",
    ):
        for body in (field, part, part[:40], "\x00" * 100, "%", '{"note": NaN}'):
            answer = owner.generic("POST", address, body, content_type=kind)
            assert answer.status_code < 500, (address, body[:20])


@pytest.mark.parametrize(
    "charset", ["unicode_escape", "rot13", "idna", "undefined", "utf-7", "utf-16", "UTF-8", "utf8", "'"]
)
def test_a_body_in_another_encoding_is_refused(db: None, rf: RequestFactory, charset: str) -> None:
    """Before Django reads it: some encodings fail where no view and no error page could answer. UTF-8 goes through."""
    application, statuses = utf_8_alone(get_wsgi_application()), set[str]()
    for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
        environ = rf.generic("POST", "/learn/?next=%5cud800", b"login=\\ud800").environ
        environ["CONTENT_TYPE"] = f"{kind}; charset={charset}"
        application(environ, lambda status, *_: statuses.add(status[:3]))
    assert statuses == ({"403"} if charset.lower() in {"utf-8", "utf8"} else {"415"})


@pytest.mark.parametrize("where", ELSEWHERE)
@override_settings(REGISTRATION_OPEN=True)
def test_nobody_is_led_elsewhere(alice: Person, owner: Client, where: str) -> None:
    cache.clear()
    given = {"login": "alice", "password": PASSWORD, "next": where}
    new = {"username": "newcomer", "password1": "a calm evening walk", "next": where}
    answers = [
        Client().post("/account/login/", given),
        Client().post("/account/login/", given, QUERY_STRING=f"next={where}".replace("\r\n", "%0d%0a")),
        Client().post("/account/signup/", new),
        owner.post("/account/reauthenticate/", given),
        owner.get("/account/login/", {"next": where}),
        owner.post("/account/logout/", {"next": where}),
    ]
    for answer in answers:
        assert answer.status_code == 302
        to = answer.headers["Location"]
        assert re.match(r"/(?![/\\])", to), to
        assert "\r" not in to
        assert "\n" not in to
        assert "own" not in answer.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_HOST": "e.vil"},
        {"HTTP_HOST": "testserver.e.vil"},
        {"HTTP_HOST": "testserver:80@e.vil"},
        {"HTTP_HOST": "testserver\x00e.vil"},
        {"HTTP_HOST": ""},
    ],
)
@override_settings(ALLOWED_HOSTS=["testserver"])
def test_a_host_that_is_not_ours_is_refused(owner: Client, headers: dict[str, str]) -> None:
    answer = owner.get("/learn/", **headers)
    assert answer.status_code == 400
    assert b"e.vil" not in answer.content


def test_what_a_stranger_says_of_proxies_counts_for_nothing(alice: Person, owner: Client) -> None:
    """Neither the host of a link that is made, nor where attempts come from, nor the method."""
    said: dict[str, Any] = {"HTTP_X_FORWARDED_HOST": "e.vil", "HTTP_X_FORWARDED_PROTO": "https"}
    said |= {
        "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
        "HTTP_FORWARDED": "host=e.vil",
        "HTTP_X_REWRITE_URL": "/admin/",
    }
    answer = owner.get("/settings/", **said)
    assert answer.status_code == 200
    assert b"e.vil" not in answer.content
    cache.clear()
    tries = [
        Client().post(
            "/account/login/", {"login": "alice", "password": "wrong"}, HTTP_X_FORWARDED_FOR=f"10.9.8.{n}"
        )
        for n in range(40)
    ]
    assert any(b"too often" in answer.content or answer.status_code == 429 for answer in tries)


def test_a_form_sent_from_elsewhere_is_refused_even_with_its_token(alice: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    page = client.get("/settings/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    sent = {"csrfmiddlewaretoken": token[1]}
    own = {"shared", "shared-write", "shared-pdf"}
    for address in addresses(owned_ids(alice)):
        if address.name in own:
            continue
        for origin in ("https://e.vil", "null", "http://testserver.e.vil", "https://testserver"):
            assert client.post(address.path, sent, HTTP_ORIGIN=origin).status_code == 403, address
        far = client.post(address.path, sent, secure=True, HTTP_REFERER="https://e.vil/")
        assert far.status_code == 403, address
