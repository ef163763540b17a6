"""What is kept is that of the very same record, and only of the last ones."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tracker.analysis.keeping import forget, kept, remembered


@dataclass(frozen=True)
class Unit:
    name: str


def test_the_same_record_is_worked_out_once_and_an_equal_one_by_itself():
    asked = []

    @kept(most=2)
    def length(record, unit):
        asked.append((record, unit))
        return f"{len(record)} {unit}"

    one, equal, third = [1, 2], [1, 2], [1]
    assert [length(one, "days"), length(one, "days"), length(one, "weeks")] == ["2 days", "2 days", "2 weeks"]
    assert len(asked) == 2
    assert length(equal, "days") == "2 days"
    assert len(asked) == 3
    assert length(third, "days") == "1 days"
    assert length(one, "weeks") == "2 weeks"
    assert len(asked) == 5


def test_of_several_records_each_must_be_the_same_one():
    asked = []

    @kept(most=9, records=2)
    def longer(first, second):
        asked.append((first, second))
        return max(first, second, key=len)

    one, other, equal = [1], [1, 2], [1]
    assert [longer(one, other), longer(one, other), longer(equal, other), longer(other, one)] == [other] * 4
    assert len(asked) == 3
    forget()
    assert longer(one, other) == other
    assert len(asked) == 4


def test_threads_may_ask_at_once_with_equal_words_of_their_own():
    @kept(most=5)
    def length(record, unit):
        return f"{len(record)} {unit.name}"

    records = [[0] * size for size in range(12)]

    def ask(start):
        for turn in range(start, start + 4_000):
            record = records[turn % len(records)]
            unit = Unit(f"{turn % 2} days")
            assert length(record, unit) == f"{len(record)} {unit.name}"
            if turn % 100 == 0:
                forget()
        return start

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == list(range(8))


@pytest.mark.parametrize("decorated", [kept(most=2), remembered(2)], ids=["kept", "remembered"])
def test_what_was_begun_before_all_was_dropped_is_not_kept(decorated):
    asked = []

    @decorated
    def length(record):
        asked.append(record)
        if len(asked) == 1:
            forget()
        return len(record)

    record = (1, 2)
    assert [length(record) for _ in range(3)] == [2, 2, 2]
    assert len(asked) == 2
