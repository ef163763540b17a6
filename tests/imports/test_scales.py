"""A scale of another app on 0-10: what is proposed, and what the person has set."""

from decimal import Decimal

import pytest

from tracker.importers.reading import Subject
from tracker.imports import scales


def subject(low: int, high: int, kind: str = "scale") -> Subject:
    return Subject("a", "A", kind, low=low, high=high)


@pytest.mark.parametrize(
    ("of", "levels"),
    [
        (subject(1, 5), {1: 0, 2: 3, 3: 5, 4: 8, 5: 10}),
        (subject(1, 4, "pain"), {1: 3, 2: 5, 3: 8, 4: 10}),  # mild pain is not none
        (subject(0, 4, "pain"), {0: 0, 1: 3, 2: 5, 3: 8, 4: 10}),
        (subject(0, 10), {level: level for level in range(11)}),
        (subject(0, 100), {0: 0, 100: 10}),
        (subject(-2, 2), {-2: 0, -1: 3, 0: 5, 1: 8, 2: 10}),
    ],
)
def test_what_is_proposed(of: Subject, levels: dict[int, int]) -> None:
    assert scales.proposed(of) == levels
    assert scales.proposed(of, turned=True) == {level: 10 - value for level, value in levels.items()}


def test_between_two_levels_it_is_linear_and_halves_go_up() -> None:
    assert scales.converted(Decimal("1.5"), {1: 2, 2: 5}) == 4
    assert scales.converted(Decimal(37), {0: 0, 100: 10}) == 4
    assert scales.converted(Decimal(37), {0: 10, 100: 0}) == 6


def test_what_lies_outside_of_the_scale_is_none() -> None:
    assert scales.converted(Decimal(6), {1: 0, 5: 10}) is None
    assert scales.converted(Decimal(0), {1: 0, 5: 10}) is None


def test_what_was_set_counts() -> None:
    assert scales.chosen(subject(1, 3), {"levels": {"2": 9, "7": 1}}) == {1: 0, 2: 9, 3: 10}
