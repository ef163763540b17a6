"""manage.py forgetfactors NAME: for somebody who lost the second factor and every recovery code."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tracker.changes.auditing import record
from tracker.gate.sessions import end_others
from tracker.models import Person


class Command(BaseCommand):
    help = "Removes somebody's second factors, passkeys and recovery codes, and ends their sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="their user name")

    @transaction.atomic
    def handle(self, *_: Any, **options: Any) -> None:
        person = Person.objects.filter(username=options["user"]).first()
        if person is None:
            raise CommandError(f"There is no account named {options['user']}.")
        record(person, "changed-by-staff")
        # First, or the removal of the first factor would have ended them, and they would count as none.
        ended = end_others(person, keep=None)
        codes = Authenticator.Type.RECOVERY_CODES
        factors = Authenticator.objects.filter(user=person).exclude(type=codes).count()
        Authenticator.objects.filter(user=person).delete()
        self.stdout.write(
            f"Second factors of {person.username} removed: {factors}, and all recovery codes; "
            f"sessions ended: {ended}. "
            "The password is enough now: have them set up another at once."
        )
