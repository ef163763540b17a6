"""manage.py forgetfactors NAME: for somebody who lost the second factor and every recovery code."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

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
        removed, _kinds = Authenticator.objects.filter(user=person).delete()
        sessions = list(UserSession.objects.filter(user=person))
        for session in sessions:
            session.end()
        self.stdout.write(
            f"{removed} second factors of {person.username} removed, {len(sessions)} sessions ended. "
            "The password is enough now: have them set up another at once."
        )
