"""Fills a data folder with a bit of everything. Run as a program: `python -m tests.backups.filling`."""

import io
import json
import tempfile
from pathlib import Path

import django


def fill() -> dict[str, str]:
    """Five months of a diary, the same brought in by somebody else, every kind of row, and a number that is gone."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from tests import addresses, factories
    from tests.leaving import life
    from tracker.changes import sample
    from tracker.models import Person

    settings.PASSWORD_HASHERS = ["tests.hashers.CheapArgon2"]
    mia = factories.person("mia", is_sample=True)
    sample.fill(mia, timezone.now().date(), months=5)
    with tempfile.TemporaryDirectory() as folder:
        archive = str(Path(folder) / "mia.zip")
        factories.person("bo")
        call_command("exportdiary", "mia", "--archive", f"--output={archive}", stdout=io.StringIO())
        call_command("importdiary", "bo", archive, stdout=io.StringIO())
    life.live(factories.person("zoe", is_superuser=True))
    ids = addresses.owned_ids(factories.person("ida", time_zone="Europe/Berlin"))
    Person.objects.create_user("gone").delete()
    return ids


if __name__ == "__main__":
    django.setup()
    print(json.dumps(fill()))
