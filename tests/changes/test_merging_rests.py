"""Flags at rest when two spots become one, and two again."""

import datetime

from tests import factories
from tests.changes.test_merging import NOW, merged_together, two_spots
from tracker.changes.merging import unmerge
from tracker.changes.recurrence import end_rest, rest_as_seen, rest_until
from tracker.models import FlagRest, Spot

TODAY = datetime.date(2026, 5, 1)
LATER = datetime.date(2026, 6, 15)


def rests(person) -> dict[str, str]:
    """Of each spot by its nickname: who saw it, or until when it rests."""
    found = FlagRest.objects.for_user(person).select_related("spot")
    return {rest.spot.nickname: rest.seen_by or str(rest.until) for rest in found}


def test_the_rest_of_the_spot_that_goes_holds_for_the_one_that_stays(alice):
    kept, merged = two_spots(alice)
    rest_as_seen(merged, "doctor", TODAY)
    before = list(FlagRest.objects.values())
    step = merged_together(kept, merged)
    assert rests(alice) == {"kept": "doctor"}
    unmerge(step)
    assert list(FlagRest.objects.values()) == before


def test_a_rest_of_its_own_stays(alice):
    kept, merged = two_spots(alice)
    rest_as_seen(merged, "doctor", TODAY)
    rest_until(kept, TODAY, LATER)
    step = merged_together(kept, merged)
    assert rests(alice) == {"kept": "2026-06-15"}
    unmerge(step)
    assert rests(alice) == {"kept": "2026-06-15", "merged": "doctor"}


def test_a_rest_that_is_over_is_none(alice):
    kept, merged = two_spots(alice)
    rest_as_seen(merged, "doctor", TODAY)
    rest_until(kept, TODAY, NOW.date())
    merged_together(kept, merged)
    assert rests(alice) == {"kept": "doctor"}


def test_what_was_decided_since_the_merge_stays(alice):
    kept, merged = two_spots(alice)
    rest_as_seen(merged, "doctor", TODAY)
    step = merged_together(kept, merged)
    rest_until(Spot.objects.get(pk=kept.pk), TODAY, LATER)
    unmerge(step)
    assert rests(alice) == {"kept": "2026-06-15", "merged": "doctor"}


def test_a_rest_taken_back_since_the_merge_does_not_come_back_to_the_kept_spot(alice):
    kept, merged = two_spots(alice)
    rest_as_seen(merged, "doctor", TODAY)
    step = merged_together(kept, merged)
    end_rest(Spot.objects.get(pk=kept.pk))
    unmerge(step)
    assert rests(alice) == {"merged": "doctor"}


def test_merges_from_before_there_were_rests_and_thresholds_can_be_taken_back(alice):
    kept, merged = two_spots(alice)
    factories.write(merged, "5 6")
    step = merged_together(kept, merged)
    step.before = {name: value for name, value in step.before.items() if not name.startswith("rests")}
    for state in ("kept", "merged", "kept_after"):
        del step.before[state]["active_min"], step.before[state]["quiet_max"]
    unmerge(step)
    assert Spot.objects.get(public_id=merged.public_id).active_min is None
