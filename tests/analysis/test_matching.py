import json
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.analysis.matching import REACH, Anchored, Mark, same_spot

CASES = json.loads((Path(__file__).parent.parent / "data" / "same_spot_cases.json").read_text("utf-8"))[
    "cases"
]
HERE = Mark("levator_scapulae", "left", "back", 0.05, 0.16)


def mark(data: dict) -> Mark:
    return Mark(data["muscle"], data["side"], data["view"], data["x"], data["y"])


def spot(number: int = 1, last_active: int | None = None, **anchor: object) -> Anchored:
    return Anchored(f"spot {number}", number, replace(HERE, **anchor), last_active)


def key_of(found: Anchored | None) -> str | None:
    return None if found is None else found.key


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_worked_cases(case):
    known = [
        Anchored(each["id"], number, mark(each), each["last_active"])
        for number, each in enumerate(case["existing"])
    ]
    assert key_of(same_spot(mark(case["new"]), known)) == case["expected"]
    assert key_of(same_spot(mark(case["new"]), reversed(known))) == case["expected"]


@pytest.mark.parametrize("other", [{"muscle": "rhomboids"}, {"side": "right"}, {"view": "front"}])
def test_muscle_side_and_view_must_agree(other):
    assert same_spot(HERE, [spot(**other)]) is None


def test_a_mark_exactly_at_the_reach_is_the_same_spot_and_one_just_beyond_is_not():
    for x in (0.05, 0.1, 0.3, 0.7):
        here = replace(HERE, x=x)
        assert same_spot(here, [spot(x=x + REACH)])
        assert same_spot(here, [spot(x=x - REACH)])
        assert same_spot(here, [spot(x=x + REACH + 1e-6)]) is None


def test_the_distance_is_a_straight_line_and_not_a_square():
    assert same_spot(HERE, [spot(x=HERE.x + 0.012, y=HERE.y + 0.016)])
    assert same_spot(HERE, [spot(x=HERE.x + 0.015, y=HERE.y + 0.015)]) is None


def test_nearer_wins_over_more_recently_active():
    known = [spot(1, 900, x=HERE.x + 0.01), spot(2, 5, x=HERE.x + 0.009)]
    assert key_of(same_spot(HERE, known)) == "spot 2"


def test_at_the_same_distance_one_that_was_ever_active_wins_over_one_that_never_was():
    known = [spot(1, None, x=HERE.x + 0.01), spot(2, 5, x=HERE.x - 0.01)]
    assert key_of(same_spot(HERE, known)) == "spot 2"


def test_at_the_same_distance_and_activity_the_older_spot_wins():
    known = [spot(2, 5, x=HERE.x + 0.01), spot(1, 5, x=HERE.x - 0.01)]
    assert key_of(same_spot(HERE, known)) == "spot 1"


def test_nothing_known_matches_nothing():
    assert same_spot(HERE, []) is None
