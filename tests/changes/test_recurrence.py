"""What a person decides about the flags, as it is stored."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tracker.analysis.rules import Rules
from tracker.changes import recurrence
from tracker.models import FlagRest, Person, RecurrenceRules, Spot
from tracker.recurrence import rules_of

TODAY = datetime.date(2026, 5, 1)


def revision(person: Person) -> int:
    return Person.objects.get(pk=person.pk).revision


def test_rules_are_kept_changed_and_reset(alice):
    recurrence.set_rules(alice, {"rapid_days": 10, "assess_percent": 60})
    assert rules_of(alice) == Rules(rapid_days=10, assess_share=0.6)
    recurrence.set_rules(alice, {"rapid_days": 5})
    assert rules_of(alice) == Rules(rapid_days=5, assess_share=0.6)
    assert RecurrenceRules.objects.count() == 1
    recurrence.reset_rules(alice)
    assert rules_of(alice) == Rules()


def test_one_persons_rules_are_not_anothers(alice, bob):
    recurrence.set_rules(alice, {"rapid_days": 10})
    recurrence.reset_rules(bob)
    assert rules_of(alice).rapid_days == 10
    assert rules_of(bob) == Rules()


def test_a_spot_gets_thresholds_of_its_own_and_gives_them_back(alice):
    spot = factories.spot(alice)
    recurrence.set_thresholds(spot, 5, 3)
    stored = Spot.objects.get(pk=spot.pk)
    assert (stored.active_min, stored.quiet_max) == (5, 3)
    recurrence.set_thresholds(spot, None, None)
    assert Spot.objects.get(pk=spot.pk).active_min is None
    with pytest.raises(IntegrityError), transaction.atomic():
        recurrence.set_thresholds(spot, 3, 3)


def test_the_last_word_about_a_rest_holds(alice):
    spot = factories.spot(alice)
    recurrence.rest_until(spot, TODAY, TODAY + datetime.timedelta(weeks=2))
    recurrence.rest_as_seen(spot, "  a   friend ", TODAY)
    rest = FlagRest.objects.get()
    assert (rest.since, rest.until, rest.seen_by) == (TODAY, None, "a friend")
    recurrence.end_rest(spot)
    recurrence.end_rest(spot)
    assert not FlagRest.objects.exists()


def test_every_decision_counts_as_a_change_of_the_diary(alice):
    spot = factories.spot(alice)
    steps = [
        lambda: recurrence.set_rules(alice, {"rapid_days": 10}),
        lambda: recurrence.reset_rules(alice),
        lambda: recurrence.set_thresholds(spot, 5, 3),
        lambda: recurrence.rest_as_seen(spot, "doctor", TODAY),
        lambda: recurrence.rest_until(spot, TODAY, TODAY),
        lambda: recurrence.end_rest(spot),
    ]
    for step in steps:
        before = revision(alice)
        step()
        assert revision(alice) == before + 1


def test_who_leaves_takes_rules_and_rests_along(alice):
    recurrence.set_rules(alice, {"rapid_days": 10})
    recurrence.rest_as_seen(factories.spot(alice), "doctor", TODAY)
    alice.delete()
    assert not RecurrenceRules.objects.exists()
    assert not FlagRest.objects.exists()
