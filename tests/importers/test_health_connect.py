import contextlib
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.health_exports import LAYOUT, HealthConnect
from tracker.importers.health_connect import IMPORTER
from tracker.importers.reading import UnreadableFileError, Upload


def read(upload):
    return IMPORTER.read(upload, {}, lambda *_: None)


def said(found):
    return {f"{each.date} {each.subject}": str(each.value) for each in found.readings}


def refusal(upload):
    with pytest.raises(UnreadableFileError) as raised:
        read(upload)
    return str(raised.value)


@pytest.fixture
def made(tmp_path):
    with HealthConnect(tmp_path) as made:
        yield made


def test_a_session_without_stages_counts_whole_on_the_date_of_waking(made):
    """An hour east of Greenwich, 22:30 UTC to 06:00 UTC is half past eleven to seven."""
    made.sleep("2026-11-20T22:30", "2026-11-21T06:00")
    assert said(read(made.zip())) == {"2026-11-21 sleep": "7.50"}


def test_of_stages_the_asleep_ones_count_and_overlaps_once(made):
    """Light 22:30-00:30 and deep 00:00-01:00 are 2.5 h, REM 02:00-03:00 and sleeping 03:00-04:00 are 2 h more."""
    stages = [
        (4, "2026-11-20T22:30", "2026-11-21T00:30"),
        (5, "2026-11-21T00:00", "2026-11-21T01:00"),
        (1, "2026-11-21T01:00", "2026-11-21T02:00"),
        (6, "2026-11-21T02:00", "2026-11-21T03:00"),
        (2, "2026-11-21T03:00", "2026-11-21T04:00"),
        (7, "2026-11-21T04:00", "2026-11-21T05:00"),
        (3, "2026-11-21T05:00", "2026-11-21T05:30"),
        (0, "2026-11-21T05:30", "2026-11-21T06:00"),
    ]
    made.sleep("2026-11-20T22:30", "2026-11-21T06:00", stages)
    assert said(read(made.zip())) == {"2026-11-21 sleep": "4.50"}


def test_a_stage_outside_its_session_is_cut_to_it(made):
    made.sleep("2026-11-20T23:00", "2026-11-21T05:00", [(4, "2026-11-20T20:00", "2026-11-21T09:00")])
    assert said(read(made.zip())) == {"2026-11-21 sleep": "6.00"}


def test_a_session_of_waking_stages_is_no_night(made):
    made.sleep("2026-11-20T23:00", "2026-11-21T05:00", [(1, "2026-11-20T23:00", "2026-11-21T05:00")])
    found = read(made.zip())
    assert said(found) == {}
    assert [(each.reason[:34], each.times) for each in found.skipped] == [
        ("A sleep session in which nobody sl", 1)
    ]


def test_the_clock_of_the_place_of_waking_decides_the_date(made):
    """05:30 UTC is half past seven at night of the day before, ten hours west."""
    made.sleep("2026-11-20T22:30", "2026-11-21T05:30", end_offset=-36_000)
    assert said(read(made.zip())) == {"2026-11-20 sleep": "7.00"}


def test_a_record_counts_once_by_its_uuid(made):
    for _ in range(2):
        made.sleep("2026-11-20T22:30", "2026-11-21T06:00", uuid=99)
        made.add("steps", "2026-11-20T10:00", "2026-11-20T10:10", uuid=7, count=500)
    made.add("steps", "2026-11-20T11:00", "2026-11-20T11:10", uuid=8, count=70)
    assert said(read(made.zip())) == {"2026-11-21 sleep": "7.50", "2026-11-20 steps": "570"}


def test_each_measure_is_of_the_app_with_the_most_days(made):
    """Two days of the phone against one of the watch, though the watch counted more."""
    made.add("steps", "2026-11-20T10:00", "2026-11-20T10:10", count=500)
    made.add("steps", "2026-11-21T10:00", "2026-11-21T10:10", count=600)
    made.add("steps", "2026-11-20T10:00", "2026-11-20T10:10", app=2, count=9000)
    made.sleep("2026-11-20T22:30", "2026-11-21T06:00", app=2)
    found = read(made.zip())
    assert said(found) == {
        "2026-11-20 steps": "500",
        "2026-11-21 steps": "600",
        "2026-11-21 sleep": "7.50",
    }
    (skipped,) = found.skipped
    assert (skipped.reason, skipped.times) == (
        "Steps of “Watch”: one app is read, and “Phone” knows more days.",
        1,
    )


def test_litres_become_millilitres_and_local_date_goes_before_the_clock(made):
    made.add("hydration", "2026-11-20T10:00", "2026-11-20T10:01", volume=0.25)
    made.add("hydration", "2026-11-20T11:00", "2026-11-20T11:01", volume=0.33)
    made.add("hydration", "2026-11-20T23:30", "2026-11-20T23:31", volume=0.1)
    made.add("hydration", "2026-11-20T12:00", "2026-11-20T12:01", volume=0.2, date=20_779)
    assert said(read(made.zip())) == {
        "2026-11-20 water": "580",
        "2026-11-21 water": "100",
        "2026-11-22 water": "200",
    }


