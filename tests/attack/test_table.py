"""Every route, by every method, as every visitor who has no right to it.

The routes come from the URL patterns, so a new one is attacked by itself. The owner's diary is full of marked words:
none of them may be in any answer, and no row of the owner may change. GET and POST come from everybody; each of the
other methods falls on every route from one visitor or another, and with EXAMPLES=all from every one.
"""

import copy
import itertools
import re
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests import shares
from tests.addresses import TODAY, owned_ids
from tests.attack.routes import METHODS, Route, ids_of_account, routes
from tests.attack.written import Writer
from tests.conftest import PASSWORD
from tests.examples import examples
from tests.leaving.life import belongings, everything
from tests.views.test_every_address import OPEN
from tracker.changes.sharing import Made
from tracker.models import Person, ReportShare

pytestmark = pytest.mark.django_db

# Pages that need nobody to be signed in, beside those of our own that tests/views/test_every_address.py names.
OPEN_ACCOUNT = re.compile(
    r"/account/(login|signup|password/reset|confirm-email|inactive|2fa/authenticate|2fa/webauthn/login)/?"
)
LINK = {"shared", "shared-write", "shared-pdf"}
# What a visitor without a session is answered where a person is asked for.
TO_SIGN_IN = re.compile(r"/account/login/|/welcome/|/admin/login/|/account/signup/|/admin/|/account/2fa/")
ADMINISTRATOR = "the administrator"
RARE = tuple(method for method in METHODS if method not in {"GET", "POST"})
MARK = "Zq7w"
OF_VISITS = {"django_session", "unknot_cache", "tracker_reportshare", "tracker_auditentry"}
# Numbers of the owner's days that nobody else has.
NUMBERS = ("13.37", "733.125")


@dataclass
class Visitor:
    name: str
    arrive: Callable[[], Client]
    signed_in: bool = False
    answers: Counter[int] = field(default_factory=Counter)
    _cookies: SimpleCookie | None = None

    def client(self) -> Client:
        """A browser with the cookies that the visitor came with, made anew if a route has ended that session."""
        if self._cookies is None or (self.signed_in and not self._is_still_in()):
            self._cookies = self.arrive().cookies
        client = Client(raise_request_exception=False)
        client.cookies = copy.deepcopy(self._cookies)
        return client

    def _is_still_in(self) -> bool:
        cookie = self._cookies and self._cookies.get(settings.SESSION_COOKIE_NAME)
        return bool(cookie) and Session.objects.filter(pk=cookie.value).exists()


@pytest.fixture
def ids(alice: Person, client_of: Callable[[Person], Client]) -> dict[str, str]:
    """The ids of a diary in which every text is marked. Two rounds: every second one ends and accepts as well."""
    writer = Writer(alice, just_now(client_of(alice)), marked)
    writer.write()
    writer.write()
    return owned_ids(alice) | ids_of_account(alice)


def marked(what: str, most: int) -> str:
    """The name of a passkey belongs to the account, which the administrator may see."""
    return "my key" if what == "passkey" else f"{MARK} {what}"[:most]


@pytest.fixture
def every_route(ids: dict[str, str]) -> list[Route]:
    found = routes(ids)
    assert len(found) > 120
    assert {"", "account", "admin"} <= {each.family for each in found}
    return found


@pytest.fixture
def visitors(
    ids: dict[str, str], alice: Person, bob: Person, charlie: Person, client_of: Callable[[Person], Client]
) -> list[Visitor]:
    link = Made(ReportShare.objects.get(public_id=ids["share_id"]), ids["secret"], None)
    bob.is_staff = bob.is_superuser = True
    bob.save()
    elsewhere = shares.made(charlie, shares.candidate(charlie))
    return [
        Visitor("nobody", Client),
        Visitor("another person", lambda: just_now(client_of(charlie)), signed_in=True),
        Visitor(ADMINISTRATOR, lambda: just_now(client_of(bob)), signed_in=True),
        Visitor("an expired session", lambda: outdated(client_of(alice))),
        Visitor("a session that was ended", lambda: ended(client_of(alice))),
        Visitor("the reader of a link", lambda: shares.opened(link)),
        Visitor("the reader of another's link", lambda: shares.opened(elsewhere)),
    ]


