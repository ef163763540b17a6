from tracker.analysis.marks import by_spot, days_by_kind, marks_of, treatments_for
from tracker.analysis.period import Period
from tracker.analysis.records import TreatmentRecord


def done(day, kind, spot="a"):
    return TreatmentRecord(day, spot, kind)


def test_a_spot_is_marked_with_its_own_treatments_and_those_of_the_whole_body():
    own, whole, other = done(1, "heat"), done(1, "rest", None), done(1, "cold", "b")
    treated = by_spot([own, whole, other])
    assert treatments_for(treated, ["a"]) == [whole, own]
    assert treatments_for(treated) == [own, whole, other]


def test_the_same_kind_twice_a_day_is_one_day():
    days = days_by_kind(
        [done(1, "heat"), done(1, "heat", "b"), done(2, "cold"), done(3, "heat")], Period(0, 9)
    )
    assert list(days.items()) == [("heat", 2), ("cold", 1)]


def test_treatments_outside_the_period_are_not_counted():
    assert days_by_kind([done(1, "heat"), done(9, "heat")], Period(0, 5)) == {"heat": 1}


def test_a_week_has_one_mark_with_its_kinds_and_its_days():
    weeks = [Period(0, 6), Period(7, 13)]
    marks = marks_of([done(8, "heat"), done(8, "cold"), done(9, "heat"), done(20, "heat")], weeks)
    assert [(mark.index, mark.kinds, mark.days) for mark in marks] == [(1, (("heat", 2), ("cold", 1)), 2)]


def test_a_lasting_change_is_marked_on_the_day_it_began_and_once_however_often_it_is_written_down():
    written = [TreatmentRecord(day, None, "ergonomic_change", started=2) for day in (4, 5)]
    days = [Period(day, day) for day in range(6)]
    assert [(mark.index, mark.days) for mark in marks_of(written, days)] == [(2, 1)]
    assert days_by_kind(written, Period(0, 5)) == {"ergonomic_change": 1}


def test_a_change_that_began_before_the_period_is_not_marked_in_it():
    written = [TreatmentRecord(4, None, "ergonomic_change", started=2)]
    assert marks_of(written, [Period(3, 6)]) == []
    assert days_by_kind(written, Period(3, 6)) == {}
