"""Whether the app runs on this data folder, for commands that must be alone with its database."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

_ALIVE_SECONDS = 10.0


def check_stopped() -> None:
    """The worker touches its file about once a second. What runs on another machine is not seen."""
    try:
        age = time.time() - (Path(settings.DATA_DIR) / "worker.alive").stat().st_mtime
    except FileNotFoundError:
        return
    if age < _ALIVE_SECONDS:
        raise CommandError("The app is running. Stop it, and try again a few seconds later.")
