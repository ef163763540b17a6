"""Another database beside the app's own, known to Django for a while."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

SQLITE = "django.db.backends.sqlite3"


@contextmanager
def another(alias: str, **where: Any) -> Iterator[None]:
    """`where` as in settings.DATABASES. Whoever opened it is alone with it, so it needs no pool."""
    connections.databases[alias] = _settings(where)
    try:
        with closing(connections[alias]):
            yield
    finally:
        del connections[alias]
        del connections.databases[alias]


@contextmanager
def in_place_of_ours(**where: Any) -> Iterator[None]:
    """As `another`, under the name of the app's own: migrations of other packages know no other."""
    ours = connections[DEFAULT_DB_ALIAS]
    ours.close()
    connections.databases[DEFAULT_DB_ALIAS] = _settings(where)
    del connections[DEFAULT_DB_ALIAS]
    try:
        with closing(connections[DEFAULT_DB_ALIAS]):
            yield
    finally:
        connections.databases[DEFAULT_DB_ALIAS] = ours.settings_dict
        connections[DEFAULT_DB_ALIAS] = ours


def _settings(where: dict[str, Any]) -> dict[str, Any]:
    own = connections[DEFAULT_DB_ALIAS].settings_dict
    plain = {"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
    return {**own, **plain, **where}


def sqlite_file(path: object) -> dict[str, Any]:
    """A file that is one file: the app lays its write-ahead log when it opens it."""
    safe = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": safe}
    return {"ENGINE": SQLITE, "NAME": str(path), "OPTIONS": options}
