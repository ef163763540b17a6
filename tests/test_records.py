"""The series of factors, read without a record of each reading, say what the records say."""

import datetime
from decimal import Decimal

import pytest

from tests import factories
from tracker.analysis.series import factor_series
from tracker.models import Factor, FactorReading
from tracker.records import diary_of, reading_series_of

pytestmark = pytest.mark.django_db


def test_readings_by_factor_and_day():
    owner = factories.person()
    sitting, never = (Factor.objects.create(person=owner, name=name, kind="amount") for name in ("a", "b"))
    for days, value in ((2, "0"), (0, "7.25"), (1, "1000000"), (5, "0.1")):
        date = factories.FIRST_DAY + datetime.timedelta(days=days)
        FactorReading.objects.create(person=owner, factor=sitting, date=date, value=Decimal(value))
    found = reading_series_of(owner)
    diary = diary_of(owner)
    assert found == {str(key): factor_series(diary, str(key)) for key in (sitting.public_id, never.public_id)}
    assert sorted(found[str(sitting.public_id)].values()) == [0.0, 0.1, 7.25, 1_000_000.0]
    assert found[str(never.public_id)] == {}
