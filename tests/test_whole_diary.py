"""The whole diary comes out of the database's lists as it does out of its rows, whatever was kept of it before."""

import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from tests import factories
from tracker import pain_days, recurrence, whole_diary
from tracker.analysis.series import pain_by_spot
from tracker.changes import recurrence as changes_of_flags
from tracker.changes import treatments, undo
from tracker.changes.day import save
from tracker.changes.fields import FieldChange
from tracker.changes.holding import hold
from tracker.insights.goes_with.reading import reading_of
from tracker.models import CheckIn, Person, Rating, Spot, TreatedSpot, Treatment
from tracker.records import pain_diary_of

pytestmark = pytest.mark.django_db

TODAY = factories.FIRST_DAY + datetime.timedelta(days=12)


@pytest.fixture
def kept() -> Person:
    """Written out of order, with every kind of row that pain rests on."""
    owner = factories.person()
    desk, wall = factories.spot(owner), factories.spot(owner, "rhomboids")
    Spot.objects.filter(pk=wall.pk).update(number=0)
    dates = factories.write(desk, "0 3c . 5 . c 8 1 . . 6 6 0c")
    factories.write(wall, ". 4 4c 0")
    factories.check_in(owner, dates[4], sleep_hours=7.25, sleep_quality=0, stress=10)
    factories.rating(wall, dates[9], None, "tender")
    factories.treatment(dates[6], (desk, 9, 2), (wall, None, None), tool='a "board", \N{SNOWMAN}')
    factories.treatment(dates[3], owner=owner, kind="heat", minutes=None)
    factories.treatment(dates[3], (wall, 7, 0), kind="none")
    factories.treatment(dates[10], (desk, None, 3), kind="new_desk", started_on=dates[2])
    factories.rating(desk, TODAY + datetime.timedelta(days=1), 10)
    return Person.objects.get(pk=owner.pk)


def counted(person: Person) -> Person:
    """After a change, as the next request loads them."""
    hold(person)
    return Person.objects.get(pk=person.pk)


def test_what_is_forgotten_is_read_again(kept, django_assert_num_queries):
    recurrence.read(kept, TODAY)
    with django_assert_num_queries(0):
        recurrence.read(kept, TODAY)
    Rating.objects.for_user(kept).update(pain=9)
    recurrence.forget()
    assert recurrence.read(kept, TODAY).diary == pain_diary_of(kept, end=TODAY)


def test_the_lists_say_what_the_rows_say(kept):
    found = recurrence.read(kept, TODAY)
    assert found.diary == pain_diary_of(kept, end=TODAY)
    assert found.found == recurrence.recurrence_for(kept, TODAY)
    assert list(found.found) == list(recurrence.recurrence_for(kept, TODAY))


def test_a_look_for_what_goes_with_pain_reads_the_same_pain(kept):
    found = recurrence.read(kept, TODAY)
    looked = reading_of(kept, TODAY)
    assert looked.check_ins == found.diary.check_ins
    assert looked.pain == {each.spot: each.series for each in found.found.values()}


def test_some_days_of_the_lists_say_what_their_rows_say(kept):
    days = [(TODAY, TODAY), (factories.FIRST_DAY, TODAY), (factories.FIRST_DAY, factories.FIRST_DAY)]
    days.append((TODAY - datetime.timedelta(days=6), TODAY - datetime.timedelta(days=2)))
    for start, end in days:
        assert whole_diary.diary_between(kept, start, end) == pain_diary_of(kept, start, end)


@pytest.mark.parametrize(
    "change",
    [
        lambda person: Rating.objects.for_user(person).filter(pain=8).update(pain=0),
        lambda person: Rating.objects.for_user(person).filter(pain=5).delete(),
        lambda person: CheckIn.objects.for_user(person).update(completed_at=None),
        lambda person: CheckIn.objects.for_user(person).filter(stress=10).update(stress=None),
        lambda person: TreatedSpot.objects.for_user(person).filter(pain_before=9).update(pain_before=1),
        lambda person: Treatment.objects.for_user(person).filter(kind="heat").update(kind="stretching"),
        lambda person: Spot.objects.for_user(person).filter(number=0).update(active_min=8, quiet_max=7),
        lambda person: Spot.objects.for_user(person).filter(number=0).update(first_day=TODAY),
    ],
)
def test_what_was_kept_of_a_spot_is_used_only_while_its_rows_say_the_same(kept, change):
    before = recurrence.read(kept, TODAY)
    change(kept)
    after = recurrence.read(counted(kept), TODAY)
    assert after.diary == pain_diary_of(kept, end=TODAY)
    assert after.found == recurrence.recurrence_for(kept, TODAY)
    assert (after.diary, after.found) != (before.diary, before.found)


