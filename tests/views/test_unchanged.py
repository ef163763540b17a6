"""What would be the same again is answered 304 in one query, and nothing else ever is."""

import datetime
import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from tests import factories
from tests.addresses import TODAY, addresses, owned_ids
from tests.examples import examples
from tests.views.test_revision import NOT_THE_DIARY, changes, spot_is_back
from tracker.models import Person, UndoStep

pytestmark = pytest.mark.django_db

EVENING = f"{TODAY}T19:14:00+00:00"
CHART = "/trends/pain.json?range=year"
# Of the pages that are marked, what the others read as well.
LOOKED_AT = {"today", "history", "spots", "spot", "trends-pain", "lasts"}
# New each time, and as good as the one before: the mask of a form's token, the ids that a page proposes.
NEW_EACH_TIME = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|"X-CSRFToken": ")[^"]+|'
    rb'(value=")[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}(?= )'
)


@pytest.fixture(autouse=True)
def evening() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EVENING, tick=False) as now:
        yield now


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return listed(client_of(alice), alice)


def listed(client: Client, person: Person) -> Client:
    """Signed in as people do it: the session is on the list of their devices."""
    UserSession.objects.create(user=person, session_key=client.session.session_key, ip="127.0.0.1")
    return client


def again(client: Client, path: str, tag: str, **headers: str) -> HttpResponse:
    return client.get(path, headers={"If-None-Match": tag, **headers})


def shown(answer: HttpResponse) -> bytes:
    return NEW_EACH_TIME.sub(b"", answer.content)


def marked(paths: dict[str, str]) -> dict[str, str]:
    return {name: path for name, path in paths.items() if hasattr(resolve(path).func, "is_told_unchanged")}


def paths_of(ids: dict[str, str]) -> dict[str, str]:
    return {address.name: address.path for address in addresses(ids) if address.name}


def test_an_unchanged_page_or_chart_costs_one_query_and_no_body(alice: Person, client: Client) -> None:
    pages = marked(paths_of(owned_ids(alice)))
    assert {"today", "day", "history", "spots", "spot", "trends", "trends-pain", "lasts"} < set(pages)
    for path in pages.values():
        client.get(path)  # whatever is counted once is counted now
        first = client.get(path)
        assert first.headers["ETag"].startswith('W/"'), path
        with CaptureQueriesContext(connection) as asked:
            second = again(client, path, first.headers["ETag"])
        assert (second.status_code, second.content, len(asked)) == (304, b"", 1), path
        assert second.headers["Cache-Control"] == "no-store, private"
        assert second.headers["ETag"] == first.headers["ETag"]


def test_after_any_post_nothing_that_differs_is_called_unchanged(alice: Person, client: Client) -> None:
    ids = owned_ids(alice)
    UndoStep.objects.all().delete()
    paths = paths_of(ids)
    pages = {name: path for name, path in marked(paths).items() if name in LOOKED_AT}
    known = {name: client.get(path) for name, path in pages.items()}
    differed = set()
    for turn, (name, path, data) in enumerate(every_post(alice, paths, ids)):
        if name == "day-undo":
            data["step"] = str(UndoStep.objects.filter(kind="day").latest("made_at").public_id)
        client.post(path, data)
        for page, address in looked_at(turn, pages):
            before = known[page]
            now = again(client, address, before.headers.get("ETag", ""))
            if now.status_code != HTTPStatus.NOT_MODIFIED:
                differed.add(page)
                known[page] = now
                continue
            full = client.get(address)
            assert full.status_code == before.status_code, (name, page)
            assert shown(full) == shown(before), (name, page)
    assert differed == set(pages)


def looked_at(turn: int, pages: dict[str, str]) -> list[tuple[str, str]]:
    """Half of the pages after a post and the others after the next; with EXAMPLES=all, all after each."""
    apart = examples(1, part=2)
    return list(pages.items())[turn % apart :: apart]


