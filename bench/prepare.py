"""Fills the database of a bench run. Imported once the settings are chosen."""

import datetime
from dataclasses import dataclass

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.diary import long_diary  # noqa: E402
from tracker.changes.sample import write  # noqa: E402
from tracker.localday import local_date  # noqa: E402
from tracker.models import Person, Spot  # noqa: E402


@dataclass(frozen=True)
class Prepared:
    """A signed-in session and what the pages' addresses are made of."""

    session: str
    spot: str
    today: datetime.date
    days: int


def prepare() -> Prepared:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    person = Person.objects.create(username="bench", is_sample=True)
    today = local_date(timezone.now(), person.zone, person.day_starts_at)
    made = long_diary()
    write(person, today - datetime.timedelta(days=made.length), made, seed=1)
    # From here on it is an ordinary diary: no banner on its pages.
    person.is_sample = False
    person.save()
    client = Client()
    client.force_login(person)
    spot = Spot.objects.for_user(person).earliest("number")
    return Prepared(client.cookies["sessionid"].value, str(spot.public_id), today, made.length)
