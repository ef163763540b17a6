"""The database itself refuses what does not fit, whatever the code above it does."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests import factories
from tests.shares import made
from tracker.models import (
    CheckIn,
    Factor,
    FactorReading,
    Person,
    Proposal,
    Rating,
    Spot,
    SpotNote,
    TreatedSpot,
    Treatment,
    Trial,
    TrialDay,
    TrialEpisode,
)

pytestmark = pytest.mark.django_db(transaction=True)

DAY = datetime.date(2026, 11, 22)


def refused(make: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_rating_names_a_spot_of_the_same_person(alice: Person, bob: Person) -> None:
    theirs = factories.spot(bob)
    refused(lambda: Rating.objects.create(person=alice, spot=theirs, date=DAY, pain=3))


def test_a_reading_names_a_factor_of_the_same_person(alice: Person, bob: Person) -> None:
    theirs = Factor.objects.create(person=bob, name="Tea", kind="count")
    refused(lambda: FactorReading.objects.create(person=alice, factor=theirs, date=DAY, value=1))


def test_a_treated_spot_names_treatment_and_spot_of_the_same_person(alice: Person, bob: Person) -> None:
    mine, theirs = factories.spot(alice), factories.spot(bob)
    treatment = factories.treatment(DAY, theirs)
    refused(lambda: TreatedSpot.objects.create(person=alice, treatment=treatment, spot=mine))
    refused(lambda: TreatedSpot.objects.create(person=bob, treatment=treatment, spot=mine))


def test_a_note_names_a_spot_and_a_proposal_a_link_of_the_same_person(alice: Person, bob: Person) -> None:
    theirs = factories.spot(bob)
    share = made(bob, theirs).share
    refused(lambda: SpotNote.objects.create(person=alice, spot=theirs, date=DAY, text="note"))
    now = timezone.now()
    refused(lambda: Proposal.objects.create(person=alice, share=share, content={}, received_at=now))
    refused(
        lambda: Proposal.objects.create(person=bob, share=share, content={}, received_at=now, accepted=True)
    )


def test_a_trial_and_its_days_belong_to_one_person(alice: Person, bob: Person) -> None:
    trial = factories.trial(bob, DAY, spot=factories.spot(bob))
    everywhere = factories.trial(alice, DAY)
    mine = factories.spot(alice)
    refused(lambda: Trial.objects.filter(pk=trial.pk).update(spot=mine))
    refused(lambda: TrialDay.objects.create(person=alice, trial=trial, date=DAY, kept=True))
    refused(lambda: TrialEpisode.objects.create(person=alice, trial=trial, number=1, date=DAY))
    refused(lambda: Trial.objects.filter(pk=everywhere.pk).update(target="spot"))
    refused(lambda: TrialDay.objects.create(person=alice, trial=everywhere, date=DAY))
    assert everywhere.spot is None


def test_a_row_cannot_be_handed_to_another_person(alice: Person, bob: Person) -> None:
    rating = factories.rating(factories.spot(alice), DAY, 3)
    refused(lambda: Rating.objects.filter(pk=rating.pk).update(person=bob))


def test_a_spot_in_use_cannot_be_torn_out(alice: Person) -> None:
    spot = factories.spot(alice)
    factories.rating(spot, DAY, 3)
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute("DELETE FROM tracker_spot WHERE id = %s", [spot.pk]))


def test_a_person_is_deleted_with_everything(alice: Person) -> None:
    spot = factories.spot(alice)
    factories.rating(spot, DAY, 3)
    factories.treatment(DAY, spot)
    factor = Factor.objects.create(person=alice, name="Tea", kind="count")
    FactorReading.objects.create(person=alice, factor=factor, date=DAY, value=1)
    alice.delete()
    for model in (Spot, Rating, CheckIn, Treatment, TreatedSpot, Factor, FactorReading):
        assert not model.objects.exists()


@pytest.mark.parametrize("pain", [11, -1])
def test_pain_is_0_to_10(alice: Person, pain: int) -> None:
    spot = factories.spot(alice)
    refused(lambda: Rating.objects.create(person=alice, spot=spot, date=DAY, pain=pain))


@pytest.mark.parametrize(
    "fields",
    [
        {"sleep_hours": 25},
        {"sleep_hours": -1},
        {"stress": 11},
        {"sleep_quality": 12},
        {"date": datetime.date(1899, 12, 31)},
    ],
)
def test_a_check_in_keeps_its_bounds(alice: Person, fields: dict[str, Any]) -> None:
    refused(lambda: CheckIn.objects.create(**{"person": alice, "date": DAY, **fields}))


def test_one_check_in_a_day_and_one_rating_a_spot_and_day(alice: Person) -> None:
    spot = factories.spot(alice)
    factories.rating(spot, DAY, 3)
    refused(lambda: CheckIn.objects.create(person=alice, date=DAY))
    refused(lambda: Rating.objects.create(person=alice, spot=spot, date=DAY, pain=4))


@pytest.mark.parametrize(
    "fields",
    [{"side": "both"}, {"view": "top"}, {"x": 1.2}, {"y": -0.1}, {"first_day": datetime.date(1800, 1, 1)}],
)
def test_a_spot_lies_on_the_body(alice: Person, fields: dict[str, Any]) -> None:
    spot = factories.spot(alice)
    refused(lambda: Spot.objects.filter(pk=spot.pk).update(**fields))


def test_every_index_of_a_diary_starts_with_the_person() -> None:
    trials = (Trial, TrialDay, TrialEpisode)
    for model in (Spot, CheckIn, Rating, Treatment, TreatedSpot, Factor, FactorReading, *trials):
        meta = model._meta
        leading = [*meta.indexes, *meta.total_unique_constraints]
        led = {each.fields[0] for each in leading}
        assert led == {"person"}, model
        alone = [field.name for field in meta.local_fields if getattr(field, "db_index", False)]
        assert alone == [], model
