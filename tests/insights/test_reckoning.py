"""Where the treatments are that the count of quick returns leaves out."""

import pytest

from tests.insights.spots import FIRST, spot
from tracker.insights.reckoning import Reckoning, reckoning_of, reckoning_words
from tracker.insights.words import text_of

LOG = "5 5 0 0 5 0 5 5 5 5 5 5 0 0 0 . . . . . . 2 5"
# 0 and 1 in a row, 4 alone; 7 without a quiet day in time, 11 relieved; 13 while away; 20 after a gap; 22 today.
TREATED = (0, 1, 4, 7, 11, 13, 20, 22)


def test_every_treatment_is_in_one_place():
    assert reckoning_of(spot(LOG, treated=TREATED)) == Reckoning(
        first=FIRST, every=8, relieved=3, earlier=1, failed=1, away=1, unknown=2
    )


def test_the_line_says_where_they_all_are():
    assert text_of(reckoning_words(spot(LOG, treated=TREATED))) == (
        "Of 8 treatments since 3 Aug, 3 were followed by a quiet day, 1 was not, 1 came shortly before one of those 3 "
        "(several in a row count as one), 1 was done while it was away and of 2 it is not known."
    )


@pytest.mark.parametrize("treated", [(), (1,), (1, 4, 11)])
def test_nothing_is_said_where_no_treatment_is_left_over(treated):
    assert reckoning_words(spot(LOG, treated=treated)) == ()


def test_treatments_before_the_time_looked_at_count_only_if_their_return_does():
    log = "5 0 0 0 5 0 0 0 0 5 5 5 5 5 5 5 5 5"
    found = spot(log, treated=(0, 4, 12), lookback=10)
    assert [record.origin_day - FIRST for record in found.flags.rapid_return.rapid] == [4]
    reckoning = reckoning_of(found)
    assert (reckoning.first - FIRST, reckoning.every, reckoning.relieved, reckoning.failed) == (4, 2, 1, 1)
