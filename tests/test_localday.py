"""The local date of an instant."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.localday import end_of_day, is_late, local_date

BERLIN = ZoneInfo("Europe/Berlin")
UTC = datetime.UTC


@pytest.mark.parametrize(
    ("instant", "zone", "starts_at", "date"),
    [
        ("2026-11-22T23:30+00:00", "Europe/Berlin", 4, "2026-11-22"),  # 00:30 there, still yesterday
        ("2026-11-23T02:59+00:00", "Europe/Berlin", 4, "2026-11-22"),
        ("2026-11-23T03:00+00:00", "Europe/Berlin", 4, "2026-11-23"),
        ("2026-11-22T23:30+00:00", "Europe/Berlin", 0, "2026-11-23"),
        ("2026-11-22T23:30+00:00", "America/Los_Angeles", 4, "2026-11-22"),
        ("2026-11-22T11:00+00:00", "Pacific/Kiritimati", 0, "2026-11-23"),
        ("2026-03-29T02:30+00:00", "Europe/Berlin", 4, "2026-03-29"),  # clocks went forward: 04:30 there
        ("2026-10-25T02:30+00:00", "Europe/Berlin", 4, "2026-10-24"),  # clocks went back: 03:30 there
    ],
)
def test_the_date_is_the_persons(instant: str, zone: str, starts_at: int, date: str) -> None:
    now = datetime.datetime.fromisoformat(instant)
    assert local_date(now, ZoneInfo(zone), starts_at) == datetime.date.fromisoformat(date)


@given(
    st.integers(631_152_000, 2_208_988_800).map(
        lambda seconds: datetime.datetime.fromtimestamp(seconds, UTC)
    ),
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.integers(0, 12),
)
def test_every_instant_lies_before_the_end_of_its_day_and_not_before_the_end_of_the_day_before(
    now: datetime.datetime, zone: str, starts_at: int
) -> None:
    here = ZoneInfo(zone)
    date = local_date(now, here, starts_at)
    day = datetime.timedelta(days=1)
    hour = datetime.timedelta(
        hours=1
    )  # where clocks change just at that hour, one hour may fall to either day
    assert now < end_of_day(date, here, starts_at).astimezone(UTC) + hour
    assert now >= end_of_day(date - day, here, starts_at).astimezone(UTC) - hour


def test_late_means_more_than_a_day_after_the_end_of_the_day() -> None:
    date = datetime.date(2026, 11, 22)
    edge = end_of_day(date, BERLIN, 4) + datetime.timedelta(hours=24)
    assert not is_late(date, edge, BERLIN, 4)
    assert is_late(date, edge + datetime.timedelta(seconds=1), BERLIN, 4)
