"""Saving a day: per field, repeat-safe, undoable."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from tracker.analysis.series import spot_series
from tracker.changes import day, undo
from tracker.changes.fields import FieldChange, UnknownFieldError, Value
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, UndoStep
from tracker.records import pain_diary_of, spot_record

DAY = datetime.date(2026, 11, 22)
EVENING = datetime.datetime(2026, 11, 22, 19, 14, tzinfo=datetime.UTC)


@pytest.fixture
def spot(alice: Person) -> Spot:
    return make_spot(alice, 1)


def make_spot(person: Person, number: int) -> Spot:
    return Spot.objects.create(
        person=person, muscle="levator_scapulae", side="left", view="back", x=0.05, y=0.17,
        anchor_view="back", anchor_x=0.05, anchor_y=0.17, number=number, first_day=DAY,
    )  # fmt: skip


def make_factor(person: Person, kind: str = "yes_no") -> Factor:
    return Factor.objects.create(person=person, name=kind, kind=kind)


def test_a_value_is_stored_and_zero_is_a_value(alice: Person, spot: Spot) -> None:
    day.save(alice, DAY, [FieldChange(f"pain.{spot.public_id}", 0), FieldChange("stress", 0)], EVENING)
    assert Rating.objects.get().pain == 0
    assert CheckIn.objects.get().stress == 0
    assert CheckIn.objects.get().sleep_hours is None


def test_the_same_change_twice_makes_one_row_and_one_undo_step(alice: Person, spot: Spot) -> None:
    change = FieldChange(f"pain.{spot.public_id}", 6)
    assert day.save(alice, DAY, [change], EVENING).changed == (change.field,)
    assert day.save(alice, DAY, [change], EVENING) == day.Saved()
    assert Rating.objects.count() == CheckIn.objects.count() == UndoStep.objects.count() == 1


def test_the_later_page_wins_for_its_field_alone_and_it_is_said(alice: Person) -> None:
    day.save(alice, DAY, [FieldChange("stress", 3), FieldChange("sleep_quality", 5)], EVENING)
    saved = day.save(alice, DAY, [FieldChange("stress", 7, was=None, knows_was=True)], EVENING)
    assert saved.overruled == (day.Overruled("stress", 3, 7),)
    check_in = CheckIn.objects.get()
    assert (check_in.stress, check_in.sleep_quality) == (7, 5)


def test_clearing_the_only_value_of_a_day_leaves_it_not_logged(alice: Person, spot: Spot) -> None:
    field = f"pain.{spot.public_id}"
    day.save(alice, DAY, [FieldChange(field, 4)], EVENING)
    day.save(alice, DAY, [FieldChange(field, None)], EVENING)
    assert not Rating.objects.exists()
    assert not CheckIn.objects.exists()


def test_clearing_what_was_never_recorded_makes_no_rows(alice: Person) -> None:
    assert day.save(alice, DAY, [FieldChange("stress", None)], EVENING) == day.Saved()
    assert not CheckIn.objects.exists()


def test_signs_and_zones_live_on_the_rating(alice: Person, spot: Spot) -> None:
    day.save(
        alice, DAY,
        [
            FieldChange(f"signs.{spot.public_id}", ("tender", "travels")),
            FieldChange(f"zones.{spot.public_id}", ("left:temple",)),
        ],
        EVENING,
    )  # fmt: skip
    rating = Rating.objects.get()
    assert (rating.pain, rating.tender, rating.travels, rating.weak) == (None, True, True, False)
    assert rating.zones == ["left:temple"]


def test_a_note_on_a_yes_no_factor_says_yes(alice: Person) -> None:
    factor = make_factor(alice)
    day.save(alice, DAY, [FieldChange(f"factor_note.{factor.public_id}", "slipped")], EVENING)
    reading = FactorReading.objects.get()
    assert (reading.value, reading.note) == (Decimal(1), "slipped")


def test_somebody_elses_spot_and_factor_are_unknown(alice: Person, bob: Person) -> None:
    for field in (f"pain.{make_spot(bob, 1).public_id}", f"factor.{make_factor(bob).public_id}", "pain.x"):
        with pytest.raises(UnknownFieldError):
            day.save(alice, DAY, [FieldChange("stress", 1), FieldChange(field, 1)], EVENING)
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(("hours_after_the_day", "late"), [(23, False), (25, True)])
def test_entries_more_than_a_day_after_their_day_are_late(
    alice: Person, spot: Spot, hours_after_the_day: int, late: bool
) -> None:
    end = datetime.datetime(2026, 11, 23, 3, tzinfo=datetime.UTC)  # 4:00 in Berlin
    now = end + datetime.timedelta(hours=hours_after_the_day)
    day.save(alice, DAY, [FieldChange(f"pain.{spot.public_id}", 2), FieldChange("stress", 2)], now)
    assert (Rating.objects.get().late, CheckIn.objects.get().late) == (late, late)


def test_undo_gives_back_exactly_what_was_there(alice: Person, spot: Spot) -> None:
    factor = make_factor(alice, "hours")
    fields: dict[str, Value] = {
        f"pain.{spot.public_id}": 6,
        f"signs.{spot.public_id}": ("cord", "weak"),
        f"zones.{spot.public_id}": ("left:temple", "right:temple"),
        f"factor.{factor.public_id}": Decimal("7.5"),
        "sleep_hours": Decimal("6.25"),
        "note": "a, b\nc",
        "completed": True,
    }
    first = day.save(alice, DAY, [FieldChange(*item) for item in fields.items()], EVENING)
    second = day.save(alice, DAY, [FieldChange(field, None if field.startswith(("pain", "factor", "sleep"))
                                                else () if field.startswith(("signs", "zones")) else "")
                                   for field in fields], EVENING)  # fmt: skip
    assert not CheckIn.objects.exists()
    assert second.undo is not None
    assert first.undo is not None
    undo.take_back(second.undo, EVENING)
    assert Rating.objects.get().zones == ["left:temple", "right:temple"]
    assert CheckIn.objects.get().note == "a, b\nc"
    assert FactorReading.objects.get().value == Decimal("7.5")
    undo.take_back(first.undo, EVENING)
    assert not CheckIn.objects.exists()
    assert not Rating.objects.exists()
    assert undo.last_step(alice, DAY) is None


def test_clearing_a_factor_lets_go_of_its_note_and_undo_gives_both_back(alice: Person) -> None:
    factor = make_factor(alice)
    name = f"factor.{factor.public_id}"
    day.save(alice, DAY, [FieldChange(f"factor_note.{factor.public_id}", "slipped")], EVENING)
    cleared = day.save(alice, DAY, [FieldChange(name, None)], EVENING)
    assert not FactorReading.objects.exists()
    assert cleared.undo is not None
    undo.take_back(cleared.undo, EVENING)
    assert (FactorReading.objects.get().value, FactorReading.objects.get().note) == (Decimal(1), "slipped")


def test_undo_passes_over_what_is_gone(alice: Person) -> None:
    factor = make_factor(alice)
    saved = day.save(
        alice, DAY, [FieldChange(f"factor.{factor.public_id}", Decimal(1)), FieldChange("stress", 3)], EVENING
    )
    FactorReading.objects.all().delete()
    Factor.objects.all().delete()
    assert saved.undo is not None
    undo.take_back(saved.undo, EVENING)
    assert not CheckIn.objects.exists()


def test_a_late_note_does_not_make_the_days_numbers_late_and_undo_gives_the_mark_back(alice: Person) -> None:
    later = EVENING + datetime.timedelta(days=10)
    day.save(alice, DAY, [FieldChange("stress", 3)], EVENING)
    day.save(alice, DAY, [FieldChange("note", "thought of it since")], later)
    assert not CheckIn.objects.get().late
    changed = day.save(alice, DAY, [FieldChange("stress", 4)], later)
    assert CheckIn.objects.get().late
    assert changed.undo is not None
    undo.take_back(changed.undo, later)
    assert (CheckIn.objects.get().stress, CheckIn.objects.get().late) == (3, False)


def quiet_on(person: Person, spot: Spot) -> set[int]:
    """Days before DAY, counted back from it, on which the diary says that the spot was quiet."""
    series = spot_series(pain_diary_of(person), spot_record(spot))
    return {DAY.toordinal() - each for each, value in series.items() if value == 0}


def test_thats_all_on_a_day_before_a_spots_first_mark_counts_for_it(alice: Person, spot: Spot) -> None:
    for ago in (5, 3):
        day.save(alice, DAY - datetime.timedelta(days=ago), [FieldChange("completed", True)], timezone.now())
    spot.refresh_from_db()
    assert quiet_on(alice, spot) == {5, 3}
    assert spot.first_day == DAY - datetime.timedelta(days=5)


def test_it_says_nothing_of_days_that_were_completed_before_the_spot_was_written_down(alice: Person) -> None:
    before = timezone.now() - datetime.timedelta(hours=1)
    for ago in (4, 3, 1):
        day.save(alice, DAY - datetime.timedelta(days=ago), [FieldChange("completed", True)], before)
    spot = make_spot(alice, 1)
    day.save(alice, DAY - datetime.timedelta(days=6), [FieldChange("completed", True)], timezone.now())
    day.save(alice, DAY - datetime.timedelta(days=2), [FieldChange("completed", True)], timezone.now())
    spot.refresh_from_db()
    assert quiet_on(alice, spot) == {6, 2}
    assert len(spot.archived_before) == 2


def test_a_day_that_is_rated_and_not_completed_moves_nothing(alice: Person, spot: Spot) -> None:
    earlier = DAY - datetime.timedelta(days=5)
    day.save(alice, earlier, [FieldChange(f"pain.{spot.public_id}", 4)], timezone.now())
    spot.refresh_from_db()
    assert spot.first_day == DAY
