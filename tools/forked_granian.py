"""Granian, with the app loaded before it forks: what its processes hold alike they then hold once.

Nothing is opened meanwhile that two of them must not share: no connection to a database, no thread. What pages of
figures need is loaded as well: the first of them to be asked for would load it in each process by itself. New code is
therefore served after a restart, not after a reload (SIGHUP), and `.env` is read before granian's own env-files.
"""

import gc
import importlib
import multiprocessing
from contextlib import suppress
from pathlib import Path

FORKS = multiprocessing.get_start_method() == "fork"


def load() -> None:
    importlib.import_module("tracker.wsgi")
    importlib.import_module("tracker.analysis.drivers.telling")
    importlib.import_module("tracker.analysis.quantiles").beta_quantiles([(1.0, 1.0)], 0.5)
    # The collector writes to whatever it looks through, and what is written to is shared no longer.
    gc.collect()
    gc.freeze()


def settle() -> None:
    """SQLite's log of recent writes goes into the file, so that who stops the app may copy that one file."""
    importlib.import_module("tracker.wsgi")
    database = importlib.import_module("django.db")
    wiping = importlib.import_module("tracker.changes.wiping")
    connection = database.connection
    if connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]).exists():
        with suppress(database.DatabaseError):
            wiping.leave_no_trace()
        connection.close()


if __name__ == "__main__":
    granian = importlib.import_module("granian.cli")
    if FORKS:
        load()
    try:
        granian.entrypoint()
    except SystemExit as end:
        if not end.code:
            settle()
        raise
