"""Whatever somebody writes stays text: on every page, in every picture, in the PDF and in every file."""

import csv
import io
import json
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pypdf
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import resolve

from tests.addresses import TODAY, owned_ids
from tests.attack.payloads import ROUNDS, Page, Words
from tests.attack.routes import ids_of_account, routes
from tests.attack.written import DAY, Writer
from tests.conftest import PASSWORD
from tracker.exchange.downloads import DOWNLOADS
from tracker.models import Import, Person

pytestmark = pytest.mark.django_db

# So many pages of one kind are looked at: one a round, and one more.
MOST_ALIKE = ROUNDS + 1
FORMULA = tuple("=+-@\t\r")
# Of the program a page says only which browser it is.
NOT_ON_PAGES = {"program"}


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def diarist(
    alice: Person, client_of: Callable[[Person], Client], words: Words, evening: time_machine.Traveller
) -> Client:
    """Everything said in every form, with a payload each; seen on the day after."""
    client = client_of(alice)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    writer = Writer(alice, client, words.say)
    for number in range(ROUNDS):
        words.round = number
        writer.write()
        agent = words.say("program", 100)
        Client(HTTP_USER_AGENT=agent).post("/account/login/", {"login": "alice", "password": PASSWORD})
        cache.clear()
    client.post("/account/email/", {"action_add": "", "email": '"<zq-x>own()"@example.org'})
    evening.shift(24 * 60 * 60)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def walk(client: Client, starts: list[str]) -> Iterator[tuple[str, Any]]:
    """Every page that is linked from another, and so on. Of pages alike in all but their ids, enough."""
    waiting, known, alike = deque(starts), set(starts), dict[str, int]()
    while waiting:
        address = waiting.popleft()
        kind = resolve(urlsplit(address).path).view_name or address
        alike[kind] = alike.get(kind, 0) + 1
        if alike[kind] > MOST_ALIKE and address not in starts:
            continue
        answer = client.get(address)
        yield address, answer
        if answer.headers["Content-Type"].startswith("text/html") and answer.status_code == 200:
            for link in Page(answer.content.decode()).links:
                target = urljoin(address, link).partition("#")[0]
                if target.startswith("/") and target not in known and not target.startswith("/static/"):
                    known.add(target)
                    waiting.append(target)


def test_no_page_takes_it_for_more_than_text(alice: Person, diarist: Client, words: Words) -> None:
    starts = [
        each.path for each in routes(owned_ids(alice) | ids_of_account(alice)) if each.family != "admin"
    ]
    starts += [f"/day/{TODAY - number * DAY}/" for number in range(ROUNDS)]
    # The list of imports names the latest only.
    starts += [
        f"/data/import/{key}/" for key in Import.objects.for_user(alice).values_list("public_id", flat=True)
    ]
    wrong, shown, looked_at = [], [], 0
    for address, answer in walk(diarist, starts):
        assert answer.status_code < 500, address
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", address
        if answer.headers["Content-Type"].startswith("text/html"):
            page = Page(answer.content.decode())
            wrong += [(address, each) for each in page.wrong]
            shown += page.words
            looked_at += 1
        elif answer.headers["Content-Type"] == "application/json":
            shown += list(strings(answer.json()))
    assert wrong == [], wrong
    assert looked_at > 150
    everything = "\n".join(shown)
    unseen = {what for (what, _), text in words.said.items() if " ".join(text.split()) not in everything}
    assert unseen == NOT_ON_PAGES, [
        (what, text) for (what, _), text in words.said.items() if " ".join(text.split()) not in everything
    ]
    assert '"<zq-x>own()"@example.org' in everything


def test_no_file_takes_it_for_more_than_text(diarist: Client) -> None:
    look_at_exports(diarist)
    look_at_pdf(diarist)
    look_at_calendar(diarist)


def look_at_exports(diarist: Client) -> None:
    for name in DOWNLOADS:
        answer = diarist.post("/data/export/", {"file": name, "notes": "on"})
        data = b"".join(answer)
        assert answer.status_code == 200
        assert re.fullmatch(r'attachment; filename="[a-z0-9_.-]+"', answer.headers["Content-Disposition"])
        if answer.headers["Content-Type"] == "application/zip":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    assert re.fullmatch(r"[A-Za-z0-9_./-]+", member), member
                    if not member.endswith(".txt"):
                        check(member, archive.read(member))
        else:
            check(name, data)


def check(name: str, data: bytes) -> None:
    text = data.decode("utf-8-sig")
    if text.startswith("{"):
        assert not any(key == "div" for key in keys(json.loads(text))), name
        return
    for row in csv.reader(io.StringIO(text)):
        assert not [cell for cell in row if cell.startswith(FORMULA)], name


def look_at_pdf(diarist: Client) -> None:
    """It shows what was written, letter by letter."""
    asked = {"start": "2026-10-01", "end": str(TODAY), "notes": "on"}
    data = diarist.get("/report/pdf/", asked).content
    reader = pypdf.PdfReader(io.BytesIO(data))
    shown = re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))
    assert 'read("/etc/passwd")$x$*b*' in shown
    assert "root:x:" not in shown
    assert "{{7*7}}{%debug%}" in shown
    for name in (b"/JavaScript", b"/JS ", b"/Launch", b"/SubmitForm", b"e.vil)"):
        assert name not in data
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert not [each for each in links if "/URI" in each.get("/A", {}) and "vil" in each["/A"]["/URI"]]


def look_at_calendar(diarist: Client) -> None:
    """It says when, and nothing of what was written."""
    page = diarist.get("/insights/trials/").content.decode()
    trial = re.search(r"/insights/trials/([0-9a-f-]{36})/", page)
    assert trial
    text = diarist.get(f"/insights/trials/{trial[1]}/plan.ics").content.decode()
    assert text.startswith("BEGIN:VCALENDAR")
    assert "own()" not in text
    assert "~" not in text


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(each)
