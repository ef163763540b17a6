"""What is kept is that of the very same record, and only of the last ones."""

from tracker.analysis.keeping import forget, kept


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
