"""Makes the sample diary in an account of its own, to sign in to and look around."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from tracker.changes import sample
from tracker.forms.zones import zone_named
from tracker.localday import local_date
from tracker.models import Person


class Command(BaseCommand):
    help = "Makes an account with a made-up diary up to yesterday. Run again, it starts that diary anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", default="demo", help="name of the account (default: demo)")
        parser.add_argument("--password", help="to sign in with (default: one is made up and shown)")
        parser.add_argument("--months", type=int, default=sample.MONTHS, help="how far back it goes")
        parser.add_argument("--seed", type=int, default=sample.SEED, help="another number, another diary")
        parser.add_argument("--time-zone", default="UTC", help="for example Europe/Berlin")

    def handle(self, *_: Any, **options: Any) -> None:
        if not 1 <= options["months"] <= 120:
            raise CommandError("--months must be from 1 to 120.")
        if zone_named(options["time_zone"]) is None:
            raise CommandError("--time-zone must be a name such as Europe/Berlin.")
        with transaction.atomic():
            person, password = _account(options["user"], options["password"], options["time_zone"])
            today = local_date(timezone.now(), person.zone, person.day_starts_at)
            sample.fill(person, today, options["seed"], options["months"])
        secret = f"the password {password}" if password else "the password it already had"
        self.stdout.write(
            f"A diary of {options['months']} months. Sign in as {person.username} with {secret}"
        )


def _account(name: str, password: str | None, time_zone: str) -> tuple[Person, str | None]:
    """The account, and its password where a new one was set."""
    person = Person.objects.filter(username__iexact=name).first()
    if person is not None and not person.is_sample:
        raise CommandError(f"{name} is somebody's own diary and stays untouched. Choose another --user.")
    if person is None:
        person = Person(username=name, is_sample=True)
        password = password or secrets.token_urlsafe(9)
    person.time_zone = time_zone
    if password:
        person.set_password(password)
    person.save()
    return person, password
