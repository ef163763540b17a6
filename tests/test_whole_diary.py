"""The whole diary comes out of the database's lists as it does out of its rows, whatever was kept of it before."""

import datetime

import pytest

from tests import factories
from tracker import recurrence, whole_diary
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


def test_what_is_forgotten_is_kept_nowhere(kept):
    recurrence.read(kept, TODAY)
    recurrence.forget()
    caches = (recurrence._read, whole_diary._check_ins, whole_diary._of_a_spot)
    assert [cache.cache_info().currsize for cache in caches] == [0, 0, 0]


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
