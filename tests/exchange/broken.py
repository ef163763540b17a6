"""Breaks files of ours in every way that Hypothesis finds: values, structure, bytes."""

import copy
import json
from pathlib import Path

from hypothesis import strategies as st

from tests.exchange.archives import json_of, somebody
from tests.exchange.diaries import Drawn, store
from tracker.changes.restoring import DoesNotFitError
from tracker.exchange.archive_reading import read_archive
from tracker.exchange.own_files import OwnArchive, read
from tracker.importers.reading import UnreadableFileError, Upload
from tracker.models import Person
from tracker.models.portable import tables

NAMES = st.sampled_from(["id", "spot", "pain", "ratings", "person", "version", "__class__", "", "é" * 300])
ODD = st.one_of(
    st.sampled_from(
        [
            *(
                None,
                True,
                False,
                0,
                -1,
                11,
                128,
                32_768,
                10**30,
                0.5,
                -0.0,
                1e308,
                1e-320,
                "",
                " ",
                "x",
                "\0",
            ),
            *("\ud800", "1899-12-31", "9999-12-31", "2026-02-30", "2026-11-22", "2026-11-22T10:00:00"),
            *("2026-11-22T10:00:00+00:00", "0001-01-01T00:00:00+23:59", "AB BA", "left", "y" * 5_000),
            *([], {}, [[]], [{}], ["left:temple"], [["2026-01-01", "2025-01-01"]], "Mars/Phobos"),
            *("00000000-0000-0000-0000-000000000001", "0" * 64, "scale", "episodes", "region", "neck"),
        ]
    ),
    st.integers(-3, 400),
    st.text(max_size=5),
)
SNIPPETS = st.sampled_from(
    [
        *("NaN", "Infinity", "-", "1e999", "[" * 5_000, '"', "\\", "}", "]", ",", '{"a":1,"a":2}', "\x00"),
        *("9" * 5_000, "null", "\ufeff", "\r", "\n", ";", "''", "=", '""', "0.0000000000000000001", "-1"),
    ]
)


def _nodes(value, found):
    """Every (container, key) in it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        found.append((value, key))
        _nodes(each, found)
    return found


@st.composite
def broken_json(draw, content):
    """`content` with up to three faults in its values or its structure, or none."""
    broken = copy.deepcopy(content)
    for _ in range(draw(st.integers(0, 3))):
        container, key = draw(st.sampled_from(_nodes(broken, [])))
        what = draw(st.sampled_from(["replace", "replace", "replace", "drop", "twice", "rename", "swap"]))
        if what == "replace":
            container[key] = draw(ODD)
        elif what == "drop":
            del container[key]
        elif what == "twice" and isinstance(container, list):
            container.append(copy.deepcopy(container[key]))
        elif what == "rename" and isinstance(container, dict):
            container[draw(NAMES)] = container.pop(key)
        elif what == "swap":
            other, place = draw(st.sampled_from(_nodes(broken, [])))
            container[key] = copy.deepcopy(other[place])
    return json.dumps(broken).encode()


@st.composite
def broken_bytes(draw, data: bytes):
    """`data` with up to three faults in its letters."""
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        until = min(len(data), at + draw(st.integers(0, 40)))
        what = draw(st.sampled_from(["cut", "snippet", "snippet", "bytes", "drop", "repeat"]))
        if what == "cut":
            data = data[:at]
        elif what == "snippet":
            data = data[:at] + draw(SNIPPETS).encode("utf-8", "surrogatepass") + data[until:]
        elif what == "bytes":
            data = data[:at] + draw(st.binary(max_size=4)) + data[until:]
        elif what == "drop":
            data = data[:at] + data[until:]
        else:
            data = data[:until] + data[at:]
    return data


def tell(_done: int, _total: int) -> None:
    """Nobody watches."""


def rows_of(person: Person) -> int:
    return sum(model.objects.for_user(person).count() for model in tables())


def read_or_refused(path: Path, data: bytes):
    """What the file says; None where it was refused in words, and with any other exception the test fails."""
    path.write_bytes(data)
    try:
        return read(Upload(path, path.name), tell)
    except UnreadableFileError:
        return None


def goes_in_whole_or_not_at_all(found) -> bool:
    """Whatever was read can be stored: an archive exactly, so that it says the same again."""
    person = somebody()
    if not isinstance(found, OwnArchive):
        store(person, Drawn(*map(list, found.document)))
        return True
    try:
        found.restore_into(person)
    except DoesNotFitError:
        assert rows_of(person) == 0
        return False
    again = read_archive(json_of(person), lambda _done: None)
    assert again.rows == found.rows
    found.document()
    return True
