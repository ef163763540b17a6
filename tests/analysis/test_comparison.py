import random

import pytest

from tracker.analysis.comparison import NORMAL_FROM, Followed, compare_all, holm, log_rank, within_spots


def reliefs(spot: str, *days: float, returned: bool = True) -> list[Followed]:
    return [Followed(spot, day, returned) for day in days]


def test_too_early_says_what_is_missing_in_spots_that_saw_both():
    groups = {
        "ball": reliefs("a", *range(3, 12)) + reliefs("only ball", 3, 4, 5, 6),
        "stretching": reliefs("a", 3, 4) + reliefs("a", 9, 9, 9, returned=False),
    }
    (found,) = compare_all(groups)
    assert found.p is None
    assert (found.spots, found.reliefs) == (1, (9, 5))
    assert found.missing.reliefs == (0, 3)
    assert found.missing.returns == (0, 3)


def test_no_shared_spot_misses_everything():
    (found,) = compare_all({"ball": reliefs("a", *range(20)), "heat": reliefs("b", *range(20))})
    assert (found.spots, found.missing.reliefs, found.missing.returns) == (0, (8, 8), (5, 5))


def test_every_shuffle_of_a_small_spot_is_found_as_often_as_it_should_be():
    """Of the six ways to give two of four returns to the first, two part the groups as far as 1, 2 against 3, 4."""
    difference, p = within_spots(reliefs("a", 1, 2), reliefs("a", 3, 4))
    assert difference > 0
    assert p == pytest.approx(2 / 6, abs=0.02)


def test_the_same_diary_gets_the_same_p():
    first, second = reliefs("a", 2, 5, 6, 9), reliefs("a", 3, 11, 12, 20)
    assert within_spots(first, second) == within_spots(first, second)


def test_a_spot_that_saw_one_of_them_changes_nothing():
    first, second = reliefs("a", 2, 5, 6, 9), reliefs("a", 3, 11, 12, 20)
    assert within_spots(first + reliefs("b", 1, 1, 1), second) == within_spots(first, second)


def test_many_reliefs_get_by_the_normal_law_what_shuffles_would_say(monkeypatch):
    chance = random.Random(3)
    first, second = (
        [
            Followed(chance.choice("abc"), 2 + int(chance.expovariate(rate)), chance.random() < 0.85)
            for _ in range(n)
        ]
        for n, rate in ((NORMAL_FROM + 5, 1 / 7), (NORMAL_FROM + 25, 1 / 11))
    )
    quick = within_spots(first, second)
    monkeypatch.setattr("tracker.analysis.comparison.NORMAL_FROM", 10**9)
    shuffled = within_spots(first, second)
    assert quick[0] == shuffled[0]
    assert 0.005 < quick[1] < 0.5
    assert quick[1] == pytest.approx(shuffled[1], abs=0.01)


def test_three_pairs_are_adjusted_together():
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.6, 0.7]) == [1, 1]
    same = [*range(3, 12)]
    later = [day + 20 for day in same]
    groups = {"a": reliefs("x", *same), "b": reliefs("x", *same), "c": reliefs("x", *later)}
    alike, *apart = compare_all(groups, shuffles=999)
    assert alike.p == 1
    assert [each.p for each in apart] == pytest.approx([0.003, 0.003])
    assert not any(each.first_lasts_longer for each in apart)


def test_stubborn_spots_that_get_one_tool_raise_no_false_alarm():
    """Both tools last as long in a spot; where it lasts briefly anyway the first is chosen more often."""
    chance = random.Random(11)
    alarms, plain_alarms, diaries = 0, 0, 1000
    for _ in range(diaries):
        groups: tuple[list[Followed], list[Followed]] = ([], [])
        for _ in range(40):
            spot = chance.randrange(4)
            back = 2 + int(chance.expovariate(0.7 / (3, 5, 10, 16)[spot]))
            seen = chance.randint(2, back) if chance.random() < 0.15 else back
            chosen = chance.random() < (0.2, 0.3, 0.7, 0.8)[spot]
            groups[chosen].append(Followed(str(spot), seen, seen == back))
        alarms += within_spots(*groups, shuffles=499)[1] <= 0.05
        plain = log_rank(*([(each.days, each.returned) for each in group] for group in groups))
        plain_alarms += plain is not None and plain.p <= 0.05
    assert alarms / diaries <= 0.06
    assert plain_alarms / diaries > 0.15
