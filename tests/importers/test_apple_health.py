from decimal import Decimal

import pytest

from tests.importers.health_exports import (
    DTD,
    ROOT,
    apple_zip,
    asleep,
    document,
    mindful,
    plain_xml,
    record,
    steps,
    water,
)
from tracker.importers.apple_health import IMPORTER


def read(upload):
    return IMPORTER.read(upload, {}, lambda *_: None)


def said(tmp_path, *records):
    """What the readings say, as {"2021-12-02 sleep": "7.50"}."""
    found = read(apple_zip(tmp_path, document(*records)))
    return {f"{each.date} {each.subject}": str(each.value) for each in found.readings}


def reasons(tmp_path, *records):
    return {each.reason: each.times for each in read(apple_zip(tmp_path, document(*records))).skipped}


NIGHT = asleep("2021-12-01 23:00:00", "2021-12-02 06:30:00")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param([NIGHT], {"2021-12-02 sleep": "7.50"}, id="a night belongs to the date of waking"),
        pytest.param(
            [
                asleep("2021-12-01 22:00:00", "2021-12-01 23:30:00", "AsleepCore"),
                asleep("2021-12-01 23:30:00", "2021-12-02 00:30:00", "AsleepDeep"),
                asleep("2021-12-02 00:30:00", "2021-12-02 01:00:00", "Awake"),
                asleep("2021-12-02 01:00:00", "2021-12-02 05:00:00", "AsleepREM"),
            ],
            {"2021-12-02 sleep": "6.50"},
            id="a stage that ended before midnight is part of the night, and time awake is not",
        ),
        pytest.param(
            [
                asleep("2021-12-02 03:00:00", "2021-12-02 07:00:00", "AsleepCore"),
                asleep("2021-12-01 23:00:00", "2021-12-02 04:00:00", "AsleepCore"),
                asleep("2021-12-02 01:00:00", "2021-12-02 02:00:00", "AsleepDeep"),
            ],
            {"2021-12-02 sleep": "8.00"},
            id="what overlaps counts once, in any order",
        ),
        pytest.param(
            [NIGHT, asleep("2021-12-01 23:30:00", "2021-12-02 07:30:00", source="Phone")],
            {"2021-12-02 sleep": "8.00"},
            id="of two sources the one that saw the most, never both",
        ),
        pytest.param(
            [
                asleep("2021-12-01 22:00:00", "2021-12-02 08:00:00", source="Phone"),
                asleep("2021-12-01 23:00:00", "2021-12-02 06:30:00", "AsleepCore"),
            ],
            {"2021-12-02 sleep": "7.50"},
            id="a source that tells stages goes before one that does not",
        ),
        pytest.param(
            [
                asleep("2021-12-01 23:00:00", "2021-12-02 02:00:00"),
                asleep("2021-12-02 06:00:00", "2021-12-02 08:30:00"),
            ],
            {"2021-12-02 sleep": "5.50"},
            id="a night with four hours awake is one night",
        ),
        pytest.param(
            [NIGHT, asleep("2021-12-02 14:00:00", "2021-12-02 15:00:00")],
            {"2021-12-02 sleep": "7.50"},
            id="a nap is not the night",
        ),
        pytest.param(
            [asleep("2021-12-02 08:30:00", "2021-12-02 15:30:00")],
            {"2021-12-02 sleep": "7.00"},
            id="after a night shift the day's sleep is the night",
        ),
        pytest.param(
            [asleep("2021-12-01 23:00:00 +0100", "2021-12-02 00:30:00 -0500")],
            {"2021-12-02 sleep": "7.50"},
            id="the clock of the place of waking decides the date: 05:30 UTC is half past midnight",
        ),
        pytest.param(
            [asleep("2021-12-01 20:00:00 +0545", "2021-12-01 22:45:00 +0000")],
            {"2021-12-01 sleep": "8.50"},
            id="woken west of where one fell asleep, on the same date",
        ),
        pytest.param(
            [
                steps("2021-12-01 23:59:00", 40),
                steps("2021-12-02 00:01:00", 60),
                steps("2021-12-02 09:00:00", 5),
            ],
            {"2021-12-01 steps": "40", "2021-12-02 steps": "65"},
            id="steps belong to the day on which they began",
        ),
        pytest.param(
            [
                steps("2021-12-01 09:00:00", 900, source="Phone"),
                steps("2021-12-01 09:00:00", 500),
                steps("2021-12-01 12:00:00", 500),
            ],
            {"2021-12-01 steps": "1000"},
            id="of a day's steps the source with the largest sum",
        ),
        pytest.param([steps("2021-12-01 09:00:00", 0)], {"2021-12-01 steps": "0"}, id="zero is a value"),
        pytest.param(
            [
                water("2021-12-01 09:00:00", 250),
                water("2021-12-01 10:00:00", "0.5", "L"),
                water("2021-12-01 11:00:00", 8, "fl_oz_us"),
            ],
            {"2021-12-01 water": "987"},
            id="250 mL and half a litre and 8 fl oz of 29.57 mL",
        ),
        pytest.param(
            [
                mindful("2021-12-01 09:00:00", "2021-12-01 09:10:00"),
                mindful("2021-12-01 09:05:00", "2021-12-01 09:15:00", source="Phone"),
                mindful("2021-12-01 21:00:00", "2021-12-01 21:02:30"),
            ],
            {"2021-12-01 mindful": "17.5"},
            id="mindful minutes that two sources saw count once",
        ),
        pytest.param(
            [
                '<Correlation type="HKCorrelationTypeIdentifierFood">',
                '<Correlation type="inner">',
                water("2021-12-01 09:00:00", 250),
                "</Correlation>",
                water("2021-12-01 09:00:00", 250),
                "</Correlation>",
                water("2021-12-01 09:00:00", 250),
            ],
            {"2021-12-01 water": "250"},
            id="a record within a correlation stands once more outside",
        ),
        pytest.param(
            [record("HKQuantityTypeIdentifierHeartRate", "2021-12-01 09:00:00", "2021-12-01 09:00:00", "60")],
            {},
            id="what a diary has no use for is passed over",
        ),
    ],
)
def test_what_records_say(tmp_path, records, expected):
    assert said(tmp_path, *records) == expected


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([asleep("2021-12-01 23:00:00", "2021-12-02 06:30:00", "InBed")], "only time in bed"),
        ([asleep("2021-12-01 06:00:00", "2021-12-02 07:00:00")], "Sleep of more than 24 hours"),
        (
            [asleep(f"2021-12-0{day} 00:00:00", f"2021-12-0{day + 1} 00:00:00") for day in (1, 2)],
            "A night of more than 24",
        ),
        ([asleep("2021-12-02 06:30:00", "2021-12-01 23:00:00")], "ends before it has begun"),
        ([asleep("2021-12-01 23:00:00", "2021-12-02 06:30:00", "AsleepSideways")], "Sleep of a kind"),
        ([NIGHT, asleep("2021-12-02 14:00:00", "2021-12-02 15:00:00")], "a nap, not the night"),
        ([asleep("yesterday", "2021-12-02 06:30:00")], "Sleep without a date"),
        ([asleep("2021-12-01 23:00:00 +9900", "2021-12-02 06:30:00")], "Sleep without a date"),
        ([steps("2021-12-01 09:00:00", 5, unit="furlong")], "a unit that is not known here: “furlong”"),
        ([steps("2021-12-01 09:00:00", "many")], "Steps without a number"),
        ([steps("2021-12-01 09:00:00", "-1")], "Steps without a number"),
        ([steps("2021-12-01 09:00:00", "NaN")], "Steps without a number"),
        ([steps("2021-12-01 09:00:00", "9" * 5000)], "Steps without a number"),
        ([steps("2021-13-01 09:00:00", 5)], "Steps without a date"),
        ([water("2021-12-01 09:00:00", 5, "bucket")], "Water in a unit that is not known here: “bucket”"),
        ([mindful("2021-12-01 09:00:00", "1")], "A mindful session without a date"),
    ],
)
def test_what_is_left_out_says_why(tmp_path, records, reason):
    (told,) = reasons(tmp_path, *records)
    assert reason in told


