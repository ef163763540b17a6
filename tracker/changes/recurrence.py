"""What a person decides about the flags: their own thresholds, and flags that rest."""

import datetime
from collections.abc import Mapping

from django.db import transaction

from tracker.changes.holding import hold
from tracker.models import FlagRest, Person, RecurrenceRules, Spot


def set_rules(person: Person, values: Mapping[str, int]) -> None:
    """Every threshold of RecurrenceRules, by its name."""
    with transaction.atomic():
        hold(person)
        RecurrenceRules.objects.update_or_create(person=person, defaults=dict(values))


def reset_rules(person: Person) -> None:
    """Back to the defaults. Thresholds of single spots stay."""
    with transaction.atomic():
        hold(person)
        RecurrenceRules.objects.for_user(person).delete()


def set_thresholds(spot: Spot, active_min: int | None, quiet_max: int | None) -> None:
    """What a painful and a quiet day of this spot are; None for both: as for every spot."""
    with transaction.atomic():
        hold(spot.person)
        spot.active_min, spot.quiet_max = active_min, quiet_max
        spot.save(update_fields=["active_min", "quiet_max", "changed_at"])


def rest_as_seen(spot: Spot, seen_by: str, on: datetime.date, outcome: str = "") -> None:
    """A clinician has seen the spot: its flags rest until the person takes that back."""
    _rest(spot, since=on, until=None, seen_by=" ".join(seen_by.split()), outcome=" ".join(outcome.split()))


def rest_until(spot: Spot, today: datetime.date, until: datetime.date) -> None:
    """Not now: the flags of the spot are shown again on the day `until`."""
    _rest(spot, since=today, until=until, seen_by="")


def _rest(
    spot: Spot, *, since: datetime.date, until: datetime.date | None, seen_by: str, outcome: str = ""
) -> None:
    values = {"since": since, "until": until, "seen_by": seen_by, "outcome": outcome}
    with transaction.atomic():
        hold(spot.person)
        FlagRest.objects.update_or_create(person=spot.person, spot=spot, defaults=values)


def end_rest(spot: Spot) -> None:
    """Takes the rest back. Doing it again changes nothing."""
    with transaction.atomic():
        hold(spot.person)
        FlagRest.objects.for_user(spot.person).filter(spot=spot).delete()
