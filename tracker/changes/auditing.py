"""Writes the list of what happened in an account. Each entry is written in the transaction of what it tells of."""

import datetime
from collections.abc import Callable
from contextvars import ContextVar
from typing import NamedTuple

from django.utils import timezone

from tracker.models import AuditEntry, Person
from tracker.models.audit import oldest_kept

# Of what others can bring about, so many entries a day tell enough.
_MOST_A_DAY = {"link-opened": 50, "wrong-code": 50}
# The clock of the database, which refuses to delete what is younger, may be behind ours.
_CLOCKS_DIFFER = datetime.timedelta(days=1)
_WITH_NETWORK = {"signed-in", "wrong-code"}


class Origin(NamedTuple):
    """Where something was done from: the family of the device, and the network, shortened."""

    device: str = ""
    network: str = ""


# Set for every request; what the worker or a command does comes from nowhere.
origin: ContextVar[Callable[[], Origin]] = ContextVar("origin", default=Origin)


def record(person: Person, kind: str, number: int | None = None) -> None:
    """Adds an entry. A made-up diary has no account that anything could happen in."""
    if person.is_sample:
        return
    now = timezone.now()
    most = _MOST_A_DAY.get(kind)
    if most is not None:
        since = now - datetime.timedelta(days=1)
        if AuditEntry.objects.for_user(person).filter(kind=kind, at__gt=since).count() >= most:
            return
    where = origin.get()()
    network = where.network if kind in _WITH_NETWORK else ""
    AuditEntry.objects.create(
        person=person, kind=kind, at=now, device=where.device, network=network, number=number
    )


def forget_old(now: datetime.datetime) -> int:
    """What is older than it is kept; whose person is gone goes with the person."""
    deleted, _ = AuditEntry.objects.filter(at__lt=oldest_kept(now) - _CLOCKS_DIFFER).delete()
    return deleted


def forget_with_person(instance: Person, **_signal: object) -> None:
    """Once the person's own row is deleted, in the same transaction: before, the database refuses."""
    AuditEntry.objects.filter(person_id=instance.pk).delete()
