from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.trial_plan import PeriodPlan
from tracker.exchange.calendar_file import AllDay, calendar_file, escape, fold, plan_events

WRITTEN = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def test_a_calendar_of_one_event():
    event = AllDay("a1@unknot", date(2026, 12, 30), date(2027, 1, 2), "Period 1, of 16; new", "line\nline")
    assert calendar_file([event], WRITTEN).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Unknot//Plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:a1@unknot",
        "DTSTAMP:20261122T083000Z",
        "DTSTART;VALUE=DATE:20261230",
        "DTEND;VALUE=DATE:20270103",
        "SUMMARY:Period 1\\, of 16\\; new",
        "DESCRIPTION:line\\nline",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_plan_says_when_periods_begin_and_never_what_is_on():
    plan = PeriodPlan(date(2026, 11, 30).toordinal(), pairs=2, length=4)
    events = plan_events(plan, "0b5e")
    assert [(each.first.isoformat(), each.last.isoformat(), each.summary) for each in events] == [
        ("2026-11-30", "2026-12-03", "Period 1 of 4"),
        ("2026-12-04", "2026-12-07", "Period 2 of 4"),
        ("2026-12-08", "2026-12-11", "Period 3 of 4"),
        ("2026-12-12", "2026-12-15", "Period 4 of 4"),
        ("2026-12-16", "2026-12-16", "All periods are over"),
    ]
    assert len({each.uid for each in events}) == 5
    assert not any(each.description for each in events)
    # The same events in every file, so that taking it twice makes no second plan.
    assert [each.uid for each in plan_events(plan, "0b5e")] == [each.uid for each in events]


def test_the_callers_words_are_taken_as_they_are():
    plan = PeriodPlan(date(2026, 11, 30).toordinal(), pairs=1, length=4)
    named = plan_events(plan, "0b5e", period="Stretching {x} {number}/{count} 100 %", done="Look")
    assert [each.summary for each in named] == [
        "Stretching {x} 1/2 100 %",
        "Stretching {x} 2/2 100 %",
        "Look",
    ]


def test_text_cannot_leave_its_line():
    assert escape("a\r\nEND:VEVENT\rb\\n\x00\x1b;,\t") == "a\\nEND:VEVENT\\nb\\\\n\\;\\,\t"


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_lines_are_folded_within_75_octets_and_never_within_a_character(text):
    folded = fold(f"SUMMARY:{text}")
    lines = folded.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    assert (lines[0] + b"".join(line[1:] for line in lines[1:])).decode() == f"SUMMARY:{text}"
    for line in lines:
        line.decode()


def test_a_line_of_75_octets_stays_whole():
    assert "\r\n" not in fold("x" * 75)
    assert fold("x" * 76) == "x" * 75 + "\r\n x"
    assert fold("ü" * 38) == "ü" * 37 + "\r\n ü"


def test_what_no_calendar_can_hold_is_refused():
    with pytest.raises(ValueError):
        calendar_file([], datetime(2026, 11, 22))  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError):
        calendar_file([AllDay("a", date(2026, 1, 2), date(2026, 1, 1), "x")], datetime.now(UTC))
