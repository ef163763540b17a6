"""A query that was written once asks for whoever and whatever it is given."""

import datetime

import pytest
from django.db.models import F

from tests import factories
from tracker.models import Rating
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


def test_objects_are_as_django_makes_them():
    spots = [factories.spot(factories.person()) for _ in range(2)]
    stored = [factories.rating(spot, DAY, 3, "tender", zones=["back:left"]) for spot in spots]
    query = Prepared(
        lambda person, date, spot: Rating.objects.for_user(person).filter(date=date, spot__public_id=spot)
    )
    for spot, rating in zip(spots, stored, strict=True):
        (found,) = query.objects(spot.person, DAY, spot.public_id)
        (expected,) = Rating.objects.for_user(spot.person)
        assert found == expected == rating
        assert (found._state.db, found._state.adding) == (expected._state.db, expected._state.adding)
        fields = [field.attname for field in Rating._meta.concrete_fields]
        assert {name: getattr(found, name) for name in fields} == {
            name: getattr(expected, name) for name in fields
        }
    assert query.objects(spots[0].person, DAY, spots[1].public_id) == []


def test_a_query_that_leaves_out_what_it_is_given_is_refused():
    person = factories.person()
    query = Prepared(lambda person, _: Rating.objects.for_user(person).values_list(F("pain")))
    with pytest.raises(ValueError, match="is not in the query"):
        query(person, DAY)
