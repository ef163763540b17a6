"""Breaks files of ours in every way that Hypothesis finds: values, structure, bytes."""

import copy
import csv
import io
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
        what = draw(st.sampled_from(["sibling", "sibling", "replace", "drop", "twice", "rename", "swap"]))
        if what == "sibling":
            _as_in_another_row(draw, broken)
        elif what == "replace":
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


def _as_in_another_row(draw, content) -> None:
    """One value of one row as another row of the table has it: nothing that a single look can tell."""
    tables = [rows for rows in content.values() if isinstance(rows, list) and len(rows) > 1]
    rows = draw(st.sampled_from(tables)) if tables else []
    if rows and all(isinstance(row, dict) and row for row in rows):
        one, other = draw(st.sampled_from(rows)), draw(st.sampled_from(rows))
        key = draw(st.sampled_from(sorted(one)))
        one[key] = copy.deepcopy(other.get(key))


CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "0",
                "1",
                "-1",
                "11",
                "1.5",
                "24.01",
                "2026-02-30",
                "1899-12-31",
                "2999-12-31",
                "=1+1",
                "'",
            ),
            *(
                "check_in",
                "rating",
                "zone",
                "factor",
                "factor_use",
                "treated_spot",
                "pain",
                "archived",
                "NaN",
            ),
            *("99999999999999999", "left", "temple", "masseter", "started_on", "yes_no", "y" * 5_000, "a\0b"),
        ]
    ),
    st.integers(-1, 12).map(str),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)


@st.composite
def broken_table(draw, data: bytes):
    """The same table with up to four cells that hold something else, or rows that are there twice or not at all."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    everything = [cell for row in rows for cell in row]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(1, len(rows) - 1)) if len(rows) > 1 else 0
        what = draw(st.sampled_from(["cell", "cell", "other", "other", "twice", "drop"]))
        if at and what in ("cell", "other"):
            column = draw(st.integers(0, len(rows[at]) - 1))
            rows[at][column] = draw(CELLS if what == "cell" else st.sampled_from(everything))
        elif at and what == "twice":
            rows.append(list(rows[at]))
        elif at:
            del rows[at]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


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
