"""Another database beside the app's own, known to Django for a while."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

SQLITE = "django.db.backends.sqlite3"


@contextmanager
def another(alias: str, **where: Any) -> Iterator[None]:
    """`where` as in settings.DATABASES. Whoever opened it is alone with it, so it needs no pool."""
    own = connections[DEFAULT_DB_ALIAS].settings_dict
    plain = {"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
    connections.databases[alias] = {**own, **plain, **where}
    try:
        with closing(connections[alias]):
            yield
    finally:
        del connections[alias]
        del connections.databases[alias]


def sqlite_file(path: object) -> dict[str, Any]:
    """A file that is one file: the app lays its write-ahead log when it opens it."""
    safe = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": safe}
    return {"ENGINE": SQLITE, "NAME": str(path), "OPTIONS": options}
