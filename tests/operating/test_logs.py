"""A line of the log says where in the code, and never what."""

import json
import logging
import sys

import pytest
from django.test import Client
from django.urls import reverse

from tracker import logs
from tracker.models import Person

SECRET = "sciatica"
TEXT = "%(levelname)s %(name)s [%(request_id)s] %(message)s"


def failed() -> logging.LogRecord:
    try:
        try:
            {}[SECRET]
        except KeyError:
            int(f"Failing row contains ({SECRET})")
    except ValueError:
        return logging.LogRecord(
            "tracker", logging.ERROR, "here.py", 1, "at /s/%s/", ("abc",), sys.exc_info()
        )


@pytest.mark.parametrize("formatter", [logs.Line(TEXT), logs.JsonLine()])
def test_a_traceback_names_kinds_and_places_and_leaves_out_messages(formatter: logging.Formatter):
    record = failed()
    record.exc_text = f"kept by another handler: {SECRET}"
    line = formatter.format(record)
    assert SECRET not in line
    assert "abc" not in line
    assert "builtins.ValueError" in line
    assert "builtins.KeyError" in line
    assert "in failed" in line


@pytest.mark.parametrize("formatter", [logs.Line(TEXT), logs.JsonLine()])
def test_an_address_that_no_page_has_is_not_written_down(
    formatter: logging.Formatter, client: Client, caplog: pytest.LogCaptureFixture
):
    client.get(f"/nowhere/{SECRET}/")
    lines = [formatter.format(record) for record in caplog.records if record.name == "django.request"]
    assert len(lines) == 1
    assert SECRET not in lines[0]
    assert "Not Found: -" in lines[0]
    assert logs.request_id.get() in lines[0]
    assert logs.request_id.get() != "-"


def test_a_line_of_json_is_one_line():
    said = json.loads(logs.JsonLine().format(failed()))
    assert (said["level"], said["message"]) == ("ERROR", "at /s/.../")
    assert said["request"] == logs.request_id.get()
    assert said["exception"][0] == "builtins.ValueError"


def test_a_request_is_logged_by_the_pattern_of_its_page(
    alice: Person, client: Client, caplog: pytest.LogCaptureFixture
):
    client.force_login(alice)
    with caplog.at_level(logging.INFO, "tracker.access"):
        client.get(reverse("day", args=["2026-11-22"]), {"q": SECRET})
        client.get(f"/{SECRET}/")
    seen = [record.seen for record in caplog.records if record.name == "tracker.access"]
    assert [(one["method"], one["route"], one["status"]) for one in seen] == [
        ("GET", "/day/<str:day>/", 200),
        ("GET", "-", 404),
    ]
    assert SECRET not in str(seen)
