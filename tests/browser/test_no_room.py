"""A disk that gets full, the real thing for the server: no file that it writes may become longer than a few pages.

What was typed stays, the page says calmly what is wrong, the log says it to the operator, and nothing is half written.
"""

import contextlib
import http.client
import resource
import sqlite3
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from tests import tables
from tests.crash.installation import Installation
from tests.crash.writers import TOKEN

DAY = "/day/2026-01-20/"
# Enough for what SQLite keeps in memory it shares, and for a few saves in its log.
ROOM = 100_000
PRIVATE = "A very private word about my neck"


@pytest.fixture(scope="module")
def full(
    browser: Browser, static_files: None, tables_given: bool, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """A server whose disk has just got full. `more`: COOKIE of somebody signed in, and LAST, their last save."""
    folder = tmp_path_factory.mktemp("full")
    made = Installation(folder, f"sqlite:///{folder}/unknot.sqlite3?timeout=1", largest_file=ROOM)
    if not tables.given(made.database):
        made.run("-m", "tools.database")
    (person,) = made.inside("people", "1")
    made.more["COOKIE"] = person["cookie"]
    made.start()
    # Who reads at one moment for long keeps the log from being started over.
    with contextlib.closing(sqlite3.connect(made.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM tracker_checkin").fetchone()
        saves = (
            number for number in range(100) if asked(made, "POST", DAY, {"note": f"{number}"}).status != 303
        )
        made.more["LAST"] = str(next(saves) - 1)
        yield made
    made.kill()


def asked(
    full: Installation, method: str, path: str, fields: dict[str, Any] | None = None, **headers: str
) -> Any:
    """The answer to somebody signed in, with its text as `text`."""
    connection = http.client.HTTPConnection("127.0.0.1", full.port, timeout=30)
    body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}) if fields else headers.pop("body", None)
    sent = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={full.more['COOKIE']}; csrftoken={TOKEN}",
        **headers,
    }
    connection.request(method, path, body, sent)
    answer: Any = connection.getresponse()
    answer.text = answer.read().decode(errors="replace")
    connection.close()
    return answer


def notes(full: Installation) -> list[str]:
    with contextlib.closing(sqlite3.connect(full.database)) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM tracker_checkin")]


def test_what_is_there_can_still_be_read(full: Installation) -> None:
    assert asked(full, "GET", "/").status == 200
    assert asked(full, "GET", "/history/").status == 200


def test_a_part_of_a_page_gets_one_sentence_for_the_field(full: Installation) -> None:
    answer = asked(full, "POST", DAY, {"note": PRIVATE}, **{"HX-Request": "true"})
    assert answer.status == 507
    assert answer.text == (
        "Not saved. The disk that this Unknot keeps its diaries on is full. What you typed is still here. "
        "Please tell whoever runs this Unknot. The server's log says what happened."
    )


def test_a_form_without_scripts_comes_back_to_be_sent_again(full: Installation) -> None:
    answer = asked(full, "POST", DAY, {"note": PRIVATE, "stress": "4"})
    assert answer.status == 507
    assert "There is no room left here" in answer.text
    assert f'<form method="post" action="{DAY}">' in answer.text
    for name, value in (("note", PRIVATE), ("stress", "4")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in answer.text
    assert f">{PRIVATE}</textarea>" in answer.text


def test_a_password_is_not_shown_again(full: Installation) -> None:
    fields = {"login": "writer0", "password": "a secret word"}
    connection = http.client.HTTPConnection("127.0.0.1", full.port, timeout=30)
    connection.request(
        "POST",
        "/account/login/",
        urlencode({"csrfmiddlewaretoken": TOKEN, **fields}),
        {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}"},
    )
    assert "secret word" not in connection.getresponse().read().decode()
    connection.close()


def test_a_file_that_does_not_fit_is_refused_and_leaves_nothing_behind(full: Installation) -> None:
    fields = {'name="csrfmiddlewaretoken"': TOKEN, 'name="file"; filename="a.csv"': "1,2\n" * 50_000}
    parts = [
        f"--x\r\nContent-Disposition: form-data; {about}\r\n\r\n{text}\r\n" for about, text in fields.items()
    ]
    body = "".join([*parts, "--x--\r\n"])
    kind = "multipart/form-data; boundary=x"
    answer = asked(full, "POST", "/data/import/", None, body=body, **{"Content-Type": kind})
    assert answer.status == 507
    assert "What you just sent was not saved" in answer.text
    assert list((full.folder / "uploads").iterdir()) == []


def test_a_database_that_is_busy_for_too_long_says_when_to_come_back(full: Installation) -> None:
    with contextlib.closing(sqlite3.connect(full.database, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        answer = asked(full, "POST", DAY, {"note": PRIVATE})
        holder.execute("ROLLBACK")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert "This took too long" in answer.text


def test_on_the_page_what_was_typed_stays_and_the_field_says_why(
    full: Installation, browser: Browser
) -> None:
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{full.port}", viewport={"width": 390, "height": 844}
    )
    context.add_cookies(
        [{"name": "sessionid", "value": full.more["COOKIE"], "url": f"http://127.0.0.1:{full.port}"}]
    )
    page = context.new_page()
    page.goto("/")
    field = page.locator("#field-note")
    field.locator("textarea").click()
    page.keyboard.type(PRIVATE)
    page.keyboard.press("Tab")
    expect(field.locator(".field__error")).to_contain_text(
        "The disk that this Unknot keeps its diaries on is full"
    )
    expect(page.locator("#saved")).to_have_text("Not saved")
    expect(field.locator("textarea")).to_have_value(PRIVATE)
    context.close()


def test_the_log_tells_the_operator_and_the_database_is_as_it_was(full: Installation) -> None:
    log = full.log.read_text()
    assert "NO ROOM LEFT" in log
    assert "private" not in log
    assert notes(full) == [full.more["LAST"]]
    full.kill()
    full.check()
    full.largest_file = resource.RLIM_INFINITY
    full.start()
    assert asked(full, "POST", DAY, {"note": PRIVATE}).status == 303
    assert notes(full) == [PRIVATE]