def saved(person: Person, date: datetime.date, field: str, value: object) -> Person:
    """As the page of that day saves it, and the person as the next request loads them."""
    spot = Spot.objects.for_user(person).get(number=1)
    change = FieldChange(f"pain.{spot.public_id}" if field == "pain" else field, value)
    save(person, date, [change], timezone.now())
    return Person.objects.get(pk=person.pk)


def test_after_a_change_of_today_what_was_read_of_the_years_before_is_used_again(kept):
    late = TODAY + datetime.timedelta(days=100)
    drawn = saved(kept, late, "pain", 3)
    recurrence.read(drawn, late)
    for value in (7, 8):
        person = saved(kept, late, "pain", value)
        found = recurrence.read(person, late)
        assert found.diary == pain_diary_of(person, end=late)
        assert found.found == recurrence.recurrence_for(person, late)
    assert pain_days._whole_past.cache_info().misses == 1


@pytest.mark.parametrize("ago", [0, 29, 31, 61, 100, 110])
@pytest.mark.parametrize("field", ["pain", "completed"])
def test_a_change_of_any_day_is_read(kept, ago, field):
    late = TODAY + datetime.timedelta(days=100)
    recurrence.read(saved(kept, late, "pain", 3), late)
    day = late - datetime.timedelta(days=ago)
    value = 9 if field == "pain" else day != TODAY
    for person in (saved(kept, day, field, value), saved(kept, late, "pain", 4)):
        found = recurrence.read(person, late)
        assert found.diary == pain_diary_of(person, end=late)
        assert found.found == recurrence.recurrence_for(person, late)
        levels = {key: each.flags.levels for key, each in found.found.items()}
        assert recurrence.levels_today(Person.objects.get(pk=kept.pk), late) == levels


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ago", [0, 40, 100])
def test_the_person_at_hand_reads_what_they_have_just_changed(kept, ago):
    late = TODAY + datetime.timedelta(days=100)
    saved(kept, late, "pain", 3)
    kept.refresh_from_db()
    recurrence.read(kept, late)
    for value in (9, 2):
        saved(kept, late - datetime.timedelta(days=ago), "pain", value)
        stored = Person.objects.get(pk=kept.pk)
        for name in ("revision", "untouched_before", "untouched_since"):
            assert getattr(kept, name) == getattr(stored, name)
        assert recurrence.read(kept, late).diary == pain_diary_of(kept, end=late)
        assert recurrence.read(stored, late).diary == pain_diary_of(stored, end=late)


@pytest.mark.parametrize("ago", [0, 31, 61, 100, 110])
def test_a_change_of_any_day_is_read_by_pages_of_some_days(kept, ago):
    late = TODAY + datetime.timedelta(days=100)
    day = late - datetime.timedelta(days=ago)
    stretches = [(late - datetime.timedelta(days=days), late) for days in (20, 60, 112)]
    stretches += [(factories.FIRST_DAY, TODAY), (day, day), (late, TODAY)]
    changes = [(late, 3), (day, 9), (late, 4), (day, None)]
    for changed, value in changes:
        person = saved(kept, changed, "pain", value)
        spots = list(Spot.objects.for_user(person))
        for start, end in stretches:
            expected = pain_diary_of(person, start, end)
            assert whole_diary.diary_between(person, start, end) == expected
            days = whole_diary.SomeDays(person, spots, start, end)
            assert days.pain == pain_by_spot(expected)
            assert (days.check_ins, days.treatments) == (expected.check_ins, expected.treatments)