def test_reasons_tell_the_first_line_and_how_often(tmp_path):
    found = read(plain_xml(tmp_path, document(NIGHT, water("2021-12-01 09:00:00", 5, "bucket") * 3)))
    lines = (DTD + ROOT).count("\n")
    assert [(each.line, each.times) for each in found.skipped] == [(lines + 2, 3)]
    assert [each.line for each in found.readings] == [lines + 1]


def test_reasons_stay_few(tmp_path):
    odd = [water("2021-12-01 09:00:00", 5, f"bucket{number}") for number in range(500)]
    told = reasons(tmp_path, *odd)
    assert len(told) < 70
    assert sum(told.values()) == 500


@pytest.mark.parametrize(
    "name", ["exportación.xml", "apple_health_export/Export.xml", "导出.XML", "a/b/c.xml"]
)
def test_the_document_is_found_by_its_root_whatever_it_is_called(tmp_path, name):
    upload = apple_zip(tmp_path, document(NIGHT), name)
    assert IMPORTER.recognises(upload)
    assert len(read(upload).readings) == 1


@pytest.mark.parametrize("head", ["", DTD, '\ufeff<?xml version="1.0"?>', "<!-- HealthData -->\n" * 2000])
def test_a_document_alone_is_read_too(tmp_path, head):
    upload = plain_xml(tmp_path, document(NIGHT, head=head))
    assert IMPORTER.recognises(upload)
    assert len(read(upload).readings) == 1


def test_stray_control_bytes_are_dropped(tmp_path):
    broken = document(
        steps("2021-12-01 09:00:00", 5, source="An\x0bn\x00e"), steps("2021-12-01 10:00:00", 6, source="Anne")
    )
    assert [each.value for each in read(plain_xml(tmp_path, broken)).readings] == [Decimal(11)]


def test_progress_is_told_and_can_stop_the_reading(tmp_path):
    heard = []
    IMPORTER.read(plain_xml(tmp_path, document(NIGHT)), {}, lambda read, size: heard.append((read, size)))
    assert heard[0][0] == 0
    assert heard[-1][0] == heard[-1][1] == (tmp_path / "upload.bin").stat().st_size

    def stop(read, size):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        IMPORTER.read(plain_xml(tmp_path, document(NIGHT)), {}, stop)


def test_readings_come_by_date_and_fit_the_names(tmp_path):
    found = read(
        apple_zip(tmp_path, document(steps("2021-12-03 09:00:00", 5), NIGHT, steps("2021-12-02 09:00:00", 5)))
    )
    assert [(str(each.date), each.subject) for each in found.readings] == [
        ("2021-12-02", "sleep"),
        ("2021-12-02", "steps"),
        ("2021-12-03", "steps"),
    ]
    assert [subject.key for subject in found.subjects] == ["sleep", "steps"]
