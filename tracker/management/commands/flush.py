"""Django's `flush`, which empties the tables in any order: what keeps references is lifted meanwhile."""

from typing import Any

from django.core.management.commands import flush
from django.db import transaction

from tracker.models.audit import keep_entries, lift_entries
from tracker.models.references import keep_references, lift_references


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        """In one transaction, also while the question is asked: nobody should write in between."""
        using = options["database"]
        with transaction.atomic(using):
            lift_references(using)
            lift_entries(using)
            try:
                super().handle(**options)
            finally:
                keep_references(using)
                keep_entries(using)
