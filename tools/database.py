"""Brings the database up to date: migrations and the cache table. Runs inside the virtual environment.

Always asks the database instead of trusting a stamp: a backup put back may be older than the code.
"""

import os
import sys
import traceback

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections


def bring_up_to_date() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tracker.backups import BackupError, upgrading

    # A pool would try for half a minute before it says that nobody answers.
    connections[DEFAULT_DB_ALIAS].settings_dict["OPTIONS"].pop("pool", None)
    try:
        if upgrading.needs_upgrade():
            print("  database ...", flush=True)
        if backup := upgrading.upgrade():
            print(f"  backed up before it was upgraded: {backup}", flush=True)
    except BackupError as error:
        if isinstance(error, upgrading.UpgradeError) and error.__cause__:
            traceback.print_exception(error.__cause__)
        sys.exit(str(error))
    call_command("createcachetable", verbosity=0)


if __name__ == "__main__":
    try:
        bring_up_to_date()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database cannot be used: {str(error).strip()}")
