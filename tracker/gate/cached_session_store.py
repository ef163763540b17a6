"""Sessions as ever, with a copy of each in the cache that all servers share (REDIS_URL): a page reads that alone.

The row in the database decides. Where a session ends, its place in the cache says so for a while, so that whoever read
the row just before cannot put a copy there afterwards.
"""

from typing import Any

from django.core.cache import cache
from django.utils import timezone

from tracker.gate.session_store import Lasting

# Longer than any request takes that may have read the row before it was deleted.
_ENDED_FOR = 120
_ENDED: dict[str, Any] = {}


def _name(key: str) -> str:
    return f"session:{key}"


class SessionStore(Lasting):
    """By this very name Django signs what it stores."""

    def load(self) -> dict[str, Any]:
        key = self.session_key or ""
        said: dict[str, Any] | None = cache.get(_name(key))
        if said is None:
            row = self._get_session_from_db()  # type: ignore[attr-defined]  # the stubs have it not
            if row is not None:
                said = self.decode(row.session_data)
                cache.add(_name(key), said, (row.expire_date - timezone.now()).total_seconds())
        if not said:
            self._session_key = None
        return said or {}

    def save(self, must_create: bool = False) -> None:
        """The next who reads it makes the copy."""
        super().save(must_create)
        name = _name(self.session_key or "")
        if cache.get(name) != _ENDED:
            cache.delete(name)

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        super().delete(session_key)
        if key:
            cache.set(_name(key), _ENDED, _ENDED_FOR)

    def cycle_key(self) -> None:
        before = self.session_key
        super().cycle_key()
        if before:
            cache.set(_name(before), _ENDED, _ENDED_FOR)
