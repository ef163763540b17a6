"""manage.py problems: the errors that the app met."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tracker.models import Problem


class Command(BaseCommand):
    help = "Lists the errors that the app met: how often, where in the code, the way there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forget", action="store_true", help="empty the list")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["forget"]:
            Problem.objects.all().delete()
            return
        for row in Problem.objects.all():
            self.stdout.write(f"{row.count} x {row.kind} at {row.place}")
            self.stdout.write(
                f"    first {row.first_at:%Y-%m-%d %H:%M}, last {row.last_at:%Y-%m-%d %H:%M} UTC"
            )
            self.stdout.write(f"    reference {row.reference}")
            self.stdout.write("".join(f"    {line}\n" for line in row.trace.splitlines()))
