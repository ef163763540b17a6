"""manage.py changepassword NAME: Django's own, and the person is told that somebody else has set it."""

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.db import transaction

from tracker.changes.auditing import record
from tracker.gate.sessions import end_others
from tracker.models import Person


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        """Nothing is held while a password is typed; where it was not set, Django raises."""
        said = super().handle(*args, **options)
        with transaction.atomic():
            person = Person.objects.get(username=options["username"] or getpass.getuser())
            record(person, "changed-by-staff")
            end_others(person, None)
        return said
