from statistics import median

import pytest

from tests.factories import diary
from tracker.analysis.away import Halves, away_of, halves_of, longest_of
from tracker.analysis.recurrence import recurrence_of
from tracker.analysis.returns import DurabilityRecord
from tracker.analysis.rules import Rules


def records(text: str) -> tuple[DurabilityRecord, ...]:
    return recurrence_of(diary(text), len(text.split()) - 1, Rules(), {})["a"].durability


def gaps(*quiet: int) -> str:
    """Painful days with so many quiet days between them; at the end quiet."""
    return "5 " + " ".join(" ".join(["0"] * days) + " 5" for days in quiet) + " 0"


def halves(*quiet: int) -> Halves:
    found = halves_of(records(gaps(*quiet))[:-1])
    assert found is not None
    return found


def test_without_a_relief_there_is_nothing_to_say():
    assert away_of(records("5 5 4")) is None
    assert longest_of(records("5 5 4")) is None


def test_where_every_return_is_known_half_is_the_lower_median():
    away = away_of(records(gaps(2, 4, 9, 1, 3))[:-1])
    assert away is not None
    assert (away.reliefs, away.returned) == (5, 5)
    assert away.median == median([3, 5, 10, 2, 4])


def test_who_is_still_away_is_counted_and_not_thrown_away():
    away = away_of(records(gaps(2) + " 0 0 0 0 0 0"))
    assert away is not None
    assert (away.reliefs, away.returned, away.median, away.followed) == (2, 1, 3, 7)


def test_where_fewer_than_half_are_known_to_have_come_back_there_is_no_median():
    away = away_of(records("5 0 0 0 . . . . 5 0 0 0 0"))
    assert away is not None
    assert (away.returned, away.median, away.followed) == (0, None, 4)


def test_the_longest_is_the_one_that_surely_lasted_longest():
    longest = longest_of(records("5 0 0 0 0 0 5 0 . . . 5 0"))
    assert longest is not None
    assert longest.days == (6, 6)


def test_halves_need_five_reliefs_each():
    assert halves_of(records(gaps(*[2] * 9))[:-1]) is None
    assert halves_of(records(gaps(*[2] * 10))[:-1]) is not None


def test_an_odd_relief_is_in_the_later_half():
    found = halves(*[2] * 11)
    assert (found.earlier.reliefs, found.later.reliefs) == (5, 6)


@pytest.mark.parametrize(
    ("quiet", "longer", "apart"),
    [
        ([2] * 10 + [20] * 10, 18, True),
        ([20] * 10 + [2] * 10, -18, True),
        ([2, 9, 3, 8, 4, 3, 9, 4, 8, 5], 1, False),
    ],
)
def test_lately_is_longer_or_shorter_and_surely_so_only_where_the_ranges_are_apart(quiet, longer, apart):
    found = halves(*quiet)
    assert found.longer == longer
    assert found.apart is apart