def test_without_a_local_date_the_offset_of_the_start_gives_it(made):
    made.add("steps", "2026-11-20T23:30", "2026-11-20T23:40", count=5)
    made.add("steps", "2026-11-20T23:30", "2026-11-20T23:40", offset=-3600, count=9)
    made.database.execute("UPDATE steps_record_table SET local_date = NULL")
    assert said(read(made.zip())) == {"2026-11-21 steps": "5", "2026-11-20 steps": "9"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE steps_record_table SET local_date = NULL, start_time = 'noon'", "Steps without a date"),
        (
            "UPDATE steps_record_table SET local_date = 99999999, start_zone_offset = NULL",
            "Steps without a date",
        ),
        ("UPDATE steps_record_table SET count = x'ff'", "Steps without a number"),
        ("UPDATE steps_record_table SET count = -1", "Steps without a number"),
        ("UPDATE steps_record_table SET count = 9e999", "Steps without a number"),
        ("UPDATE sleep_session_record_table SET end_time = NULL", "without a time that can be read"),
        (
            "UPDATE sleep_session_record_table SET end_time = 9223372036854775807",
            "without a time that can be read",
        ),
        (
            "UPDATE sleep_session_record_table SET end_time = start_time - 1",
            "without a time that can be read",
        ),
        (
            "UPDATE sleep_session_record_table SET end_zone_offset = 90000000",
            "without a time that can be read",
        ),
        ("UPDATE sleep_session_record_table SET end_time = start_time + 90000000", "of more than 24 hours"),
    ],
)
def test_what_is_left_out_says_why(made, change, reason):
    made.add("steps", "2026-11-20T10:00", "2026-11-20T10:10", count=5)
    made.sleep("2026-11-20T22:30", "2026-11-21T06:00")
    assert len(read(made.zip()).readings) == 2
    made.database.execute(change)
    found = read(made.zip())
    assert len(found.readings) == 1
    assert [reason in each.reason for each in found.skipped] == [True]


def test_the_database_alone_is_read_too_and_left_as_it_is(made):
    made.sleep("2026-11-20T22:30", "2026-11-21T06:00")
    made.database.commit()
    before = made.path.read_bytes()
    upload = Upload(made.path, "health_connect_export.db")
    assert IMPORTER.recognises(upload)
    assert len(read(upload).readings) == 1
    assert made.path.read_bytes() == before


def test_a_table_that_is_missing_is_no_harm_but_a_column_is(made):
    made.sleep("2026-11-20T22:30", "2026-11-21T06:00")
    for gone in (
        "hydration_record_table",
        "steps_record_table",
        "application_info_table",
        "sleep_stages_table",
    ):
        made.database.execute(f"DROP TABLE {gone}")
    assert said(read(made.zip())) == {"2026-11-21 sleep": "7.50"}
    made.database.execute("ALTER TABLE sleep_session_record_table RENAME COLUMN start_time TO began")
    assert refusal(made.zip()) == "The table sleep_session_record_table in the database lacks start_time."


def test_another_apps_database_says_which_tables_it_lacks(tmp_path):
    with HealthConnect(tmp_path, "CREATE TABLE habits (id)") as made:
        assert "not of Health Connect: it has no table of sleep" in refusal(made.zip())


@pytest.mark.parametrize("content", [b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 500])
def test_a_header_alone_is_no_database(tmp_path, content):
    path = tmp_path / "upload.bin"
    path.write_bytes(content)
    assert IMPORTER.recognises(Upload(path, "a.db"))
    assert refusal(Upload(path, "a.db"))


def test_other_files_are_not_ours(tmp_path):
    path = tmp_path / "upload.bin"
    path.write_bytes(b"date,pain\r\n")
    assert not IMPORTER.recognises(Upload(path, "a.csv"))
    assert refusal(Upload(path, "a.csv")) == "This is not a zip file."


def test_a_zip_with_no_database_is_not_ours(made):
    upload = made.zip()
    with zipfile.ZipFile(upload.path, "w") as archive:
        archive.writestr("health_connect_export.db", "text")
    assert not IMPORTER.recognises(upload)
    assert "no database in it" in refusal(upload)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    with HealthConnect(tmp_path_factory.mktemp("whole"), LAYOUT) as made:
        for day in range(1, 9):
            made.sleep(
                f"2026-11-0{day}T00:00",
                f"2026-11-0{day}T06:00",
                [(4, f"2026-11-0{day}T00:00", "2026-11-09T06:00")],
            )
            made.add("steps", f"2026-11-0{day}T10:00", f"2026-11-0{day}T10:10", count=day)
            made.add("hydration", f"2026-11-0{day}T10:00", f"2026-11-0{day}T10:10", volume=day / 10)
        made.database.commit()
    return made.path


changes = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20)


@settings(max_examples=200)
@given(changes, st.just(1.0) | st.floats(0, 1))
def test_whatever_is_done_to_a_database_it_is_read_or_refused(tmp_path_factory, whole, changes, kept):
    content = bytearray(whole.read_bytes())
    for place, byte in changes:
        content[int(place * len(content))] = byte
    path = tmp_path_factory.getbasetemp() / "changed.db"
    path.write_bytes(content[: int(kept * len(content))])
    with contextlib.suppress(UnreadableFileError):
        found = read(Upload(path, "a.db"))
        days = [(each.date, each.subject) for each in found.readings]
        assert len(days) == len(set(days))
        assert all(each.value is not None and each.value >= 0 for each in found.readings)
