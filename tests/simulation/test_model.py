"""What is true in the made-up diary, over many seeds: one diary alone shows a good deal of chance."""

from collections.abc import Callable
from functools import cache
from statistics import mean

import pytest

from tracker.simulation.model import simulate
from tracker.simulation.records import MadeDay, MadeDiary

SEEDS = range(40)
LENGTH = 274


@cache
def diaries() -> list[MadeDiary]:
    return [simulate(LENGTH, weekday=seed % 7, seed=seed) for seed in SEEDS]


def worst(day: MadeDay) -> int | None:
    pains = [rating.pain for rating in day.ratings]
    return max(pains) if pains else 0 if day.completed else None


def difference(made: MadeDiary, exposure: Callable[[MadeDay], float | None], cut: float, lag: int) -> float:
    """Mean worst pain `lag` days after a value above `cut`, less that after one up to `cut`."""
    pains = {day.day: pain for day in made.days if (pain := worst(day)) is not None}
    groups: dict[bool, list[int]] = {True: [], False: []}
    for day in made.days:
        value = exposure(day)
        if value is not None and day.day + lag in pains:
            groups[value > cut].append(pains[day.day + lag])
    return mean(groups[True]) - mean(groups[False])


def usual(exposure: Callable[[MadeDay], float | None], cut: float, lag: int = 1) -> float:
    return mean(difference(made, exposure, cut, lag) for made in diaries())


def factor(name: str) -> Callable[[MadeDay], float | None]:
    return lambda day: day.factors.get(name)


def magnesium(day: MadeDay) -> float | None:
    return day.factors.get("Magnesium", 0.0 if day.completed else None)


def test_pain_is_higher_on_the_day_after_a_short_night():
    assert usual(lambda day: day.sleep_hours, 6.75, lag=0) < -1.5


def test_pain_is_higher_on_the_day_after_long_sitting():
    assert usual(factor("Longest sitting without a break"), 100) > 1


def test_sitting_says_nothing_of_the_same_day():
    assert abs(usual(factor("Longest sitting without a break"), 100, lag=0)) < 0.35


@pytest.mark.parametrize(("name", "cut"), [("Water", 1.8), ("Coffee", 2)])
def test_water_and_coffee_do_nothing(name, cut):
    assert abs(usual(factor(name), cut)) < 0.2


def test_magnesium_does_nothing():
    assert abs(usual(magnesium, 0.5)) < 0.2


def test_the_days_are_in_order_and_within_the_length():
    for made in diaries():
        numbers = [day.day for day in made.days]
        assert numbers == sorted(set(numbers))
        assert numbers[0] >= 0
        assert numbers[-1] == made.length - 1


def test_a_spot_is_rated_only_once_it_is_known():
    for made in diaries():
        for day in made.days:
            assert all(made.spots[rating.spot].first_day <= day.day for rating in day.ratings)


def test_what_is_written_twice_a_day_is_written_once():
    for made in diaries():
        for day in made.days:
            spots = [rating.spot for rating in day.ratings]
            assert len(spots) == len(set(spots))


@pytest.mark.parametrize("length", [30, 61])
def test_a_short_diary_works_as_well(length):
    made = simulate(length, weekday=0, seed=1)
    assert made.length == length
    assert any(day.ratings for day in made.days)