def just_now(client: Client) -> Client:
    """Has typed the password a moment ago, so that no page asks for it first."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def outdated(client: Client) -> Client:
    """Its cookie was right, once."""
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timezone.timedelta(seconds=1))
    return client


def ended(client: Client) -> Client:
    Session.objects.filter(pk=client.cookies[settings.SESSION_COOKIE_NAME].value).delete()
    return client


def methods(turn: int) -> tuple[str, ...]:
    some = examples(len(RARE), part=1)
    return ("GET", *(RARE[(turn + more) % len(RARE)] for more in range(some)), "POST")


def greedy(ids: dict[str, str]) -> dict[str, Any]:
    """What an attacker would send: every name that a form or an address of ours knows, with ids of the owner."""
    spot, step = ids["spot_id"], ids["step_id"]
    return {
        "public_id": str(uuid.UUID(int=7)),
        "spot": spot,
        "spots": [spot, ids["other_id"]],
        "of": f"spot:{spot}",
        "outcome": f"spot:{spot}",
        "same": spot,
        "signs-of": spot,
        "step": step,
        "merged": step,
        f"pain.{spot}": "3",
        f"before.{spot}": "3",
        f"factor.{ids['factor_id']}": "1",
        "in_use": "yes",
        "direction": "up",
        "person": ids["id"],
        "user": ids["id"],
        "action": "verify",
        "email": "someone@example.org",
        "id": ids["id"],
        "session": "1",
        "do": "begin",
        "date": str(TODAY),
        "_selected_action": ids["id"],
    }


def allowed(route: Route, visitor: Visitor) -> set[int]:
    """The only answers there may be."""
    refused = {400, 403, 404, 405, 413, 422, 429}
    if route.family == "admin":
        return {302, 403, 404, 405} | ({200, 400} if visitor.name == ADMINISTRATOR else set())
    if route.name in LINK:
        reads = visitor.name == "the reader of a link"
        # Whoever has the link may open it: that is what it is for. What it shows then is looked at elsewhere.
        return {200, 303, 405, 422} if reads or route.name == "shared" else {303, 405}
    if visitor.signed_in and route.owned:
        return {404, 405}
    if visitor.signed_in or route.name in OPEN or OPEN_ACCOUNT.match(route.path):
        return {200, 302, 303} | refused
    return {302, 405}


def wrong(route: Route, visitor: Visitor, answer: Any) -> str:
    status, body = answer.status_code, b"".join(answer) if answer.streaming else answer.content
    if answer.request["REQUEST_METHOD"] == "OPTIONS" and status == 200 and not body:
        return ""
    if status not in allowed(route, visitor):
        return f"answered {status}"
    if route.name in LINK and visitor.name == "the reader of a link":
        return "notes" if b"note of a" in body else ""
    if any(word.encode() in body for word in (MARK, *NUMBERS)):
        return "told what the owner wrote"
    to = answer.headers.get("Location", "")
    if status == 302 and allowed(route, visitor) == {302, 405} and not TO_SIGN_IN.match(to):
        return f"led to {to}"
    return ""


def test_nobody_gets_in_by_any_route_by_any_method(
    every_route: list[Route],
    ids: dict[str, str],
    alice: Person,
    visitors: list[Visitor],
    client_of: Callable[[Person], Client],
    capsys: pytest.CaptureFixture[str],
) -> None:
    client_of(alice).get("/insights/")  # what is counted when it is looked at has been counted
    for visitor in visitors:
        visitor.client()  # whoever had a session of the owner's has it from before
    sent, before, found = greedy(ids), rows_of(alice), []
    turns = {route: number for number, route in enumerate(every_route)}
    for visitor, route in itertools.product(visitors, every_route):
        if visitor.name == ADMINISTRATOR and not (route.owned or route.family == "admin"):
            continue  # there they are a person like any other
        cache.clear()
        client = visitor.client()
        turns[route] += 1
        for method in methods(turns[route]):
            if visitor.name == ADMINISTRATOR and route.family == "admin" and method == "POST":
                continue  # they may change and delete accounts: that is what the pages are for
            answer = client.post(route.path, sent) if method == "POST" else client.generic(method, route.path)
            visitor.answers[answer.status_code] += 1
            found.append((visitor.name, method, route.path, wrong(route, visitor, answer)))
        if visitor.signed_in:
            answer = visitor.client().get(route.path, sent)
            found.append((visitor.name, "GET with ids", route.path, wrong(route, visitor, answer)))
    assert not [each for each in found if each[-1]]
    assert rows_of(alice) == before
    with capsys.disabled():
        print(summary(every_route, visitors))


def rows_of(person: Person) -> dict[str, list[Any]]:
    """Every row of theirs but those that tell of visits: sessions, how often a link was opened, what happened."""
    stored, mine = everything(), belongings([person])
    return {
        table: [row for row in stored[table] if row[0] in keys]
        for table, keys in mine.items()
        if table not in OF_VISITS
    }


def summary(every_route: list[Route], visitors: list[Visitor]) -> str:
    cells = sum(visitor.answers.total() for visitor in visitors)
    lines = [f"\n{len(every_route)} routes, {len(METHODS)} methods, {len(visitors)} visitors: {cells} cells"]
    for visitor in visitors:
        told = ", ".join(f"{status}: {times}" for status, times in sorted(visitor.answers.items()))
        lines.append(f"  {visitor.name}: {told}")
    return "\n".join(lines)
