"""The cache that attempts are counted in: a count that could not be kept stops what it was to count.

Django's own passes over every error of the database, which for a cache is right; for a count it would let through
whatever comes while the database is busy.
"""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError


class CountingCache(DatabaseCache):
    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        kept = bool(super()._base_set(mode, key, value, timeout))  # type: ignore[misc]
        if mode == "set" and not kept:
            raise DatabaseError("a count could not be kept")
        return kept
