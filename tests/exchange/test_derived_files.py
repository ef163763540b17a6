"""episodes.csv and returns.csv, worked out by hand from docs/recurrence.md."""

import pytest
import time_machine

from tests import factories
from tests.exchange.test_csv_files import day, table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def some_days_later():
    with time_machine.travel(f"{day(14)}T19:14:00+00:00", tick=False):
        yield


@pytest.fixture
def spot(alice):
    """Active on days 1-3, relieved on day 4 after the session of day 3, quiet on 5, unknown on 6, back on day 7.

    That episode is relieved on day 9 with no session in it, and away since: last seen on day 13.
    """
    spot = factories.spot(alice)
    factories.write(spot, "0 4 6 5 0 1 . 3 3 0 0 0 0 0")
    factories.treatment(day(3), (spot, 7, 2))
    factories.treatment(day(5), (spot, None, None), kind="heat")
    return spot


def rows(name, person, **choice):
    return [
        {key.removeprefix("derived_"): value for key, value in row.items() if key.startswith("derived_")}
        for row in table(name, person, **choice)
    ]


def test_each_episode_has_a_row(alice, spot):
    first, second = rows("episodes", alice)
    assert first == {
        "episode": "1",
        "start": str(day(1)),
        "last_active": str(day(3)),
        "relief_day": str(day(4)),
        "days": "3",
        "status": "relieved",
        "origin": "first",
        "onset_seen": "1",
        "worst_pain": "7",
        "sessions": "1",
    }
    assert second == {
        "episode": "2",
        "start": str(day(7)),
        "last_active": str(day(8)),
        "relief_day": str(day(9)),
        "days": "2",
        "status": "relieved",
        "origin": "return",
        "onset_seen": "1",
        "worst_pain": "3",
        "sessions": "0",
    }


def test_each_relief_has_a_row_with_the_days_until_the_return_as_a_range(alice, spot):
    """Back on day 7, last seen away on day 5: so on day 6 or 7, 3 or 4 days after the session of day 3."""
    back, still_away = rows("returns", alice)
    assert back == {
        "episode": "1",
        "treatment": "self_pressure",
        "from_day": str(day(3)),
        "relief_day": str(day(4)),
        "came_back": "1",
        "days_min": "3",
        "days_max": "4",
        "free_days_min": "2",
        "free_days_max": "3",
        "sessions": "1",
        "preventive": "1",
    }
    assert still_away == {
        "episode": "2",
        "treatment": "untreated",
        "from_day": str(day(8)),
        "relief_day": str(day(9)),
        "came_back": "0",
        "days_min": "5",
        "days_max": "",
        "free_days_min": "4",
        "free_days_max": "",
        "sessions": "0",
        "preventive": "0",
    }


def test_nothing_after_the_last_chosen_day_is_known_and_nothing_before_the_first_is_listed(alice, spot):
    (early,) = rows("episodes", alice, end=day(3))
    assert (early["status"], early["relief_day"]) == ("ongoing", "")
    assert rows("returns", alice, end=day(3)) == []
    (known,) = rows("returns", alice, end=day(5))
    assert (known["came_back"], known["days_min"], known["days_max"]) == ("0", "2", "")
    assert [row["episode"] for row in rows("episodes", alice, start=day(2))] == ["2"]
    assert [row["episode"] for row in rows("returns", alice, start=day(2))] == ["1", "2"]
