"""`manage.py flush` empties every table, and what keeps references is there again afterwards."""

import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests import factories
from tracker.models import Person, Rating, Spot

DAY = datetime.date(2026, 11, 22)


@pytest.mark.django_db(transaction=True)
def test_it_empties_every_table(alice: Person) -> None:
    spot = factories.spot(alice)
    factories.rating(spot, DAY, 3)
    factories.treatment(DAY, spot)
    call_command("flush", interactive=False, verbosity=0)
    assert not Person.objects.exists()
    assert not Spot.objects.exists()
    one, other = factories.person(), factories.person()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(person=one, spot=factories.spot(other), date=DAY, pain=3)
