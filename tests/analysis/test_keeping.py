"""What is kept is that of the very same record, and only of the last ones."""

from tracker.analysis.keeping import kept


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
