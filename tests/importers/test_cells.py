"""Dates, numbers and durations as other apps write them."""

import datetime
from decimal import Decimal

import pytest

from tracker.importers.amounts import amount, hours, minutes, number, tells_decimal_sign
from tracker.importers.days import read_day, tells_order, wrong_day


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2024-03-02", "", "2024-03-02"),
        ("2024/3/2", "", "2024-03-02"),
        ("2024-03-02T23:30:00.000-08:00", "", "2024-03-02"),
        ("2024-03-02 07:10", "", "2024-03-02"),
        ("8th Dec 2021", "", "2021-12-08"),
        ("1st January 2022", "", "2022-01-01"),
        ("Wed, 8 December 2021", "", "2021-12-08"),
        ("Jun 26, 2026", "", "2026-06-26"),
        ("13/2/2024", "", "2024-02-13"),
        ("2/13/2024", "", "2024-02-13"),
        ("3/3/2024", "", "2024-03-03"),
        ("2/3/2024", "", None),
        ("2/3/2024", "day", "2024-03-02"),
        ("2/3/2024", "month", "2024-02-03"),
        ("2/3/24, 2:05 PM", "month", "2024-02-03"),
        ("13/2/2024", "month", None),
        ("2.3.2024", "", "2024-03-02"),
        ("2-3/2024", "day", None),
        ("30 Feb 2024", "", None),
        ("Nov 4", "", None),
        ("20240302", "", None),
        ("7.5", "", None),
        ("٢٠٢٤-٠٣-٠٢", "", None),
    ],
)
def test_a_date_is_read_in_the_one_way_it_can_be(text, order, day):
    assert read_day(text, order) == (datetime.date.fromisoformat(day) if day else None)


def test_a_date_tells_what_it_can_of_the_order_of_its_file():
    texts = ["13/2/2024", "2/13/2024", "2/3/2024", "3/3/2024", "2.3.2024", "2024-03-02", "word"]
    assert [tells_order(text) for text in texts] == ["day", "month", "either", "", "", "", ""]


def test_no_diary_has_days_before_1900_or_to_come():
    latest = datetime.date(2026, 11, 23)
    days = [datetime.date(1899, 12, 31), datetime.date(1900, 1, 1), latest, datetime.date(2026, 11, 24)]
    assert [wrong_day(day, latest) for day in days] == [
        "The date is before 1900",
        "",
        "",
        "The date is still to come",
    ]


@pytest.mark.parametrize(
    ("text", "with_point", "with_comma"),
    [
        ("7", "7", "7"),
        ("7.5", "7.5", "7.5"),
        ("7,5", "7.5", "7.5"),
        ("1,234", "1234", "1.234"),
        ("1.234", "1.234", "1234"),
        ("0,125", "0.125", "0.125"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1,234.5", "1234.5", "1234.5"),
        ("1 234", "1234", "1234"),
        ("+3", "3", "3"),
        ("\u22123", "-3", "-3"),
        (".5", "0.5", "0.5"),
        ("1e5", None, None),
        ("NaN", None, None),
        ("1,2,3", None, None),
        ("٣", None, None),
        ("1_000", None, None),
        ("9" * 40, None, None),
    ],
)
def test_only_what_has_two_meanings_depends_on_the_decimal_sign(text, with_point, with_comma):
    expected = [None if each is None else Decimal(each) for each in (with_point, with_comma)]
    assert [number(text), number(text, comma=True)] == expected


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("7", ""),
        ("7.5", "point"),
        ("7,5", "comma"),
        ("1,234", "either comma"),
        ("1.234 kg", "either point"),
        ("0.125", "point"),
        ("1,234,567", "point"),
        ("1.234,5", "comma"),
        ("7,5 kg", "comma"),
    ],
)
def test_a_number_tells_what_it_can_of_the_decimal_sign_of_its_file(text, sign):
    assert tells_decimal_sign(text) == sign


def test_a_number_may_have_its_unit_after_it():
    assert [amount(text) for text in ("72 kg", "80%", "37,2°C", "7", "about 7", "7 kg 2")] == [
        (72, "kg"),
        (80, "%"),
        (Decimal("37.2"), "°C"),
        (7, ""),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("7:45", "465"),
        ("1:02:30", "62.5"),
        ("5h 8min", "308"),
        ("7h", "420"),
        ("45 min", "45"),
        ("1 hr 5 mins", "65"),
        ("7.5 hours", "450"),
        ("500 m", None),
        ("7", None),
        ("7:75", None),
        ("", None),
    ],
)
def test_a_length_of_time_in_minutes(text, length):
    assert minutes(text) == (None if length is None else Decimal(length))


def test_hours_of_sleep_may_be_a_bare_number():
    assert [hours("7:30"), hours("7,5"), hours("late")] == [Decimal("7.5"), Decimal("7.5"), None]
