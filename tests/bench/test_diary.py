import datetime

import pytest

from bench.diary import long_diary
from bench.engine import EngineTime, spells
from bench.pages import FLOOR, Target, targets
from bench.timing import Measured
from tests import factories
from tracker.changes.sample import write
from tracker.models import CheckIn, Factor, FactorReading, Rating, Spot, TreatedSpot, Treatment


def test_ten_years_hold_what_the_budgets_are_promised_for():
    made = long_diary()
    assert (made.length, len(made.days)) == (3_650, 3_650)
    assert (len(made.spots), len(made.factors)) == (8, 12)
    assert sum(len(day.treatments) for day in made.days) == 4_000


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


@pytest.mark.parametrize(
    ("ratio", "queries", "kept"),
    [(8.0, 12, True), (8.01, 12, False), (2.0, 13, False)],
)
def test_a_budget_is_missed_by_time_or_by_queries(ratio, queries, kept):
    today = Target("Today", "/", budget=8, most_queries=12)
    assert Measured(today, 1.0, ratio, 1, queries).within_budget is kept


def test_every_page_is_compared_with_a_floor_that_is_timed_as_well():
    timed = targets("0", datetime.date(2026, 11, 22))
    names = [target.name for target in timed]
    assert names[0] == FLOOR
    assert len(set(names)) == len(names)
    assert {target.floor for target in timed} <= set(names)


def test_a_saved_change_sends_another_value_each_time():
    change = next(each for each in targets("s", datetime.date(2026, 11, 22)) if "saved" in each.name)
    first, second = change.body(), change.body()
    assert "pain.s=1" in first
    assert "was%3Apain.s=&" in first or first.endswith("was%3Apain.s=")
    assert "pain.s=2" in second
    assert "was%3Apain.s=1" in second


def test_the_engine_is_timed_on_ten_years_of_eight_spots():
    made = spells()
    assert (len(made.spots), len(made.check_ins), len(made.ratings)) == (8, 3_652, 8 * 3_652)
    assert (EngineTime(50.0, 1).within_budget, EngineTime(50.1, 1).within_budget) == (True, False)
