"""The judge of the kill tests sees what is lost and what is half saved."""

from typing import Any

import pytest

from tests.crash.verdict import Verdict, verdict
from tests.crash.writers import DAYS, Writer, values

SPOTS = ["a", "b"]
EMPTY = dict.fromkeys(values(0, 1, SPOTS), "")


def writer(*answered: int) -> Writer:
    return Writer(0, 7, "", SPOTS, answered=list(answered))


def stored(*numbers: int, revision: int | None = None, **differing: Any) -> dict[str, Any]:
    """What is there after these saves, all of one day."""
    states = [values(0, number, SPOTS) for number in numbers]
    date = writer().date_of(numbers[0])
    diary = {
        "revision": 3 + len(numbers) if revision is None else revision,
        "days": {date: {**states[-1], **differing}},
        "steps": [[date, state] for state in [EMPTY, *states[:-1]]],
    }
    return {"7": diary}


def judged(by: Writer, there: dict[str, Any]) -> Verdict:
    return verdict([by], there, {"7": 3})


def test_all_there() -> None:
    found = judged(writer(1, 1 + DAYS), stored(1, 1 + DAYS))
    assert (found.is_good, found.kept) == (True, 2)


def test_what_was_overwritten_counts_as_there_and_what_never_was_as_lost() -> None:
    assert judged(writer(1), stored(1, 1 + DAYS)).lost == []
    assert judged(writer(1, 1 + DAYS), stored(1)).lost == [f"0 saved {1 + DAYS}"]
    assert judged(writer(1, 2), stored(1)).lost == ["0 saved 2"]


@pytest.mark.parametrize(
    "there",
    [
        stored(1, stress="9"),
        stored(1, **{"pain.a": None}),
        stored(1, revision=5),
        {"7": {**stored(1)["7"], "steps": [], "revision": 3}},
        {"7": {**stored(1)["7"], "days": {}}},
    ],
)
def test_a_field_a_step_or_a_count_that_is_missing_is_half_a_save(there: dict[str, Any]) -> None:
    assert judged(writer(1), there).halves
