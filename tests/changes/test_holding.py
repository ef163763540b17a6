"""Whoever changes a diary counts it up, in the row and in the person at hand."""

import pytest
from django.db import transaction

from tracker.changes.holding import hold
from tracker.models import Person


@pytest.mark.django_db(transaction=True)
def test_the_person_at_hand_says_what_the_row_says_once_it_is_stored(alice: Person) -> None:
    before = alice.revision
    with transaction.atomic():
        hold(alice)
        assert alice.revision == before
    assert alice.revision == Person.objects.get(pk=alice.pk).revision == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_has_counted_nothing(alice: Person) -> None:
    before = alice.revision
    with transaction.atomic():
        hold(alice)
        transaction.set_rollback(True)
    assert alice.revision == Person.objects.get(pk=alice.pk).revision == before