@pytest.mark.parametrize(
    "change",
    [
        lambda spot: changes_of_flags.set_rules(spot.person, {"active_min": 9, "rapid_days": 2}),
        lambda spot: changes_of_flags.set_thresholds(spot, 9, 2),
        lambda spot: saved(spot.person, factories.FIRST_DAY, "pain", None),
        lambda spot: saved(spot.person, factories.FIRST_DAY + datetime.timedelta(days=5), "pain", 10),
        lambda spot: factories.rating(factories.spot(spot.person, "piriformis"), factories.FIRST_DAY, 8),
    ],
)
def test_what_flags_rest_on_before_the_line_is_read_again_after_a_change_of_it(kept, change):
    late = TODAY + datetime.timedelta(days=160)
    for day in range(0, 30, 3):
        factories.rating(
            Spot.objects.for_user(kept).get(number=1), late - datetime.timedelta(days=day + 1), 7
        )
    person = saved(kept, late, "pain", 3)
    recurrence.levels_today(person, late)
    change(Spot.objects.for_user(person).get(number=1))
    for value in (4, 5):
        person = saved(person, late, "pain", value)
        expected = recurrence.recurrence_for(person, late, recurrence._read_rules(person))
        found = recurrence.levels_today(person, late)
        assert found == {key: each.flags.levels for key, each in expected.items()}


def test_an_undone_change_of_a_treatment_leaves_another_days_alone(kept):
    late = TODAY + datetime.timedelta(days=100)
    key, before = uuid4(), late - datetime.timedelta(days=100)
    spot = Spot.objects.for_user(kept).get(number=1)
    for date, kind in ((late, "heat"), (before, "massage")):
        entry = treatments.TreatmentEntry(kind, spots={spot.public_id: treatments.Pains(9, 1)})
        treatment, _ = treatments.add(kept, date, key, entry, timezone.now())
        if date == late:
            treatments.remove(treatment, timezone.now())
    whole_diary.diary_between(saved(kept, late, "pain", 3), factories.FIRST_DAY, late)
    while (step := undo.last_step(Person.objects.get(pk=kept.pk), late)) is not None:
        undo.take_back(step, timezone.now())
    person = Person.objects.get(pk=kept.pk)
    assert Treatment.objects.for_user(person).get(public_id=key).kind == "massage"
    assert whole_diary.diary_between(person, factories.FIRST_DAY, late) == pain_diary_of(person, end=late)


def test_of_days_before_the_line_nothing_is_read_twice(kept, django_assert_num_queries):
    person = saved(kept, TODAY + datetime.timedelta(days=100), "pain", 3)
    spots = list(Spot.objects.for_user(person))
    first = whole_diary.SomeDays(person, spots, factories.FIRST_DAY, TODAY).diary
    with django_assert_num_queries(0):
        assert whole_diary.SomeDays(person, spots, factories.FIRST_DAY, TODAY).diary == first


def test_a_spot_that_is_new_was_not_quiet_before_it_was_there(kept):
    late = TODAY + datetime.timedelta(days=100)
    for date in (TODAY, late):
        person = saved(kept, date, "completed", value=True)
        whole_diary.diary_between(person, factories.FIRST_DAY, late)
    new = factories.spot(person, "piriformis")
    days = whole_diary.SomeDays(person, [new], factories.FIRST_DAY, late)
    expected = pain_by_spot(pain_diary_of(person, factories.FIRST_DAY, late))
    assert days.pain == {str(new.public_id): expected[str(new.public_id)]}


def test_a_day_that_was_still_to_come_counts_from_its_morning_on(kept):
    ahead = TODAY + datetime.timedelta(days=40)
    person = saved(kept, ahead, "pain", 3)
    assert person.untouched_before > TODAY
    for today in (TODAY, ahead):
        assert recurrence.read(person, today).diary == pain_diary_of(person, end=today)


def test_an_ordinary_change_leaves_the_other_spots_as_they_were_worked_out(kept):
    before = recurrence.read(kept, TODAY)
    changed, other = list(before.found)
    Rating.objects.for_user(kept).filter(spot__public_id=changed).update(pain=7)
    after = recurrence.read(counted(kept), TODAY)
    assert after.found[other].timeline is before.found[other].timeline
    assert after.found[changed].timeline is not before.found[changed].timeline


def test_a_diary_without_a_row_is_read(kept):
    nobody = factories.person()
    assert recurrence.read(nobody, TODAY).diary == pain_diary_of(nobody)
