"""The value of a day, stated on diaries of a few days."""

from tests.factories import diary
from tracker.analysis.records import (
    CheckInRecord,
    Diary,
    FactorRecord,
    RatingRecord,
    ReadingRecord,
    SpotRecord,
    TreatmentRecord,
)
from tracker.analysis.series import factor_series, pain_by_spot, spot_series, worst_series


def series(text: str, *treatments: TreatmentRecord) -> dict[int, float]:
    made = diary(text, treatments=treatments)
    return spot_series(made, made.spots[0])


def treated(day: int, before: int | None, after: int | None) -> TreatmentRecord:
    return TreatmentRecord(day, "a", "heat", pain_before=before, pain_after=after)


def test_a_day_without_a_value_is_unknown_and_never_zero() -> None:
    assert series("0 3 . 4") == {0: 0, 1: 3, 3: 4}


def test_only_a_completed_check_in_implies_zero() -> None:
    assert series("3 c . 2c") == {0: 3, 1: 0, 3: 2}


def test_the_worst_of_rating_and_pain_before_counts() -> None:
    assert series("3 5 .", treated(0, 6, 1), treated(1, 4, 9), treated(2, 7, None)) == {0: 6, 1: 5, 2: 7}


def test_pain_after_alone_leaves_the_day_unknown_even_when_completed() -> None:
    assert series(". c", treated(0, None, 2), treated(1, None, 2)) == {}


def test_signs_without_a_pain_are_a_mention_and_leave_the_day_unknown_even_when_completed() -> None:
    made = diary("3c c", treatments=(treated(2, 5, None),))
    signs = (*made.ratings, RatingRecord("a", 1, None), RatingRecord("a", 2, None))
    mentioned = Diary(spots=made.spots, check_ins=made.check_ins, ratings=signs, treatments=made.treatments)
    assert pain_by_spot(mentioned)["a"] == {0: 3, 2: 5}


def test_zero_is_implied_from_the_first_day_on_and_not_while_archived() -> None:
    spot = SpotRecord("a", "levator_scapulae", "left", first_day=2, archived=((4, 6), (8, None)))
    made = Diary(spots=(spot,), check_ins=tuple(CheckInRecord(day, completed=True) for day in range(10)))
    assert sorted(spot_series(made, spot)) == [2, 3, 6, 7]


def test_spots_do_not_touch_each_other() -> None:
    both = diary("3 c 5", "1 . 2c")
    values = pain_by_spot(both)
    assert values["a"] == {0: 3, 1: 0, 2: 5}
    assert values["b"] == {0: 1, 1: 0, 2: 2}
    assert worst_series(values.values()) == {0: 3, 1: 0, 2: 5}


def test_an_unticked_yes_no_is_no_on_completed_days_while_it_was_followed() -> None:
    made = Diary(
        check_ins=(
            CheckInRecord(0, completed=True),
            CheckInRecord(1, completed=False),
            CheckInRecord(2, completed=True),
            CheckInRecord(3, completed=True),
            CheckInRecord(4, completed=True),
        ),
        factors=(
            FactorRecord("m", "Magnesium", "yes_no", asked=((0, 3), (4, None))),
            FactorRecord("w", "Water", "amount"),
        ),
        readings=(ReadingRecord("m", 2, 1.0), ReadingRecord("w", 1, 0.0)),
    )
    assert factor_series(made, "m") == {0: 0, 2: 1, 4: 0}
    assert factor_series(made, "w") == {1: 0}
