"""Where diaries, sessions and counts are kept, by the addresses that the environment gives."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from tracker import environment

REPLICA = "replica"
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
# The same, with connections that stay open.
KEPT_SQLITE = "tracker.sqlite"
_OPTIONS: dict[str, dict[str, Any]] = {
    SQLITE: {
        # IMMEDIATE takes the write lock at the start, so a writer waits for the timeout and never fails
        # half way; FULL makes a save that was answered survive a power cut; secure_delete overwrites
        # what is deleted, so that nothing of it can be found in the file.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-2000;"
            "PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864;"
        ),
    },
    POSTGRESQL: {},
}
# So many times a statement is planned each time, and from then on once a connection.
_ASKED_BEFORE = 3


def databases(data_dir: Path) -> dict[str, dict[str, Any]]:
    """By name: "default" is where everything is written and read; "replica", if there is one, serves exports."""
    own_file = {"ENGINE": SQLITE, "NAME": str(data_dir / "unknot.sqlite3")}
    main, replica = environment.text("DATABASE_URL"), environment.text("REPLICA_URL")
    found = {"default": _with_options(_parsed("DATABASE_URL", main) if main else own_file)}
    if replica:
        found[REPLICA] = _with_options(_parsed("REPLICA_URL", replica), patience=2)
    return found


def _parsed(name: str, url: str) -> dict[str, Any]:
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError):
        database = {}
    if database.get("ENGINE") not in _OPTIONS:
        raise ImproperlyConfigured(f"{name} must be an sqlite:// or a postgres:// address")
    if password := environment.text("DATABASE_PASSWORD"):
        database["PASSWORD"] = password
    return database


def _with_options(database: dict[str, Any], patience: int = 8) -> dict[str, Any]:
    """`patience`: for how many seconds a request waits for a connection: fewer than a browser does."""
    given = database.get("OPTIONS", {})
    if database["ENGINE"] == SQLITE:
        return {**database, "ENGINE": KEPT_SQLITE, "OPTIONS": {**_OPTIONS[SQLITE], **given}}
    return {**database, "OPTIONS": {**_pool(patience), **given}, **_of_postgresql()}


def _pool(patience: int) -> dict[str, Any]:
    """Connections that a process keeps open between requests. It opens as many as it has requests at once.

    What one of them was asked a few times PostgreSQL plans once: pages ask the same handful again and again.
    """
    size = _pool_size()
    if not size:
        return {}
    pool = {"min_size": 1, "max_size": size, "timeout": patience}
    return {"pool": pool, "server_side_binding": True, "prepare_threshold": _ASKED_BEFORE}


def _of_postgresql() -> dict[str, Any]:
    """A connection goes back to the pool after each request, and is tried before it is handed out again.

    Without a pool of our own, one such as PgBouncer hands out another connection for each transaction: nothing may
    outlast one, such as a cursor that the server keeps.
    """
    return {
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": not _pool_size(),
    }


def _pool_size() -> int:
    return environment.number("DATABASE_POOL_SIZE", 4, low=0, high=100)


def caches() -> dict[str, dict[str, Any]]:
    """Counts of what was tried, for the limits that hold across workers and servers."""
    redis = environment.text("REDIS_URL")
    if not redis:
        return {
            "default": {
                "BACKEND": "tracker.gate.counting_cache.CountingCache",
                "LOCATION": "unknot_cache",
                # With Django's 300 entries a few hundred addresses would have the counts thrown away.
                "OPTIONS": {"MAX_ENTRIES": 200_000},
            }
        }
    if not redis.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("REDIS_URL must be a redis://, rediss:// or unix:// address")
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": redis,
            "KEY_PREFIX": "unknot",
        }
    }


def session_engine() -> str:
    """Sessions are rows. With Redis a page reads a copy there."""
    return (
        "tracker.gate.cached_session_store" if environment.text("REDIS_URL") else "tracker.gate.session_store"
    )
