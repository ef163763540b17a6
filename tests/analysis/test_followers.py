"""What follows a spot, against the same counted by brute force."""

from random import Random

import pytest

from tests.factories import diary
from tracker.analysis.episodes import Timeline, timeline_of
from tracker.analysis.followers import DAYS, FEWEST_DAYS, Follower, followers_of, onsets_of
from tracker.analysis.rules import Rules
from tracker.analysis.series import pain_by_spot


def timelines(*texts: str) -> dict[str, Timeline]:
    length = max(len(text.split()) for text in texts)
    return {
        key: timeline_of(series, length - 1, Rules()) for key, series in pain_by_spot(diary(*texts)).items()
    }


def only(*texts: str) -> Follower:
    (found,) = followers_of("a", timelines(*texts))
    return found


def quiet(days: int) -> str:
    return " 0" * days


def test_an_onset_is_a_painful_day_after_a_quiet_one_in_the_same_piece():
    found = timelines("5 0 4 4 . . . . 6 0 2 3 0")
    assert onsets_of(found["a"]) == [2, 11]


def test_the_other_spot_follows_from_the_next_day_to_the_fourteenth():
    after = {
        days: only("0 5" + quiet(40), "0" + quiet(days) + " 5" + quiet(40 - days)).followed
        for days in (0, 1, 14, 15)
    }
    assert after == {0: 0, 1: 1, 14: 1, 15: 0}


def test_an_onset_that_is_younger_than_the_window_does_not_count():
    assert followers_of("a", timelines("0" + quiet(20) + " 5" + quiet(13), "0" + quiet(34))) == []
    assert only("0" + quiet(20) + " 5" + quiet(14), "0" + quiet(35)).onsets == 1


def test_an_onset_counts_only_where_the_other_spot_was_seen_on_half_of_the_days():
    seen = "0 . " + "0 . " * 5 + ". . 0" + quiet(20)
    less = "0 . " + "0 . " * 5 + ". . ." + quiet(20)
    assert only("0 5" + quiet(33), seen).onsets == 1
    assert followers_of("a", timelines("0 5" + quiet(33), less)) == []


def test_by_chance_is_what_moving_the_onsets_around_the_calendar_gives():
    found = only("0 5" + quiet(18) + " 5" + quiet(19), quiet(10) + " 5" + quiet(29))
    # One onset on 40 observed days lies in 14 of 40 places of each window.
    assert found.onsets == 2
    assert found.followed == 1
    assert found.expected == pytest.approx(2 * 14 / 40)


def by_brute_force(one: Timeline, other: Timeline) -> tuple[int, int, float]:
    """The definition, counted place by place."""
    days = list(other.days)
    windows = []
    for onset in onsets_of(one):
        window = [day for day in days if onset < day <= onset + DAYS]
        if onset + DAYS <= one.as_of and len(window) >= FEWEST_DAYS:
            windows.append({days.index(day) for day in window})
    places = [days.index(day) for day in onsets_of(other)]
    followed = [
        sum(any((place + moved) % len(days) in window for place in places) for window in windows)
        for moved in range(len(days))
    ]
    return len(windows), followed[0], sum(followed) / len(followed)


@pytest.mark.parametrize("seed", range(30))
def test_random_diaries_agree_with_brute_force(seed):
    random = Random(seed)
    length = random.randrange(30, 160)
    texts = [
        " ".join(random.choices(["0", "2", "5", "."], [6, 1, 2, 1 + seed % 3], k=length)) for _ in range(2)
    ]
    found = timelines(*texts)
    counted = by_brute_force(found["a"], found["b"])
    (follower,) = followers_of("a", found) or [Follower("b", 0, 0, 0.0, 0, ())]
    assert (follower.onsets, follower.followed) == counted[:2]
    assert follower.expected == pytest.approx(counted[2] if counted[0] else 0)
    assert len(follower.days) == follower.followed


def test_independent_spots_follow_about_as_often_as_expected():
    random = Random(7)
    followed = expected = 0.0
    for _ in range(120):
        texts = [" ".join(random.choices(["0", "5"], [9, 1], k=400)) for _ in range(2)]
        found = only(*texts)
        followed, expected = followed + found.followed, expected + found.expected
    assert followed == pytest.approx(expected, rel=0.02)
