import datetime
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.records import SpotRecord
from tracker.changes.periods import Use, united

START = datetime.date(2026, 3, 1)
DAYS = range(-2, 40)


def day(number: int) -> datetime.date:
    return START + datetime.timedelta(days=number)


def use(first: int, away: Iterable[tuple[int, int]] = (), gone: int | None = None) -> Use:
    periods = [[day(a).isoformat(), day(b).isoformat()] for a, b in away]
    return Use(day(first), None if gone is None else day(gone), periods)


def asked(one: Use) -> set[int]:
    closed = [
        (datetime.date.fromisoformat(a).toordinal(), datetime.date.fromisoformat(b).toordinal())
        for a, b in one.archived_before
    ]
    still = [] if one.archived_on is None else [(one.archived_on.toordinal(), None)]
    record = SpotRecord("a", "", "", one.first_day.toordinal(), (*closed, *still))
    return {number for number in DAYS if record.asked_on(day(number).toordinal())}


@st.composite
def uses(draw: st.DrawFn) -> Use:
    cuts = sorted(draw(st.lists(st.integers(0, 30), unique=True, max_size=7)))
    first = cuts.pop(0) if cuts else 0
    gone = cuts.pop() if len(cuts) % 2 else None
    return use(first, zip(cuts[::2], cuts[1::2], strict=True), gone)


def test_the_gap_in_which_neither_was_there_stays_a_gap():
    assert united(use(0, gone=5), use(9)) == use(0, [(5, 9)])


def test_an_absence_of_one_in_which_the_other_was_there_is_none():
    assert united(use(0, [(5, 9)]), use(4)) == use(0)


def test_both_archived_is_archived_since_the_later_of_the_two():
    assert united(use(0, gone=5), use(2, gone=8)) == use(0, gone=8)


def test_two_that_were_never_in_use_stay_so():
    assert asked(united(use(3, gone=3), use(5, gone=5))) == set()


@given(uses(), uses())
def test_in_use_whenever_one_of_the_two_was(one, other):
    assert asked(united(one, other)) == asked(one) | asked(other)
    assert united(one, other) == united(other, one)
