"""One value a day and the reasons for what was left out, and the limits that keep memory bounded."""

import datetime
from decimal import Decimal

import pytest
import time_machine

from tests.importers.files import lines, read, skipped
from tracker.importers import bearable, fitbit_sleep, gathering
from tracker.importers.gathering import Gathering, Span, scale_of
from tracker.importers.reading import Subject, UnreadableFileError
from tracker.importers.skips import Skips

DAY = datetime.date(2024, 1, 1)
HEAD = "date,category,rating/amount,detail,notes\n"


def test_alike_reasons_are_told_once_with_the_first_line_and_an_example():
    skips = Skips()
    skips.add(9, "No number", "a")
    skips.add(3, "No date")
    skips.add(12, "No number", "b", times=2)
    assert [tuple(skipped) for skipped in skips.told()] == [(3, "No date.", 1), (9, "No number, as “a”.", 3)]


def test_reasons_without_end_are_told_as_one():
    skips = Skips()
    for line in range(500):
        skips.add(line, f"Reason {line}")
    assert len(skips.told()) == 61
    assert sum(skipped.times for skipped in skips.told()) == 500


def test_a_scale_of_pain_starts_at_none():
    span = Span(Decimal(1), Decimal(5), whole=True)
    assert scale_of(Subject("a", "Ache", "pain"), span, (5, 10))[-2:] == (0, 5)


@pytest.mark.parametrize(
    ("least", "greatest", "scale"),
    [
        (1, 5, ("scale", 1, 5)),
        (0, 5, ("scale", 0, 5)),
        (1, 6, ("scale", 0, 10)),
        (0, 100, ("scale", 0, 100)),
        (0, 101, ("amount", None, None)),
        (-1, 3, ("amount", None, None)),
    ],
)
def test_a_scale_that_no_file_tells_holds_all_its_values(least, greatest, scale):
    span = Span(Decimal(least), Decimal(greatest), whole=True)
    proposed = scale_of(Subject("a", "A", "scale"), span, (5, 10, 100))
    assert (proposed.kind, proposed.low, proposed.high) == scale


def test_days_before_1900_and_to_come_are_told_and_today_is_read_wherever_on_earth(upload):
    file = upload(
        HEAD + "".join(f"{day},Mood,4,,\n" for day in ("1899-12-31", "2026-11-23", "2026-11-24", "soon", ""))
    )
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)):
        found = read(bearable.IMPORTER, file)
    assert lines(found) == ["2026-11-23 Mood 4"]
    assert skipped(found) == [
        "2: The date is before 1900, as “1899-12-31”. x1",
        "4: The date is still to come, as “2026-11-24”. x1",
        "5: The date cannot be read, as “soon”. x1",
        "6: The row has no date. x1",
    ]


def test_words_of_a_day_follow_each_other_and_the_same_stand_once(upload):
    rows = ["bad night", "bad", "bad night", "x" * 3_990, "cut here"]
    found = read(bearable.IMPORTER, upload(HEAD + "".join(f"2024-01-01,,,,{words}\n" for words in rows)))
    note = found.readings[0].note
    assert note.startswith("bad night\nbad\nxxx")
    assert len(note) == 4_000
    assert skipped(found) == ["5: The words of one day are cut after 4,000 characters. x2"]


def test_too_many_things_and_too_many_values_are_refused(monkeypatch, upload):
    file = upload(HEAD + "".join(f"2024-01-01,Symptom,1,S{number} (Mild),\n" for number in range(1_001)))
    with pytest.raises(UnreadableFileError, match=r"line 1002 .* more than 1,000 different things"):
        read(bearable.IMPORTER, file)
    monkeypatch.setattr(gathering, "MAX_READINGS", 10)
    with pytest.raises(UnreadableFileError, match="more than 10 values"):
        read(bearable.IMPORTER, file)


def test_numbers_too_large_for_any_diary_are_told():
    gathered = Gathering(Skips())
    subject = Subject("a", "A", "amount")
    gathered.value(subject, "sum", 2, DAY, Decimal(9999999))
    gathered.value(subject, "sum", 3, DAY, Decimal(9999999))
    gathered.value(subject, "sum", 4, DAY, Decimal(10**7))
    found = gathered.found()
    assert not found.readings
    assert not found.subjects
    assert [skip.line for skip in found.skipped] == [2, 3, 4]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            '[{"dateOfSleep": "2024-01-01",\n "minutesAsleep": 4',
            "Line 2 is not JSON: the file may be cut off.",
        ),
        ("[" * 100_000, "The file is not the JSON that Fitbit writes."),
        ("[" + "9" * 5_000 + "]", "The file is not the JSON that Fitbit writes."),
        ("[NaN]", "The file is not the JSON that Fitbit writes."),
        ('{"a": 1}', "The file is not a list of sleeps."),
        (b'["\xff"]', "The file is not UTF-8 text."),
        (
            b"[" + b" " * fitbit_sleep.MAX_BYTES + b"]",
            "The file is larger than 5 MB: send one month at a time.",
        ),
    ],
    ids=["cut", "deep", "digits", "nan", "object", "encoding", "large"],
)
def test_json_that_is_no_list_of_sleeps_is_refused(upload, content, message):
    with pytest.raises(UnreadableFileError) as error:
        read(fitbit_sleep.IMPORTER, upload(content))
    assert str(error.value) == message
