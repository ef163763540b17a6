import pytest

from tests.factories import diary
from tracker.analysis.merging import days_in_doubt
from tracker.analysis.records import Diary, RatingRecord, SpotRecord, TreatmentRecord


def in_doubt(known: Diary) -> set[int]:
    one, other = known.spots
    found = days_in_doubt(known, one, other)
    assert found == days_in_doubt(known, other, one)
    return set(found)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("0", ".", {0}),
        ("1", ".", {0}),
        ("2", ".", set()),
        ("7", ".", set()),
        (".", ".", set()),
        ("0", "0", set()),
        ("0", "5", set()),
        ("0c", ".", set()),
        ("c", ".", set()),
        ("0 0c . 4 0", ". . 0 . 0", {0, 2}),
    ],
)
def test_a_day_is_in_doubt_when_only_one_of_two_is_known_to_be_quiet(one, other, days):
    assert in_doubt(diary(one, other)) == days


def test_before_the_other_spot_was_made_there_was_one_spot_and_its_word_stands():
    known = diary("0 0 0", ". . .")
    later = SpotRecord("b", "levator_scapulae", "left", first_day=2)
    assert set(days_in_doubt(known, known.spots[0], later)) == {2}


def test_while_the_other_spot_was_archived_there_was_one_spot_and_its_word_stands():
    known = diary("0 0 0", ". . .")
    away = SpotRecord("b", "levator_scapulae", "left", first_day=0, archived=((1, 2),))
    assert set(days_in_doubt(known, known.spots[0], away)) == {0, 2}


def test_a_treatment_with_only_the_pain_after_leaves_even_a_completed_day_in_doubt():
    after_only = TreatmentRecord(0, "b", "heat", pain_after=2)
    assert in_doubt(diary("0c", ".", treatments=(after_only,))) == {0}


@pytest.mark.parametrize("archived", [(), ((0, None),)])
def test_signs_without_a_pain_leave_even_a_completed_day_in_doubt(archived):
    known = diary("0c", ".")
    signs = Diary(known.spots, known.check_ins, (*known.ratings, RatingRecord("b", 0, None)))
    other = SpotRecord("b", "levator_scapulae", "left", first_day=0, archived=archived)
    assert set(days_in_doubt(signs, known.spots[0], other)) == {0}


def test_the_pain_before_a_treatment_is_a_value_like_any_other():
    assert in_doubt(diary(".", "0", treatments=(TreatmentRecord(0, "a", "heat", pain_before=6),))) == set()
    assert in_doubt(diary(".", ".", treatments=(TreatmentRecord(0, "a", "heat", pain_before=1),))) == {0}
