"""Whether a worker is there: it touches a file in the data folder about once a second, and while it reads."""

import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

GONE_AFTER = 90.0


def _path() -> Path:
    return Path(settings.DATA_DIR) / "worker.alive"


def say_so() -> None:
    """A full disk is no reason to stop: the pages then say that nobody is there."""
    with suppress(OSError):
        _path().touch(mode=0o600)


def is_somebody_there() -> bool:
    try:
        return time.time() - _path().stat().st_mtime < GONE_AFTER
    except OSError:
        return False
