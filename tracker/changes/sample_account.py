"""The account that holds sample data: made, found again and wholly removed."""

import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from tracker.changes import sample
from tracker.changes.wiping import wipe_diary
from tracker.localday import local_date
from tracker.models import Person

# The space keeps these names out of reach of the sign-up form.
_NAME = "sample data"


def _name_for(owner: Person | None) -> str:
    return f"{_NAME} {owner.pk}" if owner else _NAME


def sample_of(owner: Person | None) -> Person | None:
    """The sample account that `owner` opened; None stands for a visitor before the first account."""
    return Person.objects.filter(username=_name_for(owner), is_sample=True).first()


def open_sample(owner: Person | None, time_zone: str, now: datetime.datetime | None = None) -> Person:
    """The sample account of `owner`, filled when it is new. Nobody can sign in to it with a password."""
    now = now or timezone.now()
    looks: dict[str, Any] = {"figure": owner.figure, "theme": owner.theme} if owner else {}
    with transaction.atomic():
        person, made = Person.objects.get_or_create(
            username=_name_for(owner),
            is_sample=True,
            defaults={"time_zone": time_zone, "password": make_password(None), **looks},
        )
        if made:
            sample.fill(person, local_date(now, person.zone, person.day_starts_at))
    return person


def adopt_sample(owner: Person) -> None:
    """What was opened before the first account was made belongs to that account from now on."""
    Person.objects.filter(username=_NAME, is_sample=True).update(username=_name_for(owner))


def remove_sample(person: Person) -> None:
    """Deletes a sample account with every row and session of it. Refuses anything else."""
    if not person.is_sample:
        raise ValueError("only sample data is removed this way")
    with transaction.atomic():
        for session in UserSession.objects.filter(user=person):
            session.end()
        wipe_diary(person)
        person.delete()
