"""Our sessions where a cache (Redis) is read before the database. Each is written to both, and deleted from both."""

from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore

from tracker.gate.session_store import Lasting


class SessionStore(Lasting, CachedStore):
    """By this very name Django signs what it stores."""
