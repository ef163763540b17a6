"""The rows behind a day's page."""

import datetime
from decimal import Decimal

import pytest

from tests import factories
from tracker.models import Factor, FactorReading, Person, Treatment
from tracker.today.rows import LOOK_BACK, read_rows

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 20)


def test_queries_put_into_sql_once_are_asked_for_each_person_and_day_anew(alice: Person, bob: Person):
    shoulder, hip = factories.spot(alice), factories.spot(bob, "piriformis")
    for spot, pain in ((shoulder, 7), (hip, 2)):
        factories.check_in(spot.person, DAY, sleep_hours=Decimal("7.25"), note=f"slept on the {spot.muscle}")
        factories.rating(spot, DAY, pain, "stiff")
        factories.treatment(DAY, (spot, pain, None), tool=spot.muscle)
        tea = Factor.objects.create(person=spot.person, name=f"Tea {pain}", kind="count")
        FactorReading.objects.create(person=spot.person, factor=tea, date=DAY, value=pain)

    for spot, pain in ((shoulder, 7), (hip, 2)):
        rows, before, after = (
            read_rows(spot.person, date) for date in (DAY, DAY - datetime.timedelta(days=1), DAY + LOOK_BACK)
        )

        assert rows.check_in is not None
        assert (rows.check_in.sleep_hours, rows.check_in.note) == (
            Decimal("7.25"),
            f"slept on the {spot.muscle}",
        )
        assert rows.ratings == {spot.pk: (pain, ("stiff or blocked in one direction",))}
        assert rows.diary.ratings == ((str(spot.public_id), DAY.toordinal(), pain),)
        assert [each.tool for each in rows.past_treatments] == [spot.muscle]
        assert [row.pk for row in rows.treatments] == [Treatment.objects.get(person=spot.person).pk]
        assert {each.name: each.value for each in rows.factors if each.value} == {f"Tea {pain}": pain}
        assert (before.check_in, before.diary.ratings, before.past_treatments) == (None, (), [])
        assert (after.check_in, after.ratings, after.treatments) == (None, {}, [])
        assert after.diary.ratings == rows.diary.ratings
        assert not any(each.value for each in [*before.factors, *after.factors])
