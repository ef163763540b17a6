import datetime

import pytest

from bench.diary import long_diary
from bench.engine import spells
from tests import factories
from tracker.changes.sample import write
from tracker.models import CheckIn, Factor, FactorReading, Rating, Spot, TreatedSpot, Treatment


def test_ten_years_hold_what_the_budgets_are_promised_for():
    made = long_diary()
    assert (made.length, len(made.days)) == (3_650, 3_650)
    assert (len(made.spots), len(made.factors)) == (8, 12)
    assert sum(len(day.treatments) for day in made.days) == 4_000


def test_other_people_keep_less():
    made = long_diary(40, 10, spots=1, factors=2)
    assert (len(made.spots), len(made.factors), len(made.days)) == (1, 2, 40)
    assert all(len(day.ratings) == 1 and len(day.factors) == 2 for day in made.days)


def test_the_same_seed_gives_the_same_diary():
    assert long_diary(60, 80, seed=3) == long_diary(60, 80, seed=3)


@pytest.mark.django_db
def test_everything_is_stored():
    person = factories.person(is_sample=True)
    made = long_diary(30, 40)
    write(person, datetime.date(2026, 1, 1), made, seed=1)
    assert CheckIn.objects.for_user(person).count() == 30
    assert Spot.objects.for_user(person).count() == 8
    assert Factor.objects.for_user(person).filter(in_use=True).count() == 12
    assert Rating.objects.for_user(person).count() == 30 * 8
    assert FactorReading.objects.for_user(person).count() == 30 * 12
    assert Treatment.objects.for_user(person).count() == 40
    assert TreatedSpot.objects.for_user(person).count() >= 40


def test_the_engine_is_timed_on_ten_years_of_eight_spots():
    made = spells()
    assert (len(made.spots), len(made.check_ins), len(made.ratings)) == (8, 3_652, 8 * 3_652)