def every_post(
    person: Person, paths: dict[str, str], ids: dict[str, str]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Those that change the diary in an order in which each does, and between them all others."""
    settings = {"figure": "male", "theme": "dark", "time_zone": "Pacific/Auckland", "day_starts_at": "0"}
    others = {name: settings if name == "settings" else {} for name in sorted(NOT_THE_DIARY & set(paths))}
    diary = changes(person)
    for name, data in diary[:3]:
        yield name, paths[name], data
    for name, values in others.items():
        if not name.startswith("sample"):
            yield name, paths[name], dict(values)
    for name, data in diary[3:]:
        path = paths[name]
        if name == "spot-unmerge":
            path = path.replace(ids["step_id"], str(UndoStep.objects.latest("made_at").public_id))
        if name == "trial-episode":
            path = path.replace(ids["trial_id"], str(spot_is_back(person).public_id))
        yield name, path, data


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param(lambda _, key: Session.objects.filter(pk=key).delete(), id="the session was revoked"),
        pytest.param(
            lambda _, key: UserSession.objects.filter(session_key=key).delete(), id="not on the list"
        ),
        pytest.param(
            lambda _, key: Session.objects.filter(pk=key).update(expire_date=timezone.now()), id="it expired"
        ),
        pytest.param(lambda person, _: set_password(person), id="another password"),
        pytest.param(lambda person, _: update(person, is_active=False), id="the account is closed"),
    ],
)
def test_a_session_that_no_longer_counts_is_told_nothing(alice, client, happens) -> None:
    tag = client.get(CHART).headers["ETag"]
    happens(alice, client.session.session_key)
    assert again(client, CHART, tag).status_code != HTTPStatus.NOT_MODIFIED


def set_password(person: Person) -> None:
    person.set_password("another horse battery")
    person.save()


def update(person: Person, **fields: Any) -> None:
    Person.objects.filter(pk=person.pk).update(**fields)


def test_a_stranger_and_another_person_are_told_nothing(client, bob, client_of) -> None:
    tag = client.get(CHART).headers["ETag"]
    assert again(Client(), CHART, tag).status_code == HTTPStatus.FOUND
    theirs = again(listed(client_of(bob), bob), CHART, tag)
    assert (theirs.status_code, theirs.headers["ETag"] == tag) == (HTTPStatus.OK, False)


@pytest.mark.parametrize(
    "fields",
    [
        {"theme": "dark"},
        {"time_zone": "Pacific/Auckland"},
        {"seen_flags": ["a return 1"]},
        {"open_proposals": 1},
    ],
)
def test_what_the_shell_shows_is_part_of_the_tag(alice, client, fields) -> None:
    client.get("/history/")
    tag = client.get("/history/").headers["ETag"]
    update(alice, **fields)
    assert again(client, "/history/", tag).status_code == HTTPStatus.OK


def test_a_tag_holds_until_the_persons_day_turns(alice, client, evening) -> None:
    tag = client.get(CHART).headers["ETag"]
    turns = datetime.datetime.combine(TODAY + datetime.timedelta(days=1), datetime.time(4), alice.zone)
    evening.move_to(turns - datetime.timedelta(seconds=1))
    assert again(client, CHART, tag).status_code == HTTPStatus.NOT_MODIFIED
    evening.move_to(turns)
    assert again(client, CHART, tag).status_code == HTTPStatus.OK


def test_a_part_of_a_page_and_another_range_have_tags_of_their_own(client) -> None:
    tag = client.get("/trends/").headers["ETag"]
    assert again(client, "/trends/", tag, **{"HX-Request": "true"}).status_code == HTTPStatus.OK
    assert again(client, "/trends/?range=year", tag).status_code == HTTPStatus.OK


def test_a_page_with_a_message_waiting_is_never_unchanged(alice, client) -> None:
    tag = client.get("/history/").headers["ETag"]
    client.cookies["messages"] = "anything"
    assert again(client, "/history/", tag).status_code == HTTPStatus.OK


def test_a_day_that_offers_to_take_back_has_no_tag(alice, client) -> None:
    factories.spot(alice)
    client.post(f"/day/{TODAY}/", {"stress": "4", "was:stress": ""})
    assert "ETag" not in client.get("/").headers
    UndoStep.objects.all().delete()
    assert "ETag" in client.get("/").headers


def test_a_refusal_a_post_and_a_page_that_is_not_marked_have_no_tag(client) -> None:
    assert "ETag" not in client.get("/trends/pain.json?range=nonsense").headers
    assert "ETag" not in client.post(f"/day/{TODAY}/", {"stress": "4"}).headers
    assert "ETag" not in client.get("/insights/").headers
