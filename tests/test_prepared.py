"""A query that was written once asks for whoever and whatever it is given."""

import datetime
from decimal import Decimal

import pytest
from django.db.models import F
from django.utils import timezone

from tests import factories
from tracker.changes.day import save
from tracker.changes.fields import FieldChange
from tracker.models import CheckIn, Rating, Spot, Treatment, UndoStep
from tracker.prepared import Prepared

pytestmark = pytest.mark.django_db

DAY = factories.FIRST_DAY


def test_it_asks_each_time_for_what_it_is_given():
    spots = [factories.spot(factories.person()) for _ in range(2)]
    for number, spot in enumerate(spots):
        for day in range(3):
            factories.rating(spot, DAY + datetime.timedelta(day), 3 * number + day)
    query = Prepared(
        lambda person, start, least: (
            Rating.objects.for_user(person)
            .filter(date__gte=start, pain__gte=least, pain__lt=9)
            .order_by("date")
            .values_list("pain")
        )
    )
    asked = [
        query(spot.person, start, least)
        for spot, start, least in [
            (spots[0], DAY, 0),
            (spots[1], DAY, 0),
            (spots[0], DAY + datetime.timedelta(1), 0),
            (spots[1], DAY, 5),
        ]
    ]
    assert [[pain for (pain,) in rows] for rows in asked] == [[0, 1, 2], [3, 4, 5], [1, 2], [5]]


SHAPES = {
    "check-ins": lambda person, day: CheckIn.objects.for_user(person).filter(date=day),
    "ratings": lambda person, day: Rating.objects.for_user(person).filter(date=day).order_by("-pk")[:1],
    "spots": lambda person, day: Spot.objects.for_user(person).filter(first_day__lte=day),
    "treatments": lambda person, day: Treatment.objects.for_user(person).filter(date=day),
    "undo steps": lambda person, day: UndoStep.objects.for_user(person).filter(date=day),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_objects_are_as_django_makes_them(shape):
    spots = [factories.spot(factories.person(), archived_before=[[3, 5]]) for _ in range(2)]
    for spot in spots:
        factories.rating(spot, DAY, 3, "tender", zones=["back:left"])
        factories.treatment(DAY, spot, minutes=2.5)
        save(spot.person, DAY, [FieldChange("sleep_hours", Decimal("7.25"))], timezone.now())
    query = Prepared(shape)
    for spot in spots:
        (found,), (expected,) = query.objects(spot.person, DAY), shape(spot.person, DAY)
        assert found == expected
        assert (found._state.db, found._state.adding) == (expected._state.db, expected._state.adding)
        for field in expected._meta.concrete_fields:
            values = [getattr(each, field.attname) for each in (found, expected)]
            assert values[0] == values[1]
            assert type(values[0]) is type(values[1])


@pytest.mark.parametrize(
    "narrowed", [lambda rows: rows.only("pain"), lambda rows: rows.annotate(day=F("date"))]
)
def test_objects_that_are_not_whole_are_refused(narrowed):
    spot = factories.spot(factories.person())
    factories.rating(spot, DAY, 3)
    query = Prepared(lambda person: narrowed(Rating.objects.for_user(person)))
    with pytest.raises(ValueError, match="all columns"):
        query.objects(spot.person)


def test_a_query_that_leaves_out_what_it_is_given_is_refused():
    person = factories.person()
    query = Prepared(lambda person, _: Rating.objects.for_user(person).values_list(F("pain")))
    with pytest.raises(ValueError, match="is not in the query"):
        query(person, DAY)
