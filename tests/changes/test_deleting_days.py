"""A range of days is gone with all that was kept of it; every other day is as it was."""

import datetime
from typing import Any

import pytest

from tests import factories
from tracker.changes import day, merging, trials, undo
from tracker.changes.deleting_days import delete_days, plan_days
from tracker.changes.fields import FieldChange
from tracker.models import (
    CheckIn,
    Factor,
    FactorReading,
    FindingsSnapshot,
    Person,
    Rating,
    Spot,
    TreatedSpot,
    Treatment,
    Trial,
    TrialDay,
    TrialEpisode,
    UndoStep,
)

pytestmark = pytest.mark.django_db

FIRST, LAST = datetime.date(2026, 11, 10), datetime.date(2026, 11, 12)
NOW = datetime.datetime(2026, 11, 14, 20, tzinfo=datetime.UTC)
DAYS = [FIRST + datetime.timedelta(days=number) for number in range(-2, 5)]
OF_DAYS = (CheckIn, Rating, Treatment, FactorReading)


@pytest.fixture
def spot(alice: Person) -> Spot:
    """The days before, within and after, each with everything in it."""
    spot = factories.spot(alice)
    factor = Factor.objects.create(person=alice, name="Tea", kind="count")
    for date in DAYS:
        factories.rating(spot, date, 5)
        factories.treatment(date, (spot, 5, 3))
        FactorReading.objects.create(person=alice, factor=factor, date=date, value=2, note="green")
        day.save(alice, date, [FieldChange("note", f"of {date}")], NOW)
    return spot


def rows_outside(person: Person) -> dict[str, list[Any]]:
    return {
        model.__name__: list(model.objects.for_user(person).exclude(date__range=(FIRST, LAST)).values())
        for model in OF_DAYS
    }


def test_the_days_go_and_the_others_stay_as_they_were(alice: Person, spot: Spot) -> None:
    outside = rows_outside(alice)
    plan = plan_days(alice, FIRST, LAST)
    assert (plan.check_ins, plan.ratings, plan.treatments, plan.readings, plan.notes) == (3, 3, 3, 3, 6)
    delete_days(alice, FIRST, LAST)
    assert rows_outside(alice) == outside
    for model in OF_DAYS:
        assert not model.objects.for_user(alice).filter(date__range=(FIRST, LAST)).exists()
    assert TreatedSpot.objects.count() == Treatment.objects.count() == 4
    assert Spot.objects.get() == spot
    assert plan_days(alice, FIRST, LAST).is_empty


def test_the_days_of_others_stay(alice: Person, bob: Person, spot: Spot) -> None:
    theirs = factories.spot(bob)
    factories.rating(theirs, FIRST, 4)
    factories.treatment(FIRST, (theirs, 4, 2))
    models = (*OF_DAYS, TreatedSpot, UndoStep)
    before = [list(model.objects.for_user(alice).values()) for model in models]
    delete_days(bob, DAYS[0], LAST)
    assert [list(model.objects.for_user(alice).values()) for model in models] == before
    assert not any(model.objects.for_user(bob).exists() for model in models)


def test_undo_brings_nothing_back(alice: Person, spot: Spot) -> None:
    delete_days(alice, FIRST, LAST)
    assert undo.last_step(alice, FIRST) is None
    step = undo.last_step(alice, DAYS[0])
    assert step is not None
    assert step.before["fields"] == {"note": ""}


def test_a_merge_can_still_be_taken_back_without_these_days(alice: Person, spot: Spot) -> None:
    other = factories.spot(alice, "infraspinatus", "right")
    for date in (DAYS[0], FIRST):
        factories.rating(other, date, 7)
        TreatedSpot.objects.create(
            person=alice, treatment=Treatment.objects.get(date=date), spot=other, pain_before=7
        )
    merging.merge(spot, other, lambda *_: {LAST, DAYS[0]}, NOW)
    delete_days(alice, FIRST, LAST)
    step = UndoStep.objects.get(kind="merge")
    assert str(FIRST) not in str(step.before)
    assert str(LAST) not in str(step.before)
    merging.unmerge(step)
    assert [(row.date, row.pain) for row in Rating.objects.filter(spot__number=2)] == [(DAYS[0], 7)]
    assert Rating.objects.get(spot=spot, date=DAYS[0]).pain == 5
    assert TreatedSpot.objects.filter(treatment__date=DAYS[0]).count() == 2
    assert not Rating.objects.filter(date__range=(FIRST, LAST)).exists()


def test_what_was_found_rests_on_the_days_before_it(alice: Person, spot: Spot) -> None:
    for date in (DAYS[1], FIRST, DAYS[-1]):
        FindingsSnapshot.objects.create(person=alice, outcome="pain:all", date=date, content={})
    assert plan_days(alice, FIRST, LAST).findings == 2
    delete_days(alice, FIRST, LAST)
    assert FindingsSnapshot.objects.get().date == DAYS[1]


def test_a_trial_within_the_days_goes_and_a_longer_one_loses_them(alice: Person, spot: Spot) -> None:
    longer = factories.trial(alice, DAYS[0], spot=spot, blocks=6)
    trials.set_flare(longer, FIRST, flare=True)
    trials.set_flare(longer, DAYS[0], flare=True)
    for date in (DAYS[0], FIRST):
        trials.set_episode_kept(trials.name_next(longer, date), kept=True)
    short = factories.trial(alice, FIRST)
    trials.end_early(short, LAST, "a holiday")
    trials.set_flare(short, LAST, flare=True)
    plan = plan_days(alice, FIRST, LAST)
    assert (plan.trials, plan.shortened, plan.noted, plan.named) == ((short,), (longer,), 1, 1)
    delete_days(alice, FIRST, LAST)
    assert Trial.objects.get() == longer
    assert [row.date for row in TrialDay.objects.all()] == [DAYS[0]]
    assert [row.kept for row in TrialEpisode.objects.all()] == [True, None]
    assert trials.name_next(longer, DAYS[-1]).number == 3


def test_today_asks_for_trials_no_longer_than_they_last(alice: Person) -> None:
    short = factories.trial(alice, FIRST)
    trials.end_early(short, LAST, "a holiday")
    delete_days(alice, FIRST, LAST)
    alice.refresh_from_db()
    assert alice.on_trial_until is None
